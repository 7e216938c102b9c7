package io.samui.examples.bench;

import io.samui.core.image.RgbImage;
import io.samui.core.inference.Cancellation;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.EngineInfo;
import io.samui.core.inference.ImageEmbedding;
import io.samui.core.inference.ImageFrame;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.InferenceException;
import io.samui.core.inference.InferenceSession;
import io.samui.core.inference.MaskSource;
import io.samui.core.inference.PreparedImage;
import io.samui.core.inference.Prompt;
import io.samui.core.inference.PromptKind;
import io.samui.core.inference.Segmentation;
import io.samui.core.inference.Segmentation.Instance;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.mask.LogitMask;
import io.samui.core.mask.MaskFrame;
import io.samui.examples.bench.MaskBenchmark.Scene;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Stands in for a model on a fast accelerator: its encoder sleeps, which takes no CPU, and every box is answered with the same
 * logits, so that masks are made as a real model's are.
 */
final class StandInEngine implements InferenceEngine {

    private static final int GRID = 256;
    private static final int FRAME = 1024;

    private final EngineInfo info;
    private final Duration encoding;
    private final float[] logits =
            MaskBenchmark.logits(Scene.OBJECT, 4000, 3000).logits();
    private final AtomicLong nanos = new AtomicLong();

    /**
     * @param info     what it says it is
     * @param encoding how long its encoder takes for an image; may be zero
     */
    StandInEngine(EngineInfo info, Duration encoding) {
        this.info = info;
        this.encoding = encoding;
    }

    /** Itself and no other model. */
    static EngineInfo ownInfo() {
        return new EngineInfo(
                "stand-in",
                "stand-in-1",
                Set.of(SegmentationMode.INSIDE_BOX),
                Set.of(PromptKind.BOX),
                0,
                "none",
                "none",
                "1");
    }

    /** How long its runs took so far, encoder and decoder. */
    Duration ran() {
        return Duration.ofNanos(nanos.get());
    }

    @Override
    public EngineInfo info() {
        return info;
    }

    @Override
    public ImageFrame frameFor(int width, int height) {
        double scale = Math.min(1, (double) FRAME / Math.max(width, height));
        return new ImageFrame(Math.max(1, (int) (width * scale + 0.5)), Math.max(1, (int) (height * scale + 0.5)));
    }

    @Override
    public PreparedImage prepare(RgbImage image) {
        return new Prepared(image);
    }

    @Override
    public InferenceSession open() {
        return new Session();
    }

    @Override
    public void unload() {}

    @Override
    public void close() {}

    private record Prepared(RgbImage image) implements PreparedImage {
        @Override
        public long sizeInBytes() {
            return image.pixels().length;
        }

        @Override
        public void close() {}
    }

    /** Of the size of a real one, so that the cache is used as with a real one. */
    private record Embedding(int width, int height) implements ImageEmbedding {
        @Override
        public long sizeInBytes() {
            return 256L * 64 * 64 * Float.BYTES;
        }

        @Override
        public ImageEmbedding retain() {
            return this;
        }

        @Override
        public void close() {}
    }

    private final class Session implements InferenceSession {

        @Override
        public ImageEmbedding encode(PreparedImage image, Cancellation cancellation) {
            long start = System.nanoTime();
            try {
                TimeUnit.NANOSECONDS.sleep(encoding.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InferenceException(InferenceException.Kind.RUN_FAILED, "Interrupted while it slept", e);
            }
            nanos.addAndGet(System.nanoTime() - start);
            RgbImage pixels = ((Prepared) image).image();
            return new Embedding(pixels.sourceWidth(), pixels.sourceHeight());
        }

        @Override
        public Segmentation decode(
                ImageEmbedding embedding, Prompt prompt, DecodeOptions options, Cancellation cancellation) {
            long start = System.nanoTime();
            Embedding image = (Embedding) embedding;
            ImageFrame used = frameFor(image.width(), image.height());
            MaskSource mask = new MaskSource.Logits(new LogitMask(
                    logits,
                    GRID,
                    GRID,
                    new MaskFrame(FRAME, FRAME, used.width(), used.height(), image.width(), image.height())));
            int prompts =
                    prompt instanceof Prompt.BoxPrompt boxes ? boxes.boxes().size() : 1;
            Segmentation answer = new Segmentation(
                    image.width(),
                    image.height(),
                    IntStream.range(0, prompts)
                            .mapToObj(i -> new Instance(i, null, 0.9, mask))
                            .toList());
            nanos.addAndGet(System.nanoTime() - start);
            return answer;
        }

        @Override
        public void close() {}
    }
}
