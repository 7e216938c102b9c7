package io.samui.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * How well a job's images overlap. {@code PipelineBenchmark [photos/]}: with a folder of photos, a job with the bundled model
 * beside the model's own runs; and always, a job over 12-megapixel JPEGs with a stand-in for the model. Options:
 * {@code --rounds=5 --boxes=5 --images=60 --data=DIRECTORY}.
 */
public final class PipelineBenchmark {

    private static final List<String> OPTIONS = List.of("rounds", "boxes", "images", "data");
    private static final List<String> ENDINGS = List.of(".jpg", ".jpeg", ".png", ".webp");

    private PipelineBenchmark() {}

    /** About a minute a round with the seventeen photos, and as much to draw and upload the JPEGs. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Arguments arguments = Arguments.parse(OPTIONS, args);
        int rounds = arguments.number("rounds", 5);
        Path data = arguments.path("data").orElse(Files.createTempDirectory("samui-bench"));
        System.out.printf(
                Locale.ROOT,
                "%d cores, heap of %d MB, Java %s; medians of %d rounds%n",
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20,
                Runtime.version(),
                rounds);
        for (String folder : arguments.rest()) {
            photos(new PhotosPipeline(files(Path.of(folder)), arguments.number("boxes", 5)), data, rounds);
        }
        int images = arguments.number("images", 60);
        if (images > 0) {
            standIn(StandInPipeline.make(images, Math.min(images, 8), 4000, 3000), data, rounds);
        }
    }

    static void photos(PhotosPipeline pipeline, Path data, int rounds) throws IOException, InterruptedException {
        List<PhotosPipeline.Round> all = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            all.add(pipeline.run(data.resolve("photos" + i)));
        }
        System.out.printf(
                "%nA job over %d photos with the bundled model, %d boxes each%n",
                pipeline.photos().size(), pipeline.boxes());
        line("baseline: the model's own runs, one after the other, s", all, PhotosPipeline.Round::own);
        line("first job, s", all, PhotosPipeline.Round::first);
        line("job after one box of each photo changed, s", all, PhotosPipeline.Round::rerun);
        line("first job to the model's own runs (at most 1.10)", all, round -> round.first() / round.own());
        line("second job to the first (at most 0.35)", all, round -> round.rerun() / round.first());
    }

    static void standIn(StandInPipeline pipeline, Path data, int rounds) throws InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        List<StandInPipeline.Round> all = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            all.add(pipeline.run(data.resolve("stand-in" + i)));
        }
        System.out.printf(
                "%nA job over %d JPEGs of %d x %d pixels, 40 ms of a model that takes no CPU, 2 boxes each%n",
                pipeline.images(), pipeline.width(), pipeline.height());
        line("baseline: the model's runs, s", all, round -> round.job().engine());
        line(
                "baseline: CPU time of all cores, divided by their number, s",
                all,
                round -> round.job().cpu() / cores);
        line("one image at a time, s", all, round -> round.sequential().wall());
        line(
                "its CPU time, divided by the cores, s",
                all,
                round -> round.sequential().cpu() / cores);
        line("job, s", all, round -> round.job().wall());
        line("job to the larger of the baselines (at most 1.15)", all, round -> round.ratio(cores));
        line("the same with the lesser CPU time", all, round -> round.ratioToSequentialCpu(cores));
    }

    private static <R> void line(String name, List<R> rounds, ToDoubleFunction<R> value) {
        List<Double> values = rounds.stream()
                .map(value::applyAsDouble)
                .sorted(Comparator.naturalOrder())
                .toList();
        System.out.printf(
                Locale.ROOT,
                "%-64s %8.3f  (%.3f to %.3f)%n",
                name,
                Median.of(values),
                values.get(0),
                values.get(values.size() - 1));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> photos = files.filter(
                            file -> ENDINGS.stream().anyMatch(file.toString().toLowerCase(Locale.ROOT)::endsWith))
                    .sorted()
                    .toList();
            if (photos.isEmpty()) {
                throw new IllegalArgumentException(
                        folder + " holds no photo: name a folder of JPEG, PNG or WebP files");
            }
            return photos;
        }
    }
}
