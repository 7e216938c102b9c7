package io.samui.core.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.InvalidInputException;
import io.samui.core.image.ImageLimits;
import io.samui.core.image.ImageReader;
import io.samui.core.image.RgbImage;
import io.samui.core.storage.BlobSource;
import io.samui.core.testkit.inference.FakeEngine;
import io.samui.core.testkit.time.ManualScheduler;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class EmbeddingSourceTest {

    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger preparedOpen = new AtomicInteger();
    private volatile Runnable whilePreparing = () -> {};
    private final FakeEngine engine = new FakeEngine() {
        @Override
        public PreparedImage prepare(RgbImage image) {
            preparedOpen.incrementAndGet();
            whilePreparing.run();
            return new Tracked(super.prepare(image));
        }

        @Override
        public InferenceSession open() {
            InferenceSession session = super.open();
            return new Unwrapping(session);
        }
    };
    private final InferenceLane lane = new InferenceLane(
            new EngineHolder(() -> engine), Duration.ofMinutes(1), Duration.ofSeconds(1), new ManualScheduler());
    private final EmbeddingCache cache = new EmbeddingCache(1_000_000);
    private final EmbeddingSource source = new EmbeddingSource(new ImageReader(ImageLimits.defaults()), cache);

    @Test
    void a_hit_opens_no_photo_prepares_nothing_and_takes_no_time() {
        lease("digest").embedding().close();
        int before = opened.get();

        EmbeddingSource.Leased hit = lease("digest");

        assertThat(opened).hasValue(before);
        assertThat(engine.prepared).hasValue(1);
        assertThat(engine.encoded).hasValue(1);
        assertThat(hit.read()).isZero();
        assertThat(hit.encode()).isZero();
    }

    @Test
    void another_photo_model_or_preprocessing_is_no_hit() {
        lease("digest").embedding().close();
        lease("another").embedding().close();
        engine.digest = "fake-2";
        lease("digest").embedding().close();
        engine.preprocessing = "2";
        lease("digest").embedding().close();

        assertThat(engine.encoded).hasValue(4);
    }

    @Test
    void a_miss_says_where_the_time_went_and_closes_what_it_prepared() {
        EmbeddingSource.Leased miss = lease("digest");

        assertThat(miss.read()).isPositive();
        assertThat(miss.encode()).isPositive();
        assertThat(preparedOpen).hasValue(0);
    }

    @Test
    void what_was_prepared_is_closed_when_the_encoder_fails_too() {
        engine.beforeEncode = (image, cancellation) -> {
            throw new InferenceException(InferenceException.Kind.RUN_FAILED, "no", null);
        };

        assertThatThrownBy(() -> lease("digest")).isInstanceOf(InferenceException.class);
        assertThat(preparedOpen).hasValue(0);
        engine.beforeEncode = (image, cancellation) -> {};
        lease("digest").embedding().close();
        assertThat(engine.encoded).hasValue(1);
    }

    @Test
    void a_photo_that_cannot_be_read_never_reaches_the_lane() {
        assertThatThrownBy(() -> source.lease("x", BlobSource.of(new byte[] {1}), model()))
                .isInstanceOf(InvalidInputException.class);
        assertThat(engine.opened).as("no weights are loaded").hasValue(0);
    }

    @Test
    void photos_are_prepared_in_turns_while_others_are_encoded() throws Exception {
        AtomicInteger preparing = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch nextIsPrepared = new CountDownLatch(2);
        whilePreparing = () -> {
            most.accumulateAndGet(preparing.incrementAndGet(), Math::max);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            preparing.decrementAndGet();
            nextIsPrepared.countDown();
        };
        engine.beforeEncode = (image, cancellation) -> await(nextIsPrepared); // a turn ends before the encoder begins
        EmbeddingSource inTurns = source.inTurns(1);

        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<EmbeddingSource.Leased>> leases = IntStream.range(0, 4)
                    .mapToObj(i -> threads.submit(() -> inTurns.lease("photo" + i, photo(), model())))
                    .toList();
            for (Future<EmbeddingSource.Leased> lease : leases) {
                lease.get(30, TimeUnit.SECONDS).embedding().close();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(most).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private EmbeddingSource.Leased lease(String digest) {
        return source.lease(digest, photo(), model());
    }

    private ModelAccess model() {
        return new ModelAccess(engine, lane.batch(), Cancellation.none());
    }

    private BlobSource photo() {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(8, 6, BufferedImage.TYPE_INT_RGB), "png", png);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return new BlobSource() {
            @Override
            public long size() {
                return png.size();
            }

            @Override
            public InputStream open() {
                opened.incrementAndGet();
                return new ByteArrayInputStream(png.toByteArray());
            }
        };
    }

    /** A prepared image that is counted until it is closed. */
    private final class Tracked implements PreparedImage {
        private final PreparedImage image;

        private Tracked(PreparedImage image) {
            this.image = image;
        }

        @Override
        public long sizeInBytes() {
            return image.sizeInBytes();
        }

        @Override
        public void close() {
            preparedOpen.decrementAndGet();
        }
    }

    private record Unwrapping(InferenceSession session) implements InferenceSession {
        @Override
        public ImageEmbedding encode(PreparedImage image, Cancellation cancellation) {
            return session.encode(((Tracked) image).image, cancellation);
        }

        @Override
        public Segmentation decode(
                ImageEmbedding embedding, Prompt prompt, DecodeOptions options, Cancellation cancellation) {
            return session.decode(embedding, prompt, options, cancellation);
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
