package io.samui.core.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.inference.EmbeddingCache.Key;
import io.samui.core.testkit.inference.FakeEngine.Embedding;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EmbeddingCacheTest {

    private final List<Embedding> made = new ArrayList<>();
    private final EmbeddingCache cache = new EmbeddingCache(100);

    @Test
    void an_embedding_is_made_once_and_leased_again() {
        ImageEmbedding first = lease("a", 10);
        ImageEmbedding again = lease("a", 10);

        assertThat(again).isSameAs(first);
        assertThat(made).hasSize(1);
        assertThat(cache.heldBytes()).isEqualTo(10);
    }

    @Test
    void every_part_of_the_key_counts() {
        cache.lease(new Key("image", "model", "1"), maker(1)).close();
        cache.lease(new Key("other", "model", "1"), maker(1)).close();
        cache.lease(new Key("image", "other", "1"), maker(1)).close();
        cache.lease(new Key("image", "model", "2"), maker(1)).close();

        assertThat(made).hasSize(4);
    }

    @Test
    void the_memory_goes_with_the_last_lease_never_before() {
        ImageEmbedding lease = lease("a", 60);
        lease("b", 60).close();

        assertThat(made.get(0).references()).as("evicted, but leased").isEqualTo(1);
        assertThat(cache.heldBytes()).isEqualTo(60);
        lease.close();
        assertThat(made.get(0).references()).isZero();
        assertThat(made.get(1).references()).as("cached, not leased").isEqualTo(1);
    }

    @Test
    void the_least_recently_used_go_first_and_only_as_many_as_need_be() {
        lease("a", 40).close();
        lease("b", 40).close();
        lease("a", 40).close();
        lease("c", 40).close();

        assertThat(made).extracting(Embedding::references).containsExactly(1, 0, 1);
        lease("d", 20).close();
        assertThat(made).extracting(Embedding::references).containsExactly(1, 0, 1, 1);
    }

    @Test
    void what_is_larger_than_the_cache_is_handed_out_and_evicts_nothing() {
        lease("a", 100).close();
        ImageEmbedding large = lease("b", 101);

        assertThat(made).extracting(Embedding::references).containsExactly(1, 1);
        large.close();
        assertThat(made).extracting(Embedding::references).containsExactly(1, 0);
        assertThat(cache.heldBytes()).isEqualTo(100);
    }

    @Test
    void a_cache_of_no_bytes_keeps_nothing() {
        EmbeddingCache none = new EmbeddingCache(0);
        none.lease(key("a"), maker(1)).close();

        assertThat(made.get(0).references()).isZero();
        assertThat(none.heldBytes()).isZero();
    }

    @Test
    void closing_drops_what_is_held_and_leaves_leases_usable() {
        ImageEmbedding lease = lease("a", 10);
        lease("b", 10).close();
        cache.close();

        assertThat(made).extracting(Embedding::references).containsExactly(1, 0);
        assertThat(lease.retain()).isSameAs(lease);
        lease("c", 10).close();
        assertThat(made.get(2).references()).as("nothing is kept any more").isZero();
        assertThat(cache.heldBytes()).isZero();
    }

    @Test
    void a_failure_is_its_makers_own_and_the_next_one_tries_again() {
        assertThatThrownBy(() -> cache.lease(key("a"), () -> {
                    throw new OutOfMemoryError("direct");
                }))
                .isInstanceOf(OutOfMemoryError.class);

        assertThat(lease("a", 10)).isSameAs(made.get(0));
    }

    @Test
    @Timeout(60)
    void of_many_who_ask_at_once_one_makes_it() throws Exception {
        AtomicInteger makers = new AtomicInteger();
        CountDownLatch making = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Supplier<ImageEmbedding> slow = () -> {
            makers.incrementAndGet();
            making.countDown();
            await(go);
            return new Embedding(new ImageFrame(1, 1), 10);
        };
        List<CompletableFuture<ImageEmbedding>> leases = new ArrayList<>();
        leases.add(leaseOnThread(slow));
        making.await();
        for (int i = 0; i < 7; i++) {
            leases.add(leaseOnThread(slow));
        }
        go.countDown();

        ImageEmbedding first = leases.get(0).get(30, TimeUnit.SECONDS);
        for (CompletableFuture<ImageEmbedding> lease : leases) {
            assertThat(lease.get(30, TimeUnit.SECONDS)).isSameAs(first);
        }
        assertThat(makers).hasValue(1);
        assertThat(((Embedding) first).references())
                .as("8 leases and the cache")
                .isEqualTo(9);
    }

    @Test
    @Timeout(60)
    void who_waited_for_a_maker_that_failed_makes_it_instead() throws Exception {
        CountDownLatch making = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<ImageEmbedding> failing = leaseOnThread(() -> {
            making.countDown();
            await(go);
            throw new CancelledException();
        });
        making.await();
        CompletableFuture<ImageEmbedding> waiting = leaseOnThread(() -> new Embedding(new ImageFrame(1, 1), 10));
        go.countDown();

        assertThatThrownBy(() -> failing.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(CancelledException.class);
        assertThat(waiting.get(30, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    @Timeout(60)
    void one_embedding_in_the_making_does_not_hold_up_another() throws Exception {
        CountDownLatch making = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<ImageEmbedding> slow = leaseOnThread(() -> {
            making.countDown();
            await(go);
            return new Embedding(new ImageFrame(1, 1), 10);
        });
        making.await();

        assertThat(lease("other", 10)).isNotNull();
        go.countDown();
        slow.get(30, TimeUnit.SECONDS).close();
    }

    /** Whatever is asked for in whatever order: the bound holds, and counted references are never lost or doubled. */
    @Property(tries = 300)
    void the_bound_holds_and_references_add_up(
            @ForAll @Size(max = 60) List<@IntRange(max = 9) Integer> requests, @ForAll Random random) {
        List<Embedding> all = new ArrayList<>();
        List<ImageEmbedding> open = new ArrayList<>();
        try (EmbeddingCache small = new EmbeddingCache(50)) {
            for (int request : requests) {
                open.add(small.lease(key("image" + request), () -> {
                    Embedding embedding = new Embedding(new ImageFrame(1, 1), 5 + request * 6L);
                    all.add(embedding);
                    return embedding;
                }));
                if (random.nextBoolean()) {
                    open.remove(random.nextInt(open.size())).close();
                }
                assertThat(small.heldBytes()).isBetween(0L, 50L);
                long cachedOnly = all.stream().mapToLong(Embedding::references).sum() - open.size();
                assertThat(cachedOnly).as("references of the cache itself").isBetween(0L, 10L);
            }
        }
        open.forEach(ImageEmbedding::close);
        assertThat(all)
                .extracting(Embedding::references)
                .containsOnly(requests.isEmpty() ? new Integer[0] : new Integer[] {0});
    }

    private ImageEmbedding lease(String image, long size) {
        return cache.lease(key(image), maker(size));
    }

    private Supplier<ImageEmbedding> maker(long size) {
        return () -> {
            Embedding embedding = new Embedding(new ImageFrame(1, 1), size);
            made.add(embedding);
            return embedding;
        };
    }

    private CompletableFuture<ImageEmbedding> leaseOnThread(Supplier<ImageEmbedding> maker) {
        CompletableFuture<ImageEmbedding> future = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        future.complete(cache.lease(key("shared"), maker));
                    } catch (RuntimeException | Error e) {
                        future.completeExceptionally(e);
                    }
                })
                .start();
        return future;
    }

    private static Key key(String image) {
        return new Key(image, "model", "1");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
