package io.samui.examples.bench;

import io.samui.core.mask.BinaryMask;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One backend's figures.
 *
 * @param own       photos through samui
 * @param bare      the same without, in the same order
 * @param accuracy  intersection over union of each object's mask with the true one
 * @param agreement the same with the mask of the first backend
 */
record BackendFigures(
        String name, List<PhotoRun> own, List<PhotoRun> bare, List<Double> accuracy, List<Double> agreement) {

    /** Scores that differ by more were not made by the same model from the same input. */
    private static final double SAME_SCORE = 0.001;

    static BackendFigures of(String name) {
        return new BackendFigures(name, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    /**
     * Takes what a photo's two ways took.
     *
     * @throws IllegalStateException when they did not do the same, and a comparison of their times would mean nothing
     */
    void addTimes(Backend.Answer answer) {
        List<Float> scores = answer.own().scores();
        for (int i = 0; i < scores.size(); i++) {
            float other = answer.bare().scores().get(i);
            if (Math.abs(scores.get(i) - other) > SAME_SCORE) {
                throw new IllegalStateException(name + " scores box " + i + " with " + scores.get(i)
                        + " through samui, and with " + other + " without: the bare run is not the same work");
            }
        }
        own.add(answer.own());
        bare.add(answer.bare());
    }

    /** Takes how good a photo's masks are. */
    void addMasks(List<BinaryMask> masks, List<BinaryMask> truths, List<BinaryMask> firsts) {
        for (int i = 0; i < masks.size(); i++) {
            accuracy.add(masks.get(i).iou(truths.get(i)));
            agreement.add(masks.get(i).iou(firsts.get(i)));
        }
    }

    /**
     * What samui adds to a photo with its boxes, as a part of what the runtime alone takes.
     *
     * @param part of all photos' ratios, 0.5 for the median
     */
    double overhead(double part) {
        return Median.at(
                        IntStream.range(0, own.size())
                                .mapToObj(i -> own.get(i).wall() / bare.get(i).wall())
                                .toList(),
                        part)
                - 1;
    }

    /**
     * What samui adds to all photos in CPU time. What it adds is one thread's, so by the clock and on a machine of one's own it is at most
     * as many times that as there are cores.
     */
    double cpuOverhead() {
        return cpu(own) / cpu(bare) - 1;
    }

    private static double cpu(List<PhotoRun> runs) {
        return runs.stream().mapToDouble(PhotoRun::cpu).sum();
    }

    static String heading() {
        return String.format(
                Locale.ROOT,
                "%-28s %8s %6s %8s %6s %28s %8s %9s %10s",
                "",
                "encoder",
                "bare",
                "decoder",
                "bare",
                "overhead (quartiles)",
                "in CPU",
                "mean IoU",
                "agreement");
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-28s %8.0f %6.0f %8.1f %6.1f %10.1f %% (%5.1f to %5.1f) %6.1f %% %9.4f %10.4f",
                name,
                median(own, run -> Stream.of(run.encoder())),
                median(bare, run -> Stream.of(run.encoder())),
                median(own, run -> run.decoder().stream()),
                median(bare, run -> run.decoder().stream()),
                100 * overhead(0.5),
                100 * overhead(0.25),
                100 * overhead(0.75),
                100 * cpuOverhead(),
                mean(accuracy),
                mean(agreement));
    }

    private static double median(List<PhotoRun> runs, Function<PhotoRun, Stream<Took>> times) {
        return Median.of(runs.stream().flatMap(times).map(Took::wall).toList());
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
}
