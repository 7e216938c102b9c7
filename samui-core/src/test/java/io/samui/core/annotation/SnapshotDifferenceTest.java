package io.samui.core.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.annotation.AnnotationSnapshot.SnapshotBox;
import io.samui.core.annotation.AnnotationSnapshot.SnapshotPoint;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.mask.PixelBox;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SnapshotDifferenceTest {

    @Test
    void prompts_are_the_same_by_what_they_are_not_by_their_ids_and_each_counts() {
        SnapshotBox once = box(PromptType.POSITIVE_EXEMPLAR, 1);
        SnapshotBox again = box(PromptType.POSITIVE_EXEMPLAR, 1);
        SnapshotBox negative = box(PromptType.NEGATIVE_EXEMPLAR, 1);
        SnapshotBox moved = box(PromptType.POSITIVE_EXEMPLAR, 2);

        SnapshotDifference difference =
                SnapshotDifference.between(snapshot(null, once, negative), snapshot(null, moved, again, once));

        assertThat(difference.boxes().kept()).containsExactly(again);
        assertThat(difference.boxes().added()).containsExactly(moved, once);
        assertThat(difference.boxes().removed()).containsExactly(negative);
        assertThat(difference.isNone()).isFalse();
        assertThat(SnapshotDifference.between(snapshot(null, once, negative), snapshot(null, negative, again))
                        .isNone())
                .isTrue();
    }

    @Test
    void a_point_with_another_sign_is_another() {
        SnapshotPoint positive = new SnapshotPoint(id(), 3, 4, true);
        SnapshotPoint negative = new SnapshotPoint(id(), 3, 4, false);

        SnapshotDifference difference = SnapshotDifference.between(points(positive), points(negative));

        assertThat(difference.points().added()).containsExactly(negative);
        assertThat(difference.points().removed()).containsExactly(positive);
        assertThat(difference.points().kept()).isEmpty();
    }

    @Test
    void texts_are_the_same_when_they_mean_the_same() {
        assertThat(SnapshotDifference.between(snapshot(" Red  apple;"), snapshot("red apple"))
                        .isNone())
                .isTrue();
        assertThat(SnapshotDifference.between(snapshot(null), snapshot("pear")).sameText())
                .isFalse();
    }

    private static AnnotationSnapshot snapshot(String text, SnapshotBox... boxes) {
        return new AnnotationSnapshot(SegmentationMode.FIND_ALL, List.of(boxes), List.of(), text);
    }

    private static AnnotationSnapshot points(SnapshotPoint... points) {
        return new AnnotationSnapshot(SegmentationMode.POINT, List.of(), List.of(points), null);
    }

    private static SnapshotBox box(PromptType type, int x) {
        return new SnapshotBox(id(), type, new PixelBox(x, 2, 3, 4));
    }

    private static AnnotationId id() {
        return new AnnotationId(UUID.randomUUID());
    }
}
