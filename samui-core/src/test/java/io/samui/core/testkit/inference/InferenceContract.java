package io.samui.core.testkit.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.image.RgbImage;
import io.samui.core.inference.ImageEmbedding;
import io.samui.core.inference.ImageFrame;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.InferenceException;
import io.samui.core.inference.InferenceSession;
import io.samui.core.inference.Prompt;
import io.samui.core.inference.Segmentation;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.mask.BinaryMask;
import io.samui.core.mask.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every inference engine promises. Subclass it and return a fresh engine each time. What an engine lacks it says: a mode that
 * is not among those of its info is tested to be refused, and see {@link #segmentsAreas}.
 */
public abstract class InferenceContract extends EngineLifecycleContract {

    /** How well the areas of a picture that a child could outline must be met, as intersection over union. */
    private static final double FLOOR = 0.6;

    private static final int LARGER = 4;

    /** Override it for a model that makes nothing of a picture, such as one with random weights: this is tested too. */
    protected boolean segmentsAreas() {
        return true;
    }

    @Test
    void boxes_come_back_one_by_one_in_order_with_masks_of_the_images_size() {
        if (refuses(SegmentationMode.INSIDE_BOX, BOXES)) {
            return;
        }
        Segmentation answer = ask(BOXES);

        assertThat(answer.imageWidth()).isEqualTo(WIDTH);
        assertThat(answer.imageHeight()).isEqualTo(HEIGHT);
        assertThat(answer.instances())
                .extracting(Segmentation.Instance::promptIndex)
                .containsExactly(0, 1);
        assertSizes(answer, WIDTH, HEIGHT);
        assertThat(masks(ask(new Prompt.BoxPrompt(List.of(BOXES.boxes().get(1)))))
                        .get(0))
                .as("a box is answered for itself, whatever others there are")
                .isEqualTo(masks(answer).get(1));
    }

    @Test
    void many_boxes_are_answered_each() {
        if (refuses(SegmentationMode.INSIDE_BOX, BOXES)) {
            return;
        }
        List<Box> boxes = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            boxes.add(BOXES.boxes().get(i % 2));
        }
        Segmentation answer = ask(new Prompt.BoxPrompt(boxes));

        assertThat(answer.instances())
                .extracting(Segmentation.Instance::promptIndex)
                .containsExactlyElementsOf(IntStream.range(0, 12).boxed().toList());
        assertThat(masks(answer).get(10)).isEqualTo(masks(answer).get(0));
        assertThat(masks(answer).get(11)).isEqualTo(masks(answer).get(1));
        assertThat(answer.instances()).allMatch(instance -> Double.isFinite(instance.score()));
    }

    @Test
    void points_come_back_as_one() {
        if (refuses(SegmentationMode.POINT, POINTS)) {
            return;
        }
        Segmentation answer = ask(POINTS);

        assertThat(answer.instances())
                .singleElement()
                .satisfies(instance -> assertThat(instance.promptIndex()).isZero());
        assertSizes(answer, WIDTH, HEIGHT);
    }

    @Test
    void a_concept_is_searched_for() {
        if (refuses(SegmentationMode.FIND_ALL, CONCEPT)) {
            return;
        }
        assertThat(ask(CONCEPT).instances()).allMatch(instance -> instance.promptIndex() == 0);
    }

    @Test
    void areas_of_a_picture_are_met_where_they_are_whatever_size_it_was_prepared_from() {
        if (refuses(SegmentationMode.INSIDE_BOX, BOXES)) {
            return;
        }
        assertMeets(ask(BOXES), 1);
        Prompt larger = new Prompt.BoxPrompt(BOXES.boxes().stream()
                .map(box -> new Box(LARGER * box.x(), LARGER * box.y(), LARGER * box.width(), LARGER * box.height()))
                .toList());
        int width = LARGER * WIDTH;
        int height = LARGER * HEIGHT;
        assertMeets(ask(engine, picture(width, height), larger), LARGER);
        ImageFrame frame = engine.frameFor(width, height);
        assertMeets(ask(engine, picture(frame.width(), frame.height(), width, height), larger), LARGER);
    }

    @Test
    void masks_have_the_images_size_be_it_a_pixel_or_a_strip() {
        for (int[] size : new int[][] {{1, 1}, {601, 3}, {2, 333}}) {
            RgbImage picture = picture(size[0], size[1]);
            Box all = new Box(0, 0, size[0], size[1]);
            Prompt prompt = has(SegmentationMode.INSIDE_BOX)
                    ? new Prompt.BoxPrompt(List.of(all))
                    : has(SegmentationMode.POINT)
                            ? new Prompt.PointPrompt(
                                    List.of(new Prompt.PromptPoint(size[0] / 2.0, size[1] / 2.0, true)))
                            : CONCEPT;

            assertSizes(ask(engine, picture, prompt), size[0], size[1]);
        }
    }

    @Test
    void the_same_question_gets_the_same_answer_from_every_engine_of_the_model() throws Exception {
        List<BinaryMask> answer = masks(ask(anyPrompt()));

        assertThat(masks(ask(anyPrompt()))).isEqualTo(answer);
        try (InferenceEngine other = newEngine()) {
            assertThat(masks(ask(other, picture(WIDTH, HEIGHT), anyPrompt()))).isEqualTo(answer);
        }
    }

    @Test
    void a_session_may_pass_from_thread_to_thread() {
        List<BinaryMask> here = masks(ask(anyPrompt()));
        InferenceSession session = CompletableFuture.supplyAsync(engine::open).join();
        try (ImageEmbedding embedding =
                CompletableFuture.supplyAsync(() -> encode(session)).join()) {
            assertThat(masks(CompletableFuture.supplyAsync(() -> decode(session, embedding))
                            .join()))
                    .isEqualTo(here);
        } finally {
            session.close();
        }
    }

    @Test
    void sessions_in_two_threads_do_not_disturb_each_other() {
        List<BinaryMask> alone = masks(ask(anyPrompt()));
        List<CompletableFuture<Segmentation>> both = IntStream.range(0, 2)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> ask(anyPrompt())))
                .toList();

        assertThat(both).allSatisfy(one -> assertThat(masks(one.join())).isEqualTo(alone));
    }

    /** Where the model lacks the mode, that it says so. */
    private boolean refuses(SegmentationMode mode, Prompt prompt) {
        if (has(mode)) {
            return false;
        }
        assertThatThrownBy(() -> ask(prompt))
                .isInstanceOfSatisfying(
                        InferenceException.class,
                        e -> assertThat(e.kind()).isEqualTo(InferenceException.Kind.MODE_NOT_SUPPORTED));
        return true;
    }

    private void assertMeets(Segmentation answer, int times) {
        assertSizes(answer, times * WIDTH, times * HEIGHT);
        double red = masks(answer).get(0).iou(area(RED, times));
        double blue = masks(answer).get(1).iou(area(BLUE, times));
        if (segmentsAreas()) {
            assertThat(red).as("the red area").isGreaterThanOrEqualTo(FLOOR);
            assertThat(blue).as("the blue area").isGreaterThanOrEqualTo(FLOOR);
        } else {
            assertThat(Math.min(red, blue))
                    .as("it does segment areas: take the override away")
                    .isLessThan(FLOOR);
        }
    }

    private static void assertSizes(Segmentation answer, int width, int height) {
        assertThat(answer.imageWidth()).isEqualTo(width);
        assertThat(answer.imageHeight()).isEqualTo(height);
        assertThat(masks(answer)).allSatisfy(mask -> {
            assertThat(mask.width()).isEqualTo(width);
            assertThat(mask.height()).isEqualTo(height);
        });
    }
}
