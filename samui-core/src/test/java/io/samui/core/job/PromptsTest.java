package io.samui.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.annotation.AnnotationId;
import io.samui.core.annotation.AnnotationSnapshot;
import io.samui.core.annotation.AnnotationSnapshot.SnapshotBox;
import io.samui.core.annotation.AnnotationSnapshot.SnapshotPoint;
import io.samui.core.annotation.PromptType;
import io.samui.core.inference.Prompt;
import io.samui.core.inference.PromptKind;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.mask.Box;
import io.samui.core.mask.PixelBox;
import io.samui.core.testkit.inference.FakeEngine;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PromptsTest {

    @Test
    void boxes_are_asked_in_the_order_in_which_they_were_drawn() {
        AnnotationSnapshot snapshot =
                snapshot(SegmentationMode.INSIDE_BOX, null, box(PromptType.SEGMENT, 9), box(PromptType.SEGMENT, 1));

        assertThat(Prompts.of(snapshot))
                .isEqualTo(new Prompt.BoxPrompt(List.of(new Box(9, 2, 3, 4), new Box(1, 2, 3, 4))));
    }

    @Test
    void points_keep_their_sign() {
        AnnotationSnapshot snapshot = new AnnotationSnapshot(
                SegmentationMode.POINT,
                List.of(),
                List.of(new SnapshotPoint(id(), 1, 2, true), new SnapshotPoint(id(), 3, 4, false)),
                null);

        assertThat(Prompts.of(snapshot))
                .isEqualTo(new Prompt.PointPrompt(
                        List.of(new Prompt.PromptPoint(1, 2, true), new Prompt.PromptPoint(3, 4, false))));
    }

    @Test
    void a_concept_is_its_texts_and_its_exemplars() {
        AnnotationSnapshot snapshot = snapshot(
                SegmentationMode.FIND_ALL,
                " Red  Apple ;; pear\r\nplum\n",
                box(PromptType.POSITIVE_EXEMPLAR, 1),
                box(PromptType.NEGATIVE_EXEMPLAR, 2));

        assertThat(Prompts.of(snapshot))
                .isEqualTo(new Prompt.ConceptPrompt(
                        List.of("red apple", "pear", "plum"),
                        List.of(
                                new Prompt.Exemplar(new Box(1, 2, 3, 4), true),
                                new Prompt.Exemplar(new Box(2, 2, 3, 4), false))));
    }

    @Test
    void exemplars_alone_are_a_concept_without_text() {
        Prompt prompt = Prompts.of(snapshot(SegmentationMode.FIND_ALL, " ; ", box(PromptType.POSITIVE_EXEMPLAR, 1)));

        assertThat(((Prompt.ConceptPrompt) prompt).texts()).isEmpty();
    }

    @Test
    void a_model_that_takes_all_refuses_nothing() {
        AnnotationSnapshot all = snapshot(
                SegmentationMode.FIND_ALL,
                "cat",
                box(PromptType.POSITIVE_EXEMPLAR, 1),
                box(PromptType.NEGATIVE_EXEMPLAR, 2));

        assertThat(unsupported(EnumSet.allOf(PromptKind.class), 2, all)).isNull();
    }

    @Test
    void what_a_model_cannot_take_is_named_with_what_to_do() {
        AnnotationSnapshot text = snapshot(SegmentationMode.FIND_ALL, "cat", box(PromptType.POSITIVE_EXEMPLAR, 1));
        AnnotationSnapshot negative = snapshot(
                SegmentationMode.FIND_ALL,
                null,
                box(PromptType.POSITIVE_EXEMPLAR, 1),
                box(PromptType.NEGATIVE_EXEMPLAR, 2));

        assertThat(unsupported(EnumSet.of(PromptKind.POSITIVE_EXEMPLAR), 9, text))
                .contains("takes no text prompts", "another model");
        assertThat(unsupported(EnumSet.of(PromptKind.TEXT), 9, text)).contains("positive_exemplar", "delete them");
        assertThat(unsupported(EnumSet.of(PromptKind.POSITIVE_EXEMPLAR), 9, negative))
                .contains("negative_exemplar", "delete them");
        assertThat(unsupported(EnumSet.allOf(PromptKind.class), 1, negative))
                .contains("at most 1 exemplar", "the image has 2");
    }

    @Test
    void what_a_model_says_of_a_text_is_passed_on_and_it_is_asked_once_for_many_images() {
        AtomicInteger asked = new AtomicInteger();
        PromptSupport support = new PromptSupport(new FakeEngine() {
            @Override
            public Optional<String> refusal(List<String> texts) {
                asked.incrementAndGet();
                return texts.contains("long cat") ? Optional.of("Too long: " + texts) : Optional.empty();
            }
        });
        AnnotationSnapshot refused = snapshot(SegmentationMode.FIND_ALL, "cat;\n Long  CAT");

        for (int i = 0; i < 3; i++) {
            assertThat(support.unsupported(refused.summary(), refused.textPrompt()))
                    .isEqualTo("Too long: [cat, long cat]");
        }
        assertThat(asked).hasValue(1);
        AnnotationSnapshot taken = snapshot(SegmentationMode.FIND_ALL, "cat, dog");
        assertThat(support.unsupported(taken.summary(), taken.textPrompt()))
                .as("one text")
                .isNull();
    }

    @Test
    void boxes_and_points_are_a_matter_of_the_mode_alone() {
        SnapshotBox[] many =
                IntStream.range(0, 50).mapToObj(x -> box(PromptType.SEGMENT, x)).toArray(SnapshotBox[]::new);

        assertThat(unsupported(EnumSet.of(PromptKind.BOX), 0, snapshot(SegmentationMode.INSIDE_BOX, null, many)))
                .isNull();
    }

    private static String unsupported(Set<PromptKind> kinds, int exemplars, AnnotationSnapshot snapshot) {
        FakeEngine engine = new FakeEngine();
        engine.promptKinds = kinds;
        engine.exemplarLimit = exemplars;
        return new PromptSupport(engine).unsupported(snapshot.summary(), snapshot.textPrompt());
    }

    private static AnnotationSnapshot snapshot(SegmentationMode mode, String text, SnapshotBox... boxes) {
        return new AnnotationSnapshot(mode, List.of(boxes), List.of(), text);
    }

    private static SnapshotBox box(PromptType type, int x) {
        return new SnapshotBox(id(), type, new PixelBox(x, 2, 3, 4));
    }

    private static AnnotationId id() {
        return new AnnotationId(UUID.randomUUID());
    }
}
