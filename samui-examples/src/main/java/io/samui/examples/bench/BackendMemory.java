package io.samui.examples.bench;

import io.samui.core.image.ImageLimits;
import io.samui.core.image.ImageReader;
import io.samui.core.image.RgbImage;
import io.samui.core.inference.Cancellation;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.ImageEmbedding;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.InferenceSession;
import io.samui.core.inference.PreparedImage;
import io.samui.core.inference.Prompt.BoxPrompt;
import io.samui.core.mask.Box;
import io.samui.core.storage.BlobSource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.ToDoubleFunction;

/**
 * Whether memory grows with the images that a backend has seen: one after the other goes through encoder and decoder, and now and then
 * is noted what the process holds right after a full collection. A line through these values, the first fifth left out, says how much
 * an image leaves behind: a forgotten embedding of SAM1 would be 4,200 kB, a forgotten input 12,600 kB.
 */
public final class BackendMemory {

    private static final List<String> KEYS = List.of("provider", "model", "images");
    private static final int LOOKS = 50;
    private static final int PICTURES = 8;

    private BackendMemory() {}

    /**
     * What is held.
     *
     * @param images   so far
     * @param resident bytes of the process, by Linux's count
     * @param heap     bytes in use
     * @param arrays   of DJL; 0 for a backend that has none
     */
    record Look(int images, long resident, long heap, int arrays) {

        private static final int KIB = 1024;

        static Look now(int images, IntSupplier arrays) throws IOException, InterruptedException {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(50); // direct buffers go a moment later
            long resident = Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
                    .findFirst()
                    .orElseThrow();
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            return new Look(images, resident, heap, arrays.getAsInt());
        }
    }

    /**
     * Takes {@code --provider=} ({@code onnx}), {@code --model=FOLDER} (the bundled one) and {@code --images=N} (1000). Start it with
     * {@code -Xms256m -Xmx256m -XX:+AlwaysPreTouch}: then the heap is resident from the start, and what grows is not. For {@code djl} it
     * takes the files of samui-inference-djl's {@code target/plugin} on the class path besides. Linux only.
     */
    public static void main(String[] args) throws Exception {
        Arguments arguments = Arguments.parse(KEYS, args);
        String provider = arguments.text("provider").orElse("onnx");
        Map<String, String> settings = new HashMap<>(Map.of("device", "cpu"));
        arguments.text("model").ifPresent(model -> settings.put("model", model));
        List<Look> looks;
        try (InferenceEngine engine = Engines.of(provider, settings);
                InferenceSession session = engine.open()) {
            System.out.printf(
                    "%s on %s, Java %s%n",
                    engine.info().modelId(), engine.info().backend(), Runtime.version());
            int images = arguments.number("images", 1000);
            if (provider.equals("djl")) {
                try (DjlArrays arrays = new DjlArrays()) {
                    looks = run(engine, session, images, arrays::count);
                }
            } else {
                looks = run(engine, session, images, () -> 0);
            }
        }
        System.out.print(report(looks));
    }

    static List<Look> run(InferenceEngine engine, InferenceSession session, int images, IntSupplier arrays)
            throws IOException, InterruptedException {
        List<RgbImage> pictures = new ArrayList<>();
        for (int i = 0; i < PICTURES; i++) {
            byte[] jpeg = MadePhoto.jpeg(640, 480, i);
            pictures.add(new ImageReader(ImageLimits.defaults()).read(BlobSource.of(jpeg), engine::frameFor));
        }
        int step = Math.max(1, images / LOOKS);
        List<Look> looks = new ArrayList<>();
        for (int i = 1; i <= images; i++) {
            see(engine, session, pictures.get(i % PICTURES));
            if (i % step == 0) {
                looks.add(Look.now(i, arrays));
            }
        }
        return looks;
    }

    private static void see(InferenceEngine engine, InferenceSession session, RgbImage picture) {
        BoxPrompt box = new BoxPrompt(List.of(new Box(100, 80, 300, 250)));
        try (PreparedImage prepared = engine.prepare(picture);
                ImageEmbedding embedding = session.encode(prepared, Cancellation.none())) {
            session.decode(embedding, box, DecodeOptions.defaults(), Cancellation.none())
                    .instances()
                    .forEach(instance -> instance.mask().toMask(DecodeOptions.defaults()));
        }
    }

    static String report(List<Look> looks) {
        StringBuilder text =
                new StringBuilder(String.format("%8s %12s %8s %7s%n", "images", "resident MB", "heap MB", "arrays"));
        int fifth = looks.size() / 5;
        for (int i = 0; i < looks.size() - 1; i += Math.max(1, fifth / 2)) {
            text.append(line(looks.get(i)));
        }
        List<Look> judged = looks.subList(fifth, looks.size());
        Look last = looks.get(looks.size() - 1);
        return text.append(line(last))
                .append(String.format(
                        Locale.ROOT,
                        "From image %d to %d each leaves behind %s kB resident, %s kB of the heap, %s arrays%n",
                        judged.get(0).images(),
                        last.images(),
                        trend(judged, look -> look.resident() / 1e3),
                        trend(judged, look -> look.heap() / 1e3),
                        trend(judged, Look::arrays)))
                .toString();
    }

    private static String line(Look look) {
        return String.format(
                Locale.ROOT,
                "%8d %12.1f %8.1f %7d%n",
                look.images(),
                look.resident() / 1e6,
                look.heap() / 1e6,
                look.arrays());
    }

    private static String trend(List<Look> looks, ToDoubleFunction<Look> value) {
        Trend trend = Trend.of(looks.stream()
                .map(look -> new Trend.Point(look.images(), value.applyAsDouble(look)))
                .toList());
        return String.format(Locale.ROOT, "%.2f +- %.2f", trend.slope(), trend.error());
    }
}
