package io.samui.core.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.storage.BlobInfo;
import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobNotFoundException;
import io.samui.core.storage.BlobSource;
import io.samui.core.storage.BlobStorage;
import io.samui.core.storage.BlobStorageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What every blob storage promises. Subclass it, return a fresh and empty storage, and every promise of
 * {@link BlobStorage}'s Javadoc is tested. Add the test-jar of samui-core:
 *
 * <pre>{@code
 * <dependency>
 *     <groupId>io.samui</groupId>
 *     <artifactId>samui-core</artifactId>
 *     <type>test-jar</type>
 *     <classifier>tests</classifier>
 *     <scope>test</scope>
 * </dependency>
 * }</pre>
 */
public abstract class BlobStorageContract {

    private static final BlobKey KEY = new BlobKey("masks/one.png");

    private BlobStorage storage;

    /** A storage without blobs; the contract closes it. */
    protected abstract BlobStorage openEmpty() throws Exception;

    @BeforeEach
    void open() throws Exception {
        storage = openEmpty();
    }

    @AfterEach
    void closeTwice() {
        storage.close();
        storage.close();
    }

    @Test
    void what_was_put_is_read_back() {
        byte[] bytes = bytes(1, 70_000);

        put(KEY, bytes);

        assertThat(read(KEY)).isEqualTo(bytes);
    }

    @Test
    void an_empty_blob_is_a_blob() {
        put(KEY, new byte[0]);

        assertThat(read(KEY)).isEmpty();
        assertThat(storage.find(KEY)).map(BlobInfo::size).contains(0L);
    }

    @Test
    void a_large_blob_survives_whole() {
        byte[] bytes = bytes(2, 9 << 20);

        put(KEY, bytes);

        assertThat(read(KEY)).isEqualTo(bytes);
    }

    @Test
    void a_put_replaces_what_was_there() {
        put(KEY, bytes(1, 100));
        put(KEY, bytes(2, 50));

        assertThat(read(KEY)).isEqualTo(bytes(2, 50));
        assertThat(keys("")).containsExactly(KEY.value());
    }

    @Test
    void find_tells_size_and_time() {
        Instant before = Instant.now().minus(Duration.ofMinutes(5));
        put(KEY, bytes(1, 123));

        BlobInfo info = storage.find(KEY).orElseThrow();

        assertThat(info.key()).isEqualTo(KEY);
        assertThat(info.size()).isEqualTo(123);
        assertThat(info.modifiedAt()).isBetween(before, Instant.now().plus(Duration.ofMinutes(5)));
    }

    @Test
    void a_missing_blob_is_not_found_at_the_call() {
        assertThat(storage.find(KEY)).isEmpty();
        assertThatThrownBy(() -> storage.open(KEY))
                .isInstanceOf(BlobNotFoundException.class)
                .hasMessageContaining(KEY.value());
        assertThatThrownBy(() -> storage.open(KEY, 0, 1)).isInstanceOf(BlobNotFoundException.class);
    }

    @Test
    void the_parent_of_a_blob_is_not_a_blob() {
        put(KEY, bytes(1, 10));

        assertThat(storage.find(new BlobKey("masks"))).isEmpty();
        assertThatThrownBy(() -> storage.open(new BlobKey("masks"))).isInstanceOf(BlobNotFoundException.class);
        storage.delete(new BlobKey("masks"));
        assertThat(read(KEY)).hasSize(10);
    }

