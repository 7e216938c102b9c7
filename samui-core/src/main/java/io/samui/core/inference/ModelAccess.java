package io.samui.core.inference;

import java.time.Duration;
import java.util.function.Function;

/**
 * A model, the way to it, and when to give up: what it takes to ask it something. Thread-safe.
 *
 * @param cancellation ends a run that is under way, too
 */
public record ModelAccess(InferenceEngine engine, ModelCalls calls, Cancellation cancellation) {

    /**
     * What a run gave.
     *
     * @param took the run alone, without waiting for its turn
     */
    public record Run<T>(T value, Duration took) {}

    /** Runs the image encoder on the lane; the prepared image stays the caller's to close. */
    Run<ImageEmbedding> encode(PreparedImage prepared) {
        return timed(session -> session.encode(prepared, cancellation));
    }

    /** Answers a prompt on the lane. */
    public Run<Segmentation> decode(ImageEmbedding embedding, Prompt prompt, DecodeOptions options) {
        return timed(session -> session.decode(embedding, prompt, options, cancellation));
    }

    private <T> Run<T> timed(Function<InferenceSession, T> call) {
        return calls.call(
                session -> {
                    cancellation.throwIfCancelled();
                    Stopwatch watch = new Stopwatch();
                    return new Run<>(call.apply(session), watch.lap());
                },
                cancellation);
    }
}
