package io.samui.core.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.Stores;
import io.samui.core.image.ImageRecord;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.JobRequest;
import io.samui.core.job.PreviewedImage;
import io.samui.core.testkit.jobs.ControlContract;
import io.samui.core.testkit.jobs.DeletionContract;
import io.samui.core.testkit.jobs.KeyedSubmissionContract;
import io.samui.core.testkit.jobs.PreviewContract;
import io.samui.core.testkit.jobs.RaceContract;
import io.samui.core.testkit.jobs.RetryContract;
import io.samui.core.testkit.jobs.SubmissionContract;
import io.samui.core.testkit.jobs.WorkContract;
import io.samui.core.testkit.stores.AnnotationStoresContract;
import io.samui.core.testkit.stores.ImageStatesContract;
import io.samui.core.testkit.stores.ImageStoresContract;
import io.samui.core.testkit.stores.ItemEndsContract;
import io.samui.core.testkit.stores.JobItemsContract;
import io.samui.core.testkit.stores.JobStoresContract;
import io.samui.core.testkit.stores.KeepingContract;
import io.samui.core.testkit.stores.QueueContract;
import io.samui.core.testkit.stores.RetentionContract;
import io.samui.core.testkit.stores.StoreData;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoresTest {

    @TempDir
    private static Path shared;

    private static LastingStores lasting;

    @TempDir
    private Path temp;

    @BeforeAll
    static void start() {
        SqliteFolder folder = new SqliteFolder(shared);
        lasting = new LastingStores(folder::open, folder::empty);
    }

    @AfterAll
    static void stop() {
        lasting.close();
    }

    private Stores open() {
        return new SqliteFolder(temp).open();
    }

    @Nested
    class Images extends ImageStoresContract {
        @Override
        protected Stores openEmpty() throws Exception {
            return lasting.emptied();
        }
    }

    @Nested
    class Annotations extends AnnotationStoresContract {
        @Override
        protected Stores openEmpty() throws Exception {
            return lasting.emptied();
        }
    }

    @Nested
    class States extends ImageStatesContract {
        @Override
        protected Stores openEmpty() throws Exception {
            return lasting.emptied();
        }
    }

    @Nested
    class Jobs extends JobStoresContract {
        @Override
        protected Stores openEmpty() throws Exception {
            return lasting.emptied();
        }
    }

    @Nested
    class Retaining extends RetentionContract {
        @Override
        protected Stores openEmpty() throws Exception {
            return lasting.emptied();
        }
    }

    @Nested
    class Keeping extends KeepingContract {
        @Override
        protected Stores openEmpty() throws Exception {
            return lasting.emptied();
        }
    }

    @Nested
    class Items extends JobItemsContract {
        @Override
        protected Stores openEmpty() throws Exception {
            return lasting.emptied();
        }
    }

    @Nested
    class ItemEnds extends ItemEndsContract {
        @Override
        protected Stores openEmpty() throws Exception {
            return lasting.emptied();
        }
    }

    @Nested
    class Retries extends RetryContract {
        @Override
        protected Stores openEmpty() throws Exception {
            return lasting.emptied();
        }
    }

    @Nested
    class Previews extends PreviewContract {
        @Override
        protected Stores openEmpty() throws Exception {
            return lasting.emptied();
        }

        @Test
        void a_preview_does_not_wait_for_whoever_holds_the_queue() throws Exception {
            JobRequest request = JobRequest.of(
                    SegmentationMode.INSIDE_BOX,
                    List.of(stores.images().insert(StoreData.image("a")).id()));
            ExecutorService reader = Executors.newSingleThreadExecutor();
            try {
                stores.unitOfWork().inTransaction(() -> {
                    stores.jobs().lockQueue();
                    Future<PreviewedImage> first =
                            reader.submit(() -> samui.jobs().preview(request).next());
                    try {
                        assertThat(first.get(20, TimeUnit.SECONDS).filename()).isEqualTo("a");
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                });
            } finally {
                reader.shutdownNow();
            }
        }
    }

    @Nested
    class Keys extends KeyedSubmissionContract {
        @Override
        protected Stores openEmpty() throws Exception {
            return lasting.emptied();
        }
    }

    @Nested
    class Submissions extends SubmissionContract {
        @Override
        protected Stores openEmpty() throws Exception {
            return lasting.emptied();
        }
    }

    @Nested
    class Deletions extends DeletionContract {
        @Override
        protected Stores openEmpty() throws Exception {
            return lasting.emptied();
        }
    }

    @Nested
    class Races extends RaceContract {
        @Override
        protected Stores openEmpty() throws Exception {
            return lasting.emptied();
        }
    }

    @Nested
    class Queue extends QueueContract {
        @Override
        protected Stores openEmpty() throws Exception {
            return lasting.emptied();
        }
    }

    @Nested
    class Control extends ControlContract {
        @Override
        protected Stores openEmpty() throws Exception {
            return lasting.emptied();
        }
    }

    @Nested
    class Work extends WorkContract {
        @Override
        protected Stores openEmpty() throws Exception {
            return lasting.emptied();
        }
    }

    @Test
    void rows_are_there_after_opening_again() {
        ImageRecord image;
        try (Stores first = open()) {
            image = first.images().insert(StoreData.image("a"));
        }
        try (Stores second = open()) {
            assertThat(second.images().find(image.id())).contains(image);
            second.close(); // a second close does nothing
        }
        assertThat(temp.resolve("samui.db-wal"))
                .as("the log is merged at the end")
                .doesNotExist();
    }

    @Test
    void a_reader_does_not_wait_for_a_writer() throws Exception {
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try (Stores stores = open()) {
            ImageRecord before = stores.images().insert(StoreData.image("before"));
            stores.unitOfWork().inTransaction(() -> {
                ImageRecord within = stores.images().insert(StoreData.image("within"));
                CountDownLatch seen = new CountDownLatch(1);
                Future<Long> count = reader.submit(() -> {
                    long images = stores.images().count();
                    assertThat(stores.images().find(within.id())).isEmpty();
                    assertThat(stores.images().find(before.id())).isPresent();
                    seen.countDown();
                    return images;
                });
                try {
                    assertThat(seen.await(20, TimeUnit.SECONDS)).isTrue();
                    assertThat(count.get(20, TimeUnit.SECONDS)).isEqualTo(1);
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(stores.images().count()).isEqualTo(2);
        } finally {
            reader.shutdownNow();
        }
    }
}
