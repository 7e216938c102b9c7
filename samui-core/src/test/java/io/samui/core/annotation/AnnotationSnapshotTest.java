package io.samui.core.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.annotation.AnnotationSnapshot.SnapshotBox;
import io.samui.core.annotation.AnnotationSnapshot.SnapshotPoint;
import io.samui.core.image.ImageId;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.mask.PixelBox;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnotationSnapshotTest {

    private final ImageId image = new ImageId(UUID.randomUUID());
    private final List<BoxAnnotation> boxes = List.of(
            box(PromptType.SEGMENT, 1), box(PromptType.POSITIVE_EXEMPLAR, 2), box(PromptType.NEGATIVE_EXEMPLAR, 3));
    private final List<PointAnnotation> points =
            List.of(new PointAnnotation(newId(), 1, image, 4, 5, true, Instant.EPOCH));

    @Test
    void each_mode_keeps_what_it_reads() {
        assertThat(of(SegmentationMode.INSIDE_BOX).boxes())
                .extracting(SnapshotBox::type)
                .containsExactly(PromptType.SEGMENT);
        assertThat(of(SegmentationMode.INSIDE_BOX).textPrompt()).isNull();
        assertThat(of(SegmentationMode.FIND_ALL).boxes())
                .extracting(SnapshotBox::type)
                .containsExactly(PromptType.POSITIVE_EXEMPLAR, PromptType.NEGATIVE_EXEMPLAR);
        assertThat(of(SegmentationMode.FIND_ALL).textPrompt()).isEqualTo("red apple");
        assertThat(of(SegmentationMode.POINT).points()).hasSize(1);
        assertThat(of(SegmentationMode.POINT).boxes()).isEmpty();
    }

    @Test
    void ids_and_order_do_not_count_but_how_often_does() {
        SnapshotPoint a = new SnapshotPoint(newId(), 1, 2, true);
        SnapshotPoint sameAsA = new SnapshotPoint(newId(), 1, 2, true);
        SnapshotPoint b = new SnapshotPoint(newId(), 3, 4, false);

        assertThat(points(a, b).samePrompts(points(b, sameAsA))).isTrue();
        assertThat(points(a, a, b).samePrompts(points(a, b))).isFalse();
        assertThat(points(a, a, b).samePrompts(points(a, b, b))).isFalse();
        assertThat(points(a).samePrompts(points(new SnapshotPoint(a.id(), 1, 2, false))))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none, '', true",
                "none, '  ; ', true",
                "'Red   Apple ', 'red apple', true",
                "'a;b', 'a ; b', true",
                "'a;b', 'a b', false",
                "'a,b', 'a;b', false",
                "'apple', none, false",
            })
    void texts_are_compared_as_a_model_would_see_them(String one, String other, boolean same) {
        assertThat(text(one).samePrompts(text(other))).isEqualTo(same);
        assertThat(text(other).sameText(text(one))).isEqualTo(same);
    }

    @Test
    void line_ends_separate_texts() {
        assertThat(text("a\nb").sameText(text("a;b"))).isTrue();
        assertThat(text("a\r\nb").sameText(text("a b"))).isFalse();
    }

    @Test
    void negative_prompts_alone_are_nothing_to_process() {
        assertThat(points(new SnapshotPoint(newId(), 1, 1, false)).hasSomethingToProcess())
                .isFalse();
        assertThat(points(new SnapshotPoint(newId(), 1, 1, true)).hasSomethingToProcess())
                .isTrue();
        assertThat(text(" ").hasSomethingToProcess()).isFalse();
        assertThat(text("x").hasSomethingToProcess()).isTrue();
        assertThat(exemplars(PromptType.NEGATIVE_EXEMPLAR).hasSomethingToProcess())
                .isFalse();
        assertThat(exemplars(PromptType.POSITIVE_EXEMPLAR).hasSomethingToProcess())
                .isTrue();
        assertThat(AnnotationSnapshot.of(SegmentationMode.INSIDE_BOX, List.of(), points, "x")
                        .hasSomethingToProcess())
                .isFalse();
    }

    private AnnotationSnapshot of(SegmentationMode mode) {
        return AnnotationSnapshot.of(mode, boxes, points, "red apple");
    }

    private static AnnotationSnapshot points(SnapshotPoint... points) {
        return new AnnotationSnapshot(SegmentationMode.POINT, List.of(), List.of(points), null);
    }

    private static AnnotationSnapshot text(String text) {
        return new AnnotationSnapshot(SegmentationMode.FIND_ALL, List.of(), List.of(), text);
    }

    private static AnnotationSnapshot exemplars(PromptType type) {
        return new AnnotationSnapshot(
                SegmentationMode.FIND_ALL,
                List.of(new SnapshotBox(newId(), type, new PixelBox(0, 0, 1, 1))),
                List.of(),
                null);
    }

    private BoxAnnotation box(PromptType type, int x) {
        return new BoxAnnotation(newId(), x, image, new PixelBox(x, 0, 5, 5), type, Instant.EPOCH);
    }

    private static AnnotationId newId() {
        return new AnnotationId(UUID.randomUUID());
    }
}
