package io.samui.core.testkit.photos;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.mask.BinaryMask;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Collects how well masks overlap with the truth, one box and one point per object, and holds the default model to what it
 * reached in Python. The same values go for every way to the model: the engine, a job, HTTP.
 */
public final class AccuracyReport {

    /** The mean over the boxes of all objects. */
    public static final double BOX_MEAN_FLOOR = 0.69;

    /** The mean over one point per object, at its {@link DeepestPixel}. */
    public static final double POINT_MEAN_FLOOR = 0.45;

    private final Map<PhotoObject, Double> boxes = new LinkedHashMap<>();
    private final Map<PhotoObject, Double> points = new LinkedHashMap<>();

    /** The answer to the object's box. */
    public void box(PhotoObject object, BinaryMask truth, BinaryMask answer) {
        boxes.put(object, answer.iou(truth));
    }

    /** The answer to one point in the object. */
    public void point(PhotoObject object, BinaryMask truth, BinaryMask answer) {
        points.put(object, answer.iou(truth));
    }

    /** Fails when a golden box, or the mean over the boxes of all objects of all photos, is below its floor. */
    public void assertBoxesReachTheirFloors(Photos photos) {
        assertComplete(photos, boxes);
        assertThat(GoldenBox.all())
                .allSatisfy(golden -> assertThat(iou(photos, golden))
                        .as(
                                "box IoU of object %s in photo %s (%s in Python)",
                                golden.segmentId(), golden.photo(), golden.iou())
                        .isGreaterThanOrEqualTo(GoldenBox.FLOOR));
        assertThat(mean(boxes)).as("mean box IoU").isGreaterThanOrEqualTo(BOX_MEAN_FLOOR);
    }

    /** Fails when the mean over one point per object of all photos is below its floor. */
    public void assertPointsReachTheirFloor(Photos photos) {
        assertComplete(photos, points);
        assertThat(mean(points)).as("mean point IoU").isGreaterThanOrEqualTo(POINT_MEAN_FLOOR);
    }

    /** Means, medians and the golden boxes, for the log. */
    public String summary(Photos photos) {
        String golden = GoldenBox.all().stream()
                .map(box -> String.format(
                        Locale.ROOT,
                        "%n  photo %5d %-13s %.3f (Python %.3f)",
                        box.photo(),
                        object(photos, box).category(),
                        iou(photos, box),
                        box.iou()))
                .collect(Collectors.joining());
        return line("boxes", boxes) + line("points", points) + golden;
    }

    private double iou(Photos photos, GoldenBox golden) {
        return boxes.getOrDefault(object(photos, golden), 0.0);
    }

    private static PhotoObject object(Photos photos, GoldenBox golden) {
        return photos.photo(golden.photo()).object(golden.segmentId());
    }

    private static void assertComplete(Photos photos, Map<PhotoObject, Double> measured) {
        assertThat(measured.keySet())
                .as("objects that were measured")
                .containsExactlyInAnyOrderElementsOf(photos.all().stream()
                        .flatMap(photo -> photo.objects().stream())
                        .toList());
    }

    private static String line(String what, Map<PhotoObject, Double> ious) {
        return String.format(
                Locale.ROOT, "%n  %d %s: mean IoU %.4f, median %.4f", ious.size(), what, mean(ious), median(ious));
    }

    private static double mean(Map<PhotoObject, Double> ious) {
        return ious.values().stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    private static double median(Map<PhotoObject, Double> ious) {
        double[] sorted =
                ious.values().stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }
}
