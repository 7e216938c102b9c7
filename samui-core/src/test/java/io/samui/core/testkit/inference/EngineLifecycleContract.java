package io.samui.core.testkit.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.inference.Cancellation;
import io.samui.core.inference.CancelledException;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.EngineInfo;
import io.samui.core.inference.ImageEmbedding;
import io.samui.core.inference.ImageFrame;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.InferenceSession;
import io.samui.core.inference.PreparedImage;
import io.samui.core.inference.PromptKind;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.mask.BinaryMask;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an engine promises of itself, its weights, its sessions and its embeddings. Part of {@link InferenceContract}. */
public abstract class EngineLifecycleContract extends EngineTestBase {

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
    void the_prompts_it_reads_are_those_of_its_modes() {
        EngineInfo info = engine.info();

        assertThat(info.promptKinds().contains(PromptKind.BOX)).isEqualTo(has(SegmentationMode.INSIDE_BOX));
        assertThat(info.promptKinds().contains(PromptKind.POINT)).isEqualTo(has(SegmentationMode.POINT));
        assertThat(info.promptKinds().contains(PromptKind.TEXT)
                        || info.promptKinds().contains(PromptKind.POSITIVE_EXEMPLAR))
                .isEqualTo(has(SegmentationMode.FIND_ALL));
        assertThat(info.exemplarLimit() > 0).isEqualTo(info.promptKinds().contains(PromptKind.POSITIVE_EXEMPLAR));
        if (info.promptKinds().contains(PromptKind.TEXT)) {
            assertThat(engine.refusal(List.of("apple"))).isEmpty();
        }
    }

    @Test
    void images_are_prepared_at_any_scale_down_to_the_frame() {
        ImageFrame frame = engine.frameFor(4 * WIDTH, 4 * HEIGHT);

        assertThat(frame.width()).isPositive();
        assertThat(frame.height()).isPositive();
        try (PreparedImage scaled = engine.prepare(picture(frame.width(), frame.height(), 4 * WIDTH, 4 * HEIGHT));
                PreparedImage full = engine.prepare(picture(4 * WIDTH, 4 * HEIGHT))) {
            assertThat(scaled.sizeInBytes()).isNotNegative();
            assertThat(full.sizeInBytes()).isNotNegative();
            full.close();
        }
    }

    @Test
    void several_threads_prepare_at_once() {
        List<CompletableFuture<PreparedImage>> several = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> engine.prepare(picture(WIDTH, HEIGHT))))
                .toList();

        assertThat(several.stream().map(CompletableFuture::join).toList())
                .doesNotHaveDuplicates()
                .allSatisfy(PreparedImage::close);
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

            assertThat(decode(session, embedding).imageWidth()).isEqualTo(WIDTH);
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
                PreparedImage prepared = other.prepare(picture(WIDTH, HEIGHT));
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
    void closing_one_session_twice_does_not_count_as_closing_another() {
        InferenceSession one = engine.open();
        try (InferenceSession two = engine.open()) {
            one.close();
            one.close();

            assertThatThrownBy(engine::unload).isInstanceOf(IllegalStateException.class);
            encode(two).close();
        }
        engine.unload();
    }

    @Test
    void sessions_share_the_weights() {
        try (InferenceSession one = engine.open();
                InferenceSession two = engine.open();
                ImageEmbedding embedding = encode(one)) {
            one.close();
            assertThat(decode(two, embedding).imageWidth()).isEqualTo(WIDTH);
        }
    }

    @Test
    void a_closed_session_runs_nothing() {
        try (InferenceSession open = engine.open();
                PreparedImage prepared = engine.prepare(picture(WIDTH, HEIGHT));
                ImageEmbedding embedding = open.encode(prepared, Cancellation.none())) {
            InferenceSession closed = engine.open();
            closed.close();

            assertThatThrownBy(() -> closed.encode(prepared, Cancellation.none()))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> decode(closed, embedding)).isInstanceOf(IllegalStateException.class);
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
                PreparedImage prepared = engine.prepare(picture(WIDTH, HEIGHT));
                ImageEmbedding embedding = session.encode(prepared, Cancellation.none())) {
            assertThatThrownBy(() -> session.encode(prepared, cancelled)).isInstanceOf(CancelledException.class);
            assertThatThrownBy(() -> session.decode(embedding, anyPrompt(), DecodeOptions.defaults(), cancelled))
                    .isInstanceOf(CancelledException.class);
            assertThat(decode(session, embedding).imageWidth())
                    .as("the session goes on")
                    .isEqualTo(WIDTH);
        }
    }

    @Test
    void a_cancellation_that_comes_with_a_run_ends_it_or_leaves_it_whole() {
        try (InferenceSession session = engine.open();
                ImageEmbedding embedding = encode(session)) {
            List<BinaryMask> whole = masks(decode(session, embedding));
            Cancellation cancellation = new Cancellation();
            CompletableFuture<Void> cancelling = CompletableFuture.runAsync(cancellation::cancel);
            try {
                assertThat(masks(session.decode(embedding, anyPrompt(), DecodeOptions.defaults(), cancellation)))
                        .isEqualTo(whole);
            } catch (CancelledException e) {
                assertThat(cancellation.isCancelled()).isTrue();
            }
            cancelling.join();
            assertThat(masks(decode(session, embedding))).isEqualTo(whole);
        }
    }
}
