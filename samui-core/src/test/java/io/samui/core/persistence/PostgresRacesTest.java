package io.samui.core.persistence;

import static io.samui.core.testkit.stores.StoreData.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.NotFoundException;
import io.samui.core.PageRequest;
import io.samui.core.Stores;
import io.samui.core.image.ImageRecord;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.ItemCounts;
import io.samui.core.job.ItemOutcome;
import io.samui.core.job.ItemStatus;
import io.samui.core.job.Job;
import io.samui.core.job.JobEnd;
import io.samui.core.job.JobItem;
import io.samui.core.job.JobStatus;
import io.samui.core.testkit.stores.StoreData;
import io.samui.core.testkit.stores.StoresTestBase;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Transactions that meet. Where there is one writer only they cannot; here the first holds its transaction open until the second
 * is seen to wait.
 */
class PostgresRacesTest extends StoresTestBase {

    private static final JobEnd CANCELLED = new JobEnd(JobStatus.CANCELLED, null, "by somebody", NOW);

    private static PostgresServer server;

    private final ExecutorService other = Executors.newSingleThreadExecutor();

    @BeforeAll
    static void startServer() {
        server = new PostgresServer();
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @Override
    protected Stores openEmpty() throws SQLException {
        return server.openEmpty();
    }

    @AfterEach
    void stopThread() {
        other.shutdownNow();
    }

    /** Runs {@code second} on another thread while the transaction of {@code first} is open, and commits when it waits. */
    private <T> T meet(Runnable first, Callable<T> second) throws Exception {
        Future<T> result = stores.unitOfWork().inTransaction(() -> {
            first.run();
            Future<T> started = other.submit(second);
            try {
                server.awaitBlocked(1);
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
            return started;
        });
        return result.get(60, TimeUnit.SECONDS);
    }

    @Test
    void readers_get_a_connection_however_many_wait_for_the_queue() throws Exception {
        ExecutorService many = Executors.newFixedThreadPool(40);
        try {
            List<Future<?>> waiting = new ArrayList<>();
            long count = stores.unitOfWork().inTransaction(() -> {
                stores.jobs().lockQueue();
                for (int i = 0; i < 40; i++) {
                    waiting.add(many.submit(() -> stores.unitOfWork().inTransaction(stores.jobs()::lockQueue)));
                }
                try {
                    server.awaitBlocked(10);
                    return other.submit(() -> stores.images().count()).get(20, TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new AssertionError("a reader waits, too", e);
                }
            });
            assertThat(count).isZero();
            for (Future<?> one : waiting) {
                one.get(60, TimeUnit.SECONDS);
            }
        } finally {
            many.shutdownNow();
        }
    }

    @Test
    void a_job_that_is_cancelled_while_an_item_ends_counts_both() throws Exception {
        submit(StoreData.job(newImage("a"), newImage("b")));
        Job job = start();
        JobItem item = claimOne(job);

        Optional<Job> ended = meet(
                () -> stores.jobs().finishItem(job.id(), 0, new ItemOutcome.Processed(StoreData.result(item)), NOW),
                () -> stores.jobs().finish(job.id(), CANCELLED));

        assertThat(ended.orElseThrow().counts()).isEqualTo(new ItemCounts(2, 1, 0, 0, 1));
        assertThat(stores.jobCatalogue().find(job.id())).isEqualTo(ended);
    }

    @Test
    void an_item_that_ends_while_its_job_is_cancelled_comes_too_late() throws Exception {
        submit(StoreData.job(newImage("a"), newImage("b")));
        Job job = start();
        JobItem item = claimOne(job);

        boolean ended = meet(
                () -> stores.jobs().finish(job.id(), CANCELLED),
                () -> stores.jobs().finishItem(job.id(), 0, new ItemOutcome.Processed(StoreData.result(item)), NOW));

        assertThat(ended).isFalse();
        assertThat(stores.jobCatalogue().find(job.id()).orElseThrow().counts())
                .isEqualTo(new ItemCounts(2, 0, 0, 0, 2));
        assertThat(stores.results()
                        .list(SegmentationMode.INSIDE_BOX, PageRequest.unpaged())
                        .entries())
                .isEmpty();
    }

    @Test
    void items_are_not_claimed_of_a_job_that_is_being_cancelled() throws Exception {
        submit(StoreData.job(newImage("a"), newImage("b")));
        Job job = start();

        assertThat(meet(
                        () -> stores.jobs().finish(job.id(), CANCELLED),
                        () -> stores.jobs().claimItems(job.id(), 5, NOW)))
                .isEmpty();
        assertThat(stores.jobCatalogue().items(job.id())).allMatch(item -> item.status() == ItemStatus.CANCELLED);
    }

    @Test
    void no_two_get_the_same_item() throws Exception {
        submit(StoreData.job(newImage("a"), newImage("b"), newImage("c")));
        Job job = start();

        assertThat(meet(
                        () -> assertThat(stores.jobs().claimItems(job.id(), 2, NOW))
                                .extracting(JobItem::filename)
                                .containsExactly("a", "b"),
                        () -> stores.jobs().claimItems(job.id(), 2, NOW)))
                .extracting(JobItem::filename)
                .containsExactly("c");
    }

    @Test
    void a_result_of_an_image_that_is_being_deleted_is_not_kept() throws Exception {
        ImageRecord image = newImage("a");
        submit(StoreData.job(image));
        Job job = start();
        JobItem item = claimOne(job);

        boolean ended = meet(
                () -> stores.images().delete(image.id()),
                () -> stores.jobs().finishItem(job.id(), 0, new ItemOutcome.Processed(StoreData.result(item)), NOW));

        assertThat(ended).isFalse();
        assertThat(stores.jobCatalogue().items(job.id()).get(0).status()).isEqualTo(ItemStatus.RUNNING);
    }

    @Test
    void an_image_that_is_deleted_while_it_gets_a_result_names_that_results_blobs() throws Exception {
        ImageRecord image = newImage("a");
        submit(StoreData.job(image));
        Job job = start();
        ItemOutcome.Processed outcome = new ItemOutcome.Processed(StoreData.result(claimOne(job)));

        assertThat(meet(
                                () -> stores.jobs().finishItem(job.id(), 0, outcome, NOW),
                                () -> stores.images().delete(image.id()))
                        .orElseThrow())
                .containsExactly(
                        image.blobKey(),
                        outcome.result().maskKey(),
                        outcome.result().cocoKey());
    }

    @Test
    void an_image_that_is_being_deleted_is_gone_for_everybody_else() throws Exception {
        ImageRecord image = newImage("a");
        assertThat(meet(
                        () -> stores.images().delete(image.id()),
                        () -> stores.images().delete(image.id())))
                .isEmpty();

        ImageRecord second = newImage("b");
        assertThat(meet(
                        () -> stores.images().delete(second.id()),
                        () -> stores.images().updateTextPrompt(second.id(), "x")))
                .isEmpty();

        ImageRecord third = newImage("c");
        Callable<Void> late = () -> {
            assertThatThrownBy(() -> stores.annotations().insertBox(StoreData.box(third.id(), 1)))
                    .isInstanceOf(NotFoundException.class);
            return null;
        };
        meet(() -> stores.images().delete(third.id()), late);
    }

    @Test
    void a_submission_sees_what_was_submitted_while_it_waited_for_the_queue() throws Exception {
        ImageRecord image = newImage("a");
        Callable<Boolean> second = () -> stores.unitOfWork().inTransaction(() -> {
            // what is read before the lock is had must not be taken for what is true under it
            stores.jobCatalogue().list(PageRequest.unpaged());
            stores.images().find(image.id());
            stores.jobs().lockQueue();
            return stores.images().find(image.id()).orElseThrow().textPrompt() != null
                    && stores.jobCatalogue()
                                    .list(PageRequest.unpaged())
                                    .entries()
                                    .size()
                            == 1;
        });

        boolean seen = meet(
                () -> {
                    stores.jobs().lockQueue();
                    stores.jobs().insert(StoreData.job(image));
                    stores.images().updateTextPrompt(image.id(), "changed");
                },
                second);

        assertThat(seen).isTrue();
    }

    @Test
    void the_connection_of_a_lock_is_given_back_as_it_came() throws Exception {
        try (Connection kept = server.dataSource().getConnection()) {
            kept.setAutoCommit(false);
            Connection unclosed = (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) ->
                            method.getName().equals("close") ? null : method.invoke(kept, arguments));
            DataSource source = (DataSource) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, none) -> unclosed);

            try (PostgresSchemaHold hold = PostgresSchemaHold.take(source)) {
                assertThat(kept.getAutoCommit())
                        .as("else a lock would wait for a commit")
                        .isTrue();
            }

            assertThat(kept.getAutoCommit()).isFalse();
            try (PostgresAdvisoryLock next =
                    PostgresAdvisoryLock.on(server.dataSource(), PostgresAdvisoryLock.Purpose.MIGRATION)) {
                assertThat(next.tryLock()).as("given up").isTrue();
            }
        }
    }
}
