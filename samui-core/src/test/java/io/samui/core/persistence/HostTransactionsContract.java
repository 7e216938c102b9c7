package io.samui.core.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.StoreException;
import io.samui.core.Stores;
import io.samui.core.image.ImageRecord;
import io.samui.core.testkit.stores.StoreData;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What samui does in a host's transaction is the host's to commit or to roll back. */
abstract class HostTransactionsContract {

    private static final int MOST_WRITERS = 11;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private PlainHost host;
    private Stores stores;

    /** A server whose schema is empty. */
    abstract PostgresServer emptyServer() throws Exception;

    @BeforeEach
    void open() throws Exception {
        PostgresServer server = emptyServer();
        host = new PlainHost(server.dataSource());
        stores = JpaStores.open(server.dataSource(), host);
    }

    @AfterEach
    void close() {
        stores.close();
    }

    private ImageRecord insertImage() {
        return stores.images().insert(StoreData.image("a.png"));
    }

    @Test
    void a_host_that_commits_keeps_both_its_rows_and_samuis() throws Exception {
        host.commit(() -> {
            host.insertRow();
            insertImage();
        });

        assertThat(host.rows()).isEqualTo(1);
        assertThat(stores.images().count()).isEqualTo(1);
    }

    @Test
    void a_host_that_rolls_back_leaves_nothing_of_samuis() throws Exception {
        host.rollBack(() -> {
            host.insertRow();
            insertImage();
            stores.unitOfWork().inTransaction(() -> insertImage());
        });

        assertThat(host.rows()).isZero();
        assertThat(stores.images().count()).isZero();
    }

    @Test
    void inside_the_transaction_its_rows_are_seen_and_outside_not_yet() throws Exception {
        host.commit(() -> {
            ImageRecord image = insertImage();

            assertThat(stores.images().find(image.id())).isPresent();
            assertThat(CompletableFuture.supplyAsync(() -> stores.images().count())
                            .join())
                    .as("another thread's look")
                    .isZero();
        });
    }

    @Test
    void what_failed_leaves_the_transaction_as_it_was_and_the_host_goes_on() throws Exception {
        host.commit(() -> {
            ImageRecord kept = insertImage();

            assertThatThrownBy(() -> stores.unitOfWork().inTransaction(() -> {
                        insertImage();
                        throw new IllegalArgumentException("on purpose");
                    }))
                    .hasMessage("on purpose");
            assertThatThrownBy(() -> stores.images().insert(kept))
                    .as("an id that is taken, by which PostgreSQL gives the transaction up")
                    .isInstanceOf(StoreException.class);
            host.insertRow();
        });

        assertThat(host.rows()).isEqualTo(1);
        assertThat(stores.images().count()).isEqualTo(1);
    }

    @Test
    void actions_run_after_the_hosts_commit_and_never_after_its_rollback() throws Exception {
        List<String> ran = new ArrayList<>();
        host.commit(() -> {
            stores.unitOfWork().inTransaction(() -> stores.unitOfWork().afterCommit(() -> ran.add("inner")));
            stores.unitOfWork().afterCommit(() -> ran.add("outer"));
            assertThat(ran).isEmpty();
        });
        host.rollBack(() -> {
            stores.unitOfWork().inTransaction(() -> stores.unitOfWork().afterCommit(() -> ran.add("never")));
            stores.unitOfWork().afterCommit(() -> ran.add("never"));
        });

        assertThat(ran).containsExactly("inner", "outer");
    }

    @Test
    void an_action_after_the_commit_has_transactions_of_its_own() throws Exception {
        host.commit(() -> stores.unitOfWork().afterCommit(this::insertImage));

        assertThat(stores.images().count()).isEqualTo(1);
    }

    /** Else a host that has the queue's lock would wait for writers that wait for the lock. */
    @Test
    void a_joined_call_does_not_wait_for_a_turn_among_writers() throws Exception {
        CountDownLatch begun = new CountDownLatch(MOST_WRITERS);
        CountDownLatch end = new CountDownLatch(1);
        List<CompletableFuture<Void>> writers = IntStream.range(0, MOST_WRITERS)
                .mapToObj(i -> CompletableFuture.runAsync(
                        () -> stores.unitOfWork().inTransaction(() -> await(begun, end)),
                        task -> new Thread(task).start()))
                .toList();
        assertThat(begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        try {
            assertThat(CompletableFuture.runAsync(this::commitImage, task -> new Thread(task).start()))
                    .succeedsWithin(PATIENCE);
            assertThat(stores.images().count()).isEqualTo(1);
        } finally {
            end.countDown();
            writers.forEach(CompletableFuture::join);
        }
    }

    @Test
    void a_transaction_that_would_not_see_what_others_commit_is_refused() throws Exception {
        host.isolation = Connection.TRANSACTION_REPEATABLE_READ;

        host.rollBack(() -> assertThatThrownBy(this::insertImage)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("READ COMMITTED"));
    }

    private void commitImage() {
        try {
            host.commit(this::insertImage);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CountDownLatch begun, CountDownLatch end) {
        begun.countDown();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
