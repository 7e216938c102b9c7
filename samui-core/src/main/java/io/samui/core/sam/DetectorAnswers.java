package io.samui.core.sam;

import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.ImageFrame;
import io.samui.core.inference.MaskSource;
import io.samui.core.inference.Prompt.PromptPoint;
import io.samui.core.inference.Segmentation.Instance;
import io.samui.core.mask.BinaryMask;
import io.samui.core.mask.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Answers boxes and points with a detector, as SAM3's exporters do it: a box is an exemplar, a point is a small one, and of the
 * likes that are found the one in the right place is meant. An approximation: a tracker, or SAM1 or SAM2, do it better.
 */
final class DetectorAnswers {

    /** Side of the box that a point becomes, as a part of the image's. */
    private static final double POINT_SIZE = 0.01;

    private final ConceptSearch search;
    private final ImageFrame image;
    private final DecodeOptions options;

    DetectorAnswers(ConceptSearch search, ImageFrame image, DecodeOptions options) {
        this.search = search;
        this.image = image;
        this.options = options;
    }

    List<Instance> boxes(List<Box> boxes) {
        List<Instance> instances = new ArrayList<>();
        for (int i = 0; i < boxes.size(); i++) {
            Box box = boxes.get(i);
            Optional<Detection> best = search.findLike(box).stream()
                    .filter(found -> place(found).iou(box) > 0)
                    .max(Comparator.comparing(found -> place(found).iou(box)));
            instances.add(answer(i, best));
        }
        return instances;
    }

    /** The one that has most positive points in it, less the negative ones; of equals the better. */
    Instance points(List<PromptPoint> points) {
        List<Detection> found = new ArrayList<>();
        for (PromptPoint point : points) {
            if (point.positive()) {
                found.addAll(search.findLike(around(point)));
            }
        }
        return answer(
                0,
                found.stream()
                        .filter(one -> agreement(one, points) > 0)
                        .max(Comparator.comparing((Detection one) -> agreement(one, points))
                                .thenComparing(Detection::score)));
    }

    private Box around(PromptPoint point) {
        double width = image.width() * POINT_SIZE;
        double height = image.height() * POINT_SIZE;
        return new Box(point.x() - width / 2, point.y() - height / 2, width, height);
    }

    private int agreement(Detection detection, List<PromptPoint> points) {
        BinaryMask mask = detection.coarse(options);
        int agreement = 0;
        for (PromptPoint point : points) {
            int x = cell(point.x(), image.width(), mask.width());
            int y = cell(point.y(), image.height(), mask.height());
            if (mask.get(x, y)) {
                agreement += point.positive() ? 1 : -1;
            }
        }
        return agreement;
    }

    private static int cell(double place, int pixels, int cells) {
        return Math.max(0, Math.min(cells - 1, (int) (place * cells / pixels)));
    }

    private Box place(Detection detection) {
        return detection.place(options, image.width(), image.height());
    }

    /** Nothing in that place: an empty mask, sure of nothing. */
    private Instance answer(int index, Optional<Detection> found) {
        return found.map(one -> new Instance(index, null, one.score(), one.mask()))
                .orElseGet(() -> new Instance(
                        index, null, 0, new MaskSource.Full(BinaryMask.empty(image.width(), image.height()))));
    }
}
