package io.samui.core.testkit.inference;

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
import io.samui.core.mask.BinaryMask;
import io.samui.core.mask.Box;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An engine without a model, for tests of what stands around one: boxes come back as their own masks, points as their pixels, a
 * concept finds nothing. Counts what it does, and runs a hook before each run.
 */
public class FakeEngine implements InferenceEngine {

    /** Runs on the lane, before the encoder and before the decoder. */
    @FunctionalInterface
    public interface Hook {
        void beforeRun(ImageFrame image, Cancellation cancellation) throws Exception;
    }

    public final AtomicInteger opened = new AtomicInteger();
    public final AtomicInteger unloaded = new AtomicInteger();
    public final AtomicInteger closed = new AtomicInteger();
    public final AtomicInteger sessionsClosed = new AtomicInteger();
    public final AtomicInteger encoded = new AtomicInteger();
    public final AtomicInteger prepared = new AtomicInteger();

    public volatile Set<SegmentationMode> modes = EnumSet.allOf(SegmentationMode.class);
    public volatile Set<PromptKind> promptKinds = EnumSet.allOf(PromptKind.class);
    public volatile int exemplarLimit = 3;
    public volatile String digest = "fake-1";
    public volatile String preprocessing = "1";
    /** Runs before each look at what the engine is. */
    public volatile Runnable beforeInfo = () -> {};

    /** Runs on the lane, while the weights are loaded. */
    public volatile Runnable beforeOpen = () -> {};

    public volatile Hook beforeEncode = (image, cancellation) -> {};
    public volatile Hook beforeDecode = (image, cancellation) -> {};

    @Override
    public EngineInfo info() {
        beforeInfo.run();
        return new EngineInfo(
                "fake", digest, modes, promptKinds, exemplarLimit, "fake runtime 1", "cpu", preprocessing);
    }

    @Override
    public ImageFrame frameFor(int width, int height) {
        return new ImageFrame(width, height);
    }

    @Override
    public PreparedImage prepare(RgbImage image) {
        prepared.incrementAndGet();
        return new Prepared(this, new ImageFrame(image.sourceWidth(), image.sourceHeight()));
    }

    @Override
    public InferenceSession open() {
        if (closed.get() > 0) {
            throw new IllegalStateException("The engine is closed");
        }
        beforeOpen.run();
        opened.incrementAndGet();
        return new Session();
    }

    @Override
    public void unload() {
        if (opened.get() > sessionsClosed.get()) {
            throw new IllegalStateException("A session is open");
        }
        unloaded.incrementAndGet();
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }

    private static final class Prepared implements PreparedImage {
        private final FakeEngine engine;
        private final ImageFrame image;

        private Prepared(FakeEngine engine, ImageFrame image) {
            this.engine = engine;
            this.image = image;
        }

        @Override
        public long sizeInBytes() {
            return 0;
        }

        @Override
        public void close() {}
    }

    /** An embedding that knows how many references it has. */
    public static final class Embedding implements ImageEmbedding {
        private final @Nullable FakeEngine engine;
        private final ImageFrame image;
        private final long size;
        private final AtomicInteger references = new AtomicInteger(1);

        /** Of no engine. */
        public Embedding(ImageFrame image, long size) {
            this(null, image, size);
        }

        private Embedding(@Nullable FakeEngine engine, ImageFrame image, long size) {
            this.engine = engine;
            this.image = image;
            this.size = size;
        }

        public int references() {
            return references.get();
        }

        @Override
        public long sizeInBytes() {
            return size;
        }

        @Override
        public ImageEmbedding retain() {
            if (references.getAndUpdate(count -> count <= 0 ? count : count + 1) <= 0) {
                throw new IllegalStateException("closed");
            }
            return this;
        }

        @Override
        public void close() {
            references.decrementAndGet();
        }
    }

    private final class Session implements InferenceSession {

        private boolean ended;

        @Override
        public ImageEmbedding encode(PreparedImage image, Cancellation cancellation) {
            requireOpen();
            if (!(image instanceof Prepared prepared) || prepared.engine != FakeEngine.this) {
                throw new IllegalArgumentException("The image was prepared by another engine");
            }
            cancellation.throwIfCancelled();
            run(beforeEncode, prepared.image, cancellation);
            encoded.incrementAndGet();
            return new Embedding(FakeEngine.this, prepared.image, 1000);
        }

        @Override
        public Segmentation decode(
                ImageEmbedding embedding, Prompt prompt, DecodeOptions options, Cancellation cancellation) {
            requireOpen();
            if (!(embedding instanceof Embedding own) || own.engine != FakeEngine.this || own.references() <= 0) {
                throw new IllegalArgumentException("The embedding was made by another engine, or is closed");
            }
            cancellation.throwIfCancelled();
            requireMode(prompt);
            ImageFrame image = own.image;
            run(beforeDecode, image, cancellation);
            return new Segmentation(image.width(), image.height(), instances(image, prompt));
        }

        @Override
        public void close() {
            if (!ended) {
                ended = true;
                sessionsClosed.incrementAndGet();
            }
        }

        private void requireMode(Prompt prompt) {
            SegmentationMode mode = prompt instanceof Prompt.BoxPrompt
                    ? SegmentationMode.INSIDE_BOX
                    : prompt instanceof Prompt.PointPrompt ? SegmentationMode.POINT : SegmentationMode.FIND_ALL;
            if (!modes.contains(mode)) {
                throw new InferenceException(
                        InferenceException.Kind.MODE_NOT_SUPPORTED, "The model does not have " + mode, null);
            }
        }

        private void requireOpen() {
            if (ended) {
                throw new IllegalStateException("The session is closed");
            }
        }
    }

    private static List<Instance> instances(ImageFrame image, Prompt prompt) {
        if (prompt instanceof Prompt.BoxPrompt boxes) {
            return IntStream.range(0, boxes.boxes().size())
                    .mapToObj(i -> instance(i, image, boxes.boxes().get(i)))
                    .toList();
        } else if (prompt instanceof Prompt.PointPrompt points) {
            List<BinaryMask> pixels = new ArrayList<>();
            points.points().stream()
                    .filter(Prompt.PromptPoint::positive)
                    .forEach(point -> pixels.add(fill(image, new Box(point.x(), point.y(), 1, 1))));
            BinaryMask mask = BinaryMask.union(image.width(), image.height(), pixels);
            return List.of(new Instance(0, null, 0.5, new MaskSource.Full(mask)));
        }
        return List.of();
    }

    private static Instance instance(int index, ImageFrame image, Box box) {
        return new Instance(index, null, 0.75, new MaskSource.Full(fill(image, box)));
    }

    private static BinaryMask fill(ImageFrame image, Box box) {
        byte[] pixels = new byte[image.width() * image.height()];
        for (int y = (int) box.y(); y < box.y() + box.height(); y++) {
            for (int x = (int) box.x(); x < box.x() + box.width(); x++) {
                pixels[y * image.width() + x] = 1;
            }
        }
        return BinaryMask.of(image.width(), image.height(), pixels);
    }

    private static void run(Hook hook, ImageFrame image, Cancellation cancellation) {
        try {
            hook.beforeRun(image, cancellation);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
