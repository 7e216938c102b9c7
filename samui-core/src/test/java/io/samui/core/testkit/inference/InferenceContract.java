package io.samui.core.testkit.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.samui.core.image.RgbImage;
import io.samui.core.inference.Cancellation;
import io.samui.core.inference.CancelledException;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.EngineInfo;
import io.samui.core.inference.ImageEmbedding;
import io.samui.core.inference.ImageFrame;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.InferenceException;
import io.samui.core.inference.InferenceSession;
import io.samui.core.inference.PreparedImage;
import io.samui.core.inference.Prompt;
import io.samui.core.inference.Segmentation;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.mask.BinaryMask;
import io.samui.core.mask.Box;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every inference engine promises. Subclass it and return a fresh engine each time; a mode that its model lacks is tested to
 * be refused.
 */
public abstract class InferenceContract {

    private static final int WIDTH = 300;
    private static final int HEIGHT = 200;
    private static final Prompt.BoxPrompt BOXES =
            new Prompt.BoxPrompt(List.of(new Box(20, 30, 100, 90), new Box(150, 20, 120, 150)));
    private static final Prompt.PointPrompt POINTS = new Prompt.PointPrompt(
            List.of(new Prompt.PromptPoint(60, 60, true), new Prompt.PromptPoint(250, 20, false)));

    private InferenceEngine engine;

    /** An engine that no test has used; the contract closes it. */
    protected abstract InferenceEngine newEngine() throws Exception;

    @BeforeEach
    void make() throws Exception {
        engine = newEngine();
    }

    @AfterEach
    void closeTwice() {
        engine.close();
        engine.close();
    }

    @Test
    void what_it_is_is_known_before_weights_load_and_stays_the_same() throws Exception {
        EngineInfo info = engine.info();

        assertThat(info.modelId()).isNotBlank();
        assertThat(info.modelDigest()).isNotBlank();
        assertThat(info.modes()).isNotEmpty();
        assertThat(info.backend()).isNotBlank();
        assertThat(info.device()).isNotBlank().isNotEqualTo("auto");
        assertThat(info.preprocessingVersion()).isNotBlank();
        engine.open().close();
        assertThat(engine.info()).isEqualTo(info);
        try (InferenceEngine other = newEngine()) {
            assertThat(other.info()).isEqualTo(info);
        }
    }

    @Test
    void images_are_prepared_at_any_scale_down_to_the_frame() {
        ImageFrame frame = engine.frameFor(4 * WIDTH, 4 * HEIGHT);
        RgbImage scaled = new RgbImage(
                frame.width(), frame.height(), 4 * WIDTH, 4 * HEIGHT, new byte[3 * frame.width() * frame.height()]);

        try (PreparedImage prepared = engine.prepare(scaled);
                PreparedImage full = engine.prepare(picture())) {
            assertThat(prepared.sizeInBytes()).isNotNegative();
            assertThat(full.sizeInBytes()).isNotNegative();
            full.close();
        }
    }

    @Test
    void boxes_come_back_one_by_one_in_order_with_masks_of_the_images_size() {
        assumeTrue(engine.info().modes().contains(SegmentationMode.INSIDE_BOX), "the model does not have inside_box");

        Segmentation answer = ask(BOXES);

        assertThat(answer.imageWidth()).isEqualTo(WIDTH);
        assertThat(answer.imageHeight()).isEqualTo(HEIGHT);
        assertThat(answer.instances())
                .extracting(Segmentation.Instance::promptIndex)
                .containsExactly(0, 1);
        for (BinaryMask mask : masks(answer)) {
            assertThat(mask.width()).isEqualTo(WIDTH);
            assertThat(mask.height()).isEqualTo(HEIGHT);
        }
        assertThat(masks(ask(new Prompt.BoxPrompt(List.of(BOXES.boxes().get(1)))))
                        .get(0))
                .as("a box is answered for itself, whatever others there are")
                .isEqualTo(masks(answer).get(1));
    }

    @Test
    void points_come_back_as_one() {
        assumeTrue(engine.info().modes().contains(SegmentationMode.POINT), "the model does not have point");

        Segmentation answer = ask(POINTS);

        assertThat(answer.instances()).hasSize(1);
        assertThat(masks(answer).get(0).width()).isEqualTo(WIDTH);
    }

    @Test
    void a_concept_is_searched_for_or_refused() {
        Prompt concept = new Prompt.ConceptPrompt(List.of("apple"), List.of());

        if (engine.info().modes().contains(SegmentationMode.FIND_ALL)) {
            assertThat(ask(concept).instances()).allMatch(instance -> instance.promptIndex() == 0);
        } else {
            assertThatThrownBy(() -> ask(concept))
                    .isInstanceOfSatisfying(
                            InferenceException.class,
                            e -> assertThat(e.kind()).isEqualTo(InferenceException.Kind.MODE_NOT_SUPPORTED));
        }
    }