    @Test
    void delete_deletes_and_deleting_again_is_a_no_op() {
        put(KEY, bytes(1, 10));

        storage.delete(KEY);
        storage.delete(KEY);

        assertThat(storage.find(KEY)).isEmpty();
        assertThat(keys("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0,10", "0,0", "3,4", "9,1", "9,100", "10,5", "1000,5", "9223372036854775807,5", "0,9223372036854775807"
    })
    void a_range_gives_what_there_is_of_it(long offset, long length) throws IOException {
        byte[] bytes = bytes(1, 10);
        put(KEY, bytes);

        int from = (int) Math.min(offset, 10);
        int to = (int) Math.min(10, from + Math.min(length, 10));
        try (InputStream in = storage.open(KEY, offset, length)) {
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, from, to));
        }
    }

    @Test
    void a_negative_range_is_refused() {
        put(KEY, bytes(1, 10));

        assertThatThrownBy(() -> storage.open(KEY, -1, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> storage.open(KEY, 0, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_open_stream_outlives_replacing_and_deleting() throws IOException {
        byte[] old = bytes(1, 300_000);
        put(KEY, old);

        try (InputStream first = storage.open(KEY)) {
            byte[] head = first.readNBytes(1000);
            put(KEY, bytes(2, 300_000));
            storage.delete(KEY);

            assertThat(head).isEqualTo(Arrays.copyOf(old, 1000));
            assertThat(first.readAllBytes()).isEqualTo(Arrays.copyOfRange(old, 1000, old.length));
        }
    }

    @ParameterizedTest
    @CsvSource({"9", "11"})
    void a_source_of_another_size_than_it_said_fails_and_leaves_what_was_there(int given) {
        put(KEY, bytes(1, 10));

        assertThatThrownBy(() -> storage.put(KEY, lying(10, given), "image/png"))
                .isInstanceOf(BlobStorageException.class)
                .hasMessageContaining(KEY.value());

        assertThat(read(KEY)).isEqualTo(bytes(1, 10));
        assertThat(keys("")).containsExactly(KEY.value());
    }

    @Test
    void a_source_that_breaks_fails_the_put_and_leaves_nothing() {
        assertThatThrownBy(() -> storage.put(KEY, breaking(), "image/png")).isInstanceOf(BlobStorageException.class);

        assertThat(storage.find(KEY)).isEmpty();
        assertThat(keys("")).isEmpty();
    }

    @Test
    void a_source_that_cannot_be_opened_leaves_what_was_there() {
        put(KEY, bytes(1, 10));
        BlobSource broken = new BlobSource() {
            @Override
            public long size() {
                return 10;
            }

            @Override
            public InputStream open() {
                throw new IllegalStateException("on purpose");
            }
        };

        assertThatThrownBy(() -> storage.put(KEY, broken, "image/png")).hasMessage("on purpose");

        assertThat(read(KEY)).isEqualTo(bytes(1, 10));
        assertThat(keys("")).containsExactly(KEY.value());
    }

    @Test
    void listing_is_sorted_by_the_whole_key() {
        List<String> sorted = List.of("a-b", "a.b", "a/1", "a/b/c", "a0", "b/A", "b/_", "b/a", "masks/1.png");
        for (String key : List.of("b/a", "a0", "a/b/c", "a-b", "masks/1.png", "a/1", "b/_", "a.b", "b/A")) {
            put(new BlobKey(key), bytes(1, 3));
        }

        assertThat(keys("")).containsExactlyElementsOf(sorted);
    }

    @Test
    void a_prefix_is_characters_not_segments() {
        List.of("images/ab.jpg", "images/ac.jpg", "images/b.jpg", "imagesx")
                .forEach(key -> put(new BlobKey(key), bytes(1, 3)));

        assertThat(keys("images/a")).containsExactly("images/ab.jpg", "images/ac.jpg");
        assertThat(keys("images")).hasSize(4);
        assertThat(keys("images/")).hasSize(3);
        assertThat(keys("nothing")).isEmpty();
        assertThat(keys("images/ab.jpg")).containsExactly("images/ab.jpg");
        assertThat(keys("images/ab.jpg2"))
                .as("a key that the prefix begins with")
                .isEmpty();
        assertThat(keys("imagesx/")).isEmpty();
    }

    @Test
    void below_a_blob_there_is_none() {
        put(KEY, bytes(1, 10));
        BlobKey below = new BlobKey(KEY + "/x");

        assertThat(storage.find(below)).isEmpty();
        assertThatThrownBy(() -> storage.open(below)).isInstanceOf(BlobNotFoundException.class);
        storage.delete(below);
        assertThat(read(KEY)).hasSize(10);
    }

    @Test
    void a_reader_never_sees_half_a_blob() throws Exception {
        byte[] one = filled((byte) 1, 400_000);
        byte[] two = filled((byte) 2, 500_000);
        put(KEY, one);
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try {
            Future<?> writing = writer.submit(() -> {
                for (int i = 0; i < 60; i++) {
                    put(KEY, i % 2 == 0 ? two : one);
                }
                stop.set(true);
            });
            int reads = 0;
            while (!stop.get() || reads == 0) {
                Optional<byte[]> seen = readWhileReplaced(KEY);
                assertThat(seen.isEmpty() || Arrays.equals(seen.get(), one) || Arrays.equals(seen.get(), two))
                        .as(
                                "a read of %d bytes is all of one put",
                                seen.map(bytes -> bytes.length).orElse(0))
                        .isTrue();
                reads += seen.isPresent() ? 1 : 0;
            }
            writing.get(60, TimeUnit.SECONDS);
        } finally {
            writer.shutdownNow();
        }
    }

    /**
     * What a reader gets while the blob is replaced again and again. Where it is the server behind a storage that does not
     * replace atomically, a subclass may make nothing of the error that says so; other bytes are never right.
     */
    protected Optional<byte[]> readWhileReplaced(BlobKey key) {
        return Optional.of(read(key));
    }

    @Test
    void a_blob_is_not_seen_before_its_put_is_done() {
        BlobSource looking = new BlobSource() {
            @Override
            public long size() {
                return 3;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(new byte[3]) {
                    @Override
                    public synchronized int read(byte[] target, int offset, int length) {
                        assertThat(storage.find(KEY)).isEmpty();
                        assertThat(keys("")).isEmpty();
                        return super.read(target, offset, length);
                    }
                };
            }
        };

        storage.put(KEY, looking, "image/png");

        assertThat(storage.find(KEY)).isPresent();
    }

    private void put(BlobKey key, byte[] bytes) {
        storage.put(key, BlobSource.of(bytes), "application/octet-stream");
    }

    private byte[] read(BlobKey key) {
        try (InputStream in = storage.open(key)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> keys(String prefix) {
        try (Stream<BlobInfo> blobs = storage.list(prefix)) {
            return blobs.map(blob -> blob.key().value()).toList();
        }
    }

    private static byte[] bytes(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] filled(byte value, int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, value);
        return bytes;
    }

    private static BlobSource lying(long said, int given) {
        return new BlobSource() {
            @Override
            public long size() {
                return said;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(new byte[given]);
            }
        };
    }

    private static BlobSource breaking() {
        return new BlobSource() {
            @Override
            public long size() {
                return 100;
            }

            @Override
            public InputStream open() {
                return new InputStream() {
                    private int given;

                    @Override
                    public int read() throws IOException {
                        if (given++ >= 50) {
                            throw new IOException("the source broke");
                        }
                        return 0;
                    }
                };
            }
        };
    }
}
