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

        assertThat(points(a, b).digest()).isEqualTo(points(b, sameAsA).digest());
        assertThat(points(a, a, b).digest()).isNotEqualTo(points(a, b).digest());
        assertThat(points(a, a, b).digest()).isNotEqualTo(points(a, b, b).digest());
        assertThat(points(a).digest())
                .isNotEqualTo(points(new SnapshotPoint(a.id(), 1, 2, false)).digest());
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
        assertThat(text(one).digest().equals(text(other).digest())).isEqualTo(same);
        assertThat(text(other).digest().sameText(text(one).digest())).isEqualTo(same);
    }

    @Test
    void line_ends_separate_texts() {
        assertThat(text("a\nb").digest()).isEqualTo(text("a;b").digest());
        assertThat(text("a\r\nb").digest()).isNotEqualTo(text("a b").digest());
    }

    @Test
    void negative_prompts_alone_are_nothing_to_process() {
        assertThat(points(new SnapshotPoint(newId(), 1, 1, false)).summary().hasSomethingToProcess())
                .isFalse();
        assertThat(points(new SnapshotPoint(newId(), 1, 1, true)).summary().hasSomethingToProcess())
                .isTrue();
        assertThat(text(" ").summary().hasSomethingToProcess()).isFalse();
        assertThat(text("x").summary().hasSomethingToProcess()).isTrue();
        assertThat(exemplars(PromptType.NEGATIVE_EXEMPLAR).summary().hasSomethingToProcess())
                .isFalse();
        assertThat(exemplars(PromptType.POSITIVE_EXEMPLAR).summary().hasSomethingToProcess())
                .isTrue();
        assertThat(AnnotationSnapshot.of(SegmentationMode.INSIDE_BOX, List.of(), points, "x")
                        .summary()
                        .hasSomethingToProcess())
                .isFalse();
    }

    @Test
    void a_summary_counts_what_asks_and_what_forbids() {
        assertThat(of(SegmentationMode.INSIDE_BOX).summary())
                .extracting(PromptSummary::positives, PromptSummary::negatives, PromptSummary::hasText)
                .containsExactly(1, 0, false);
        assertThat(of(SegmentationMode.FIND_ALL).summary())
                .extracting(PromptSummary::positives, PromptSummary::negatives, PromptSummary::hasText)
                .containsExactly(1, 1, true);
        assertThat(AnnotationSnapshot.of(SegmentationMode.POINT, List.of(), List.of(), "x")
                        .summary())
                .isEqualTo(PromptSummary.empty(SegmentationMode.POINT));
    }

    /** Databases hold digests: another value here would make every result of every user outdated. */
    @Test
    void digests_stay_what_they_were() {
        assertThat(of(SegmentationMode.FIND_ALL).digest())
                .isEqualTo(new SnapshotDigest(
                        SegmentationMode.FIND_ALL,
                        "2f991708600cfd5f71a394d24b12c85b",
                        "510e9cd005e362235259c1dbb49fe549"));
        assertThat(of(SegmentationMode.POINT).digest())
                .isEqualTo(new SnapshotDigest(SegmentationMode.POINT, "584a87ad4bc940e9387646dbf4250bc9", ""));
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
