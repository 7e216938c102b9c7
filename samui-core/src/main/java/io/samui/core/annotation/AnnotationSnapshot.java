package io.samui.core.annotation;

import io.samui.core.inference.SegmentationMode;
import io.samui.core.mask.PixelBox;
import io.samui.core.storage.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one mode reads of one image at one moment. A job works on this, whatever happens to the annotations later.
 *
 * <p>{@link #digest} stands for what a model would see: the multiset of types and geometries, and in {@code find_all} the
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
            case INSIDE_BOX -> new AnnotationSnapshot(mode, boxesOf(boxes, mode), List.of(), null);
            case FIND_ALL -> new AnnotationSnapshot(mode, boxesOf(boxes, mode), List.of(), textPrompt);
            case POINT -> new AnnotationSnapshot(mode, List.of(), pointsOf(points), null);
        };
    }

    private static List<SnapshotBox> boxesOf(Collection<BoxAnnotation> boxes, SegmentationMode mode) {
        return boxes.stream()
                .filter(box -> box.promptType().mode() == mode)
                .map(box -> new SnapshotBox(box.id(), box.promptType(), box.box()))
                .toList();
    }

    private static List<SnapshotPoint> pointsOf(Collection<PointAnnotation> points) {
        return points.stream()
                .map(point -> new SnapshotPoint(point.id(), point.x(), point.y(), point.positive()))
                .toList();
    }

    /** What change detection compares. */
    public SnapshotDigest digest() {
        return new SnapshotDigest(mode, shortened(String.join("\n", geometry())), shortened(normalisedText()));
    }

    /** What change detection needs to know of it. */
    public PromptSummary summary() {
        int positives = (int) (boxes.stream()
                        .filter(box -> box.type() != PromptType.NEGATIVE_EXEMPLAR)
                        .count()
                + points.stream().filter(SnapshotPoint::positive).count());
        return new PromptSummary(digest(), positives, boxes.size() + points.size() - positives);
    }

    /**
     * The text as a model would see it: prompts apart at {@code ;} and line ends, each trimmed, white space runs as one blank, in
     * lower case, blank prompts dropped; empty when there is none.
     */
    public String normalisedText() {
        return textPrompt == null ? "" : String.join(";", texts(textPrompt));
    }

    /** The prompts that a user's text is made of, as {@link #normalisedText} has them. */
    public static List<String> texts(String textPrompt) {
        return Arrays.stream(textPrompt.split("[;\\r\\n]"))
                .map(text -> text.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT))
                .filter(text -> !text.isEmpty())
                .toList();
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

    /** 128 bits of SHA-256 tell prompts apart, and keep the rows that hold them short. */
    private static String shortened(String value) {
        return value.isEmpty()
                ? ""
                : Sha256.of(value.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }
}