    @Test
    void the_same_question_gets_the_same_answer() {
        Prompt prompt = anyPrompt();

        assertThat(masks(ask(prompt))).isEqualTo(masks(ask(prompt)));
    }

    @Test
    void an_embedding_outlives_its_session_and_the_weights() {
        ImageEmbedding embedding;
        List<BinaryMask> before;
        try (InferenceSession first = engine.open()) {
            embedding = encode(first);
            before = masks(decode(first, embedding));
        }
        engine.unload();
        try (InferenceSession second = engine.open()) {
            assertThat(masks(decode(second, embedding))).isEqualTo(before);
        }
        assertThat(embedding.sizeInBytes()).isPositive();
        embedding.close();
    }

    @Test
    void an_embedding_lives_as_long_as_somebody_holds_it() {
        try (InferenceSession session = engine.open()) {
            ImageEmbedding embedding = encode(session);
            assertThat(embedding.retain()).isSameAs(embedding);
            embedding.close();

            assertThat(decode(session, embedding).instances()).isNotEmpty();
            embedding.close();

            assertThatThrownBy(embedding::retain).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> decode(session, embedding)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void what_another_engine_made_is_refused() throws Exception {
        try (InferenceEngine other = newEngine();
                InferenceSession theirs = other.open();
                InferenceSession ours = engine.open();
                PreparedImage prepared = other.prepare(picture());
                ImageEmbedding embedding = theirs.encode(prepared, Cancellation.none())) {
            assertThatThrownBy(() -> ours.encode(prepared, Cancellation.none()))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> decode(ours, embedding)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void weights_in_use_are_not_released() {
        InferenceSession session = engine.open();

        assertThatThrownBy(engine::unload).isInstanceOf(IllegalStateException.class);

        session.close();
        session.close();
        engine.unload();
        engine.unload();
        engine.open().close();
    }

    @Test
    void sessions_share_the_weights() {
        try (InferenceSession one = engine.open();
                InferenceSession two = engine.open();
                ImageEmbedding embedding = encode(one)) {
            one.close();
            assertThat(decode(two, embedding).instances()).isNotEmpty();
        }
    }

    @Test
    void a_closed_engine_opens_no_session() {
        engine.close();

        assertThatThrownBy(engine::open).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_cancellation_that_came_first_ends_a_run() {
        Cancellation cancelled = new Cancellation();
        cancelled.cancel();
        try (InferenceSession session = engine.open();
                PreparedImage prepared = engine.prepare(picture());
                ImageEmbedding embedding = session.encode(prepared, Cancellation.none())) {
            assertThatThrownBy(() -> session.encode(prepared, cancelled)).isInstanceOf(CancelledException.class);
            assertThatThrownBy(() -> session.decode(embedding, anyPrompt(), DecodeOptions.defaults(), cancelled))
                    .isInstanceOf(CancelledException.class);
            assertThat(decode(session, embedding).instances())
                    .as("the session goes on")
                    .isNotEmpty();
        }
    }

    private Prompt anyPrompt() {
        return engine.info().modes().contains(SegmentationMode.INSIDE_BOX) ? BOXES : POINTS;
    }

    private Segmentation ask(Prompt prompt) {
        try (InferenceSession session = engine.open();
                ImageEmbedding embedding = encode(session)) {
            return session.decode(embedding, prompt, DecodeOptions.defaults(), Cancellation.none());
        }
    }

    private Segmentation decode(InferenceSession session, ImageEmbedding embedding) {
        return session.decode(embedding, anyPrompt(), DecodeOptions.defaults(), Cancellation.none());
    }

    private ImageEmbedding encode(InferenceSession session) {
        try (PreparedImage prepared = engine.prepare(picture())) {
            return session.encode(prepared, Cancellation.none());
        }
    }

    private static List<BinaryMask> masks(Segmentation answer) {
        return answer.instances().stream()
                .map(instance -> instance.mask().toMask(DecodeOptions.defaults()))
                .toList();
    }

    /** A red and a blue area on grey. */
    private static RgbImage picture() {
        byte[] pixels = new byte[3 * WIDTH * HEIGHT];
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            int x = i % WIDTH;
            int y = i / WIDTH;
            boolean red = x >= 30 && x < 110 && y >= 40 && y < 110;
            boolean blue = x >= 160 && x < 260 && y >= 30 && y < 160;
            pixels[3 * i] = (byte) (red ? 220 : 90);
            pixels[3 * i + 1] = (byte) (red || blue ? 30 : 90);
            pixels[3 * i + 2] = (byte) (blue ? 200 : red ? 30 : 90);
        }
        return RgbImage.of(WIDTH, HEIGHT, pixels);
    }
}
