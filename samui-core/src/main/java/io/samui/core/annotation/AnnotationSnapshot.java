package io.samui.core.annotation;

import io.samui.core.inference.SegmentationMode;
import io.samui.core.mask.PixelBox;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one mode reads of one image at one moment. A job works on this, whatever happens to the annotations later.
 *
 * <p>{@link #samePrompts} compares what a model would see: the multiset of types and geometries, and in {@code find_all} the
 * normalised text. Ids say where a prompt came from and do not count; nor does order.
 *
 * @param mode       which mode reads it
 * @param boxes      the boxes that the mode reads, in order of insertion
 * @param points     the points that the mode reads, in order of insertion
 * @param textPrompt the user's text as stored, in {@code find_all} only
 */
public record AnnotationSnapshot(
        SegmentationMode mode,
        List<SnapshotBox> boxes,
        List<SnapshotPoint> points,
        @Nullable String textPrompt) {

    /** A box as it was. */
    public record SnapshotBox(AnnotationId id, PromptType type, PixelBox box) {}

    /** A point as it was. */
    public record SnapshotPoint(AnnotationId id, int x, int y, boolean positive) {}

    public AnnotationSnapshot {
        boxes = List.copyOf(boxes);
        points = List.copyOf(points);
    }

    /** Keeps of an image's prompts what {@code mode} reads. */
    public static AnnotationSnapshot of(
            SegmentationMode mode,
            Collection<BoxAnnotation> boxes,
            Collection<PointAnnotation> points,
            @Nullable String textPrompt) {
        return switch (mode) {
            case INSIDE_BOX -> new AnnotationSnapshot(mode, boxesOf(boxes, true), List.of(), null);
            case FIND_ALL -> new AnnotationSnapshot(mode, boxesOf(boxes, false), List.of(), textPrompt);
            case POINT -> new AnnotationSnapshot(mode, List.of(), pointsOf(points), null);
        };
    }

    private static List<SnapshotBox> boxesOf(Collection<BoxAnnotation> boxes, boolean segment) {
        return boxes.stream()
                .filter(box -> (box.promptType() == PromptType.SEGMENT) == segment)
                .map(box -> new SnapshotBox(box.id(), box.promptType(), box.box()))
                .toList();
    }

    private static List<SnapshotPoint> pointsOf(Collection<PointAnnotation> points) {
        return points.stream()
                .map(point -> new SnapshotPoint(point.id(), point.x(), point.y(), point.positive()))
                .toList();
    }

    /** Whether the mode has anything to work on; a negative prompt alone is nothing. */
    public boolean hasSomethingToProcess() {
        return switch (mode) {
            case INSIDE_BOX -> !boxes.isEmpty();
            case FIND_ALL ->
                !normalisedText().isEmpty()
                        || boxes.stream().anyMatch(box -> box.type() == PromptType.POSITIVE_EXEMPLAR);
            case POINT -> points.stream().anyMatch(SnapshotPoint::positive);
        };
    }

    /** Whether a model would see the same boxes, points and text. */
    public boolean samePrompts(AnnotationSnapshot other) {
        return sameGeometry(other) && sameText(other);
    }

    /** Whether the texts mean the same; none, empty and blank are the same. */
    public boolean sameText(AnnotationSnapshot other) {
        return normalisedText().equals(other.normalisedText());
    }

    /** Whether boxes and points are the same multisets. */
    public boolean sameGeometry(AnnotationSnapshot other) {
        return mode == other.mode && geometry().equals(other.geometry());
    }

    /**
     * The text as a model would see it: prompts apart at {@code ;} and line ends, each trimmed, white space runs as one blank, in
     * lower case, blank prompts dropped; empty when there is none.
     */
    public String normalisedText() {
        return textPrompt == null
                ? ""
                : Arrays.stream(textPrompt.split("[;\\r\\n]"))
                        .map(text -> text.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT))
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining(";"));
    }

    private List<String> geometry() {
        Stream<String> boxLines = boxes.stream()
                .map(b -> b.type().wireName() + " " + b.box().x() + " "
                        + b.box().y() + " " + b.box().width() + " " + b.box().height());
        Stream<String> pointLines =
                points.stream().map(p -> (p.positive() ? "positive " : "negative ") + p.x() + " " + p.y());
        return Stream.concat(boxLines, pointLines)
                .sorted(Comparator.naturalOrder())
                .toList();
    }
}
