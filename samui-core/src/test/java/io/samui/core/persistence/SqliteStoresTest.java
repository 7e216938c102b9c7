package io.samui.core.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.ConfigurationException;
import io.samui.core.Stores;
import io.samui.core.image.ImageRecord;
import io.samui.core.testkit.jobs.JobsContract;
import io.samui.core.testkit.stores.ImageStoresContract;
import io.samui.core.testkit.stores.JobStoresContract;
import io.samui.core.testkit.stores.StoreData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoresTest {

    @TempDir
    private Path temp;

    private Stores open() {
        return JpaStores.open(new DatabaseSettings(null, null, null), temp);
    }

    @Nested
    class Images extends ImageStoresContract {
        @Override
        protected Stores openEmpty() {
            return open();
        }
    }

    @Nested
    class Jobs extends JobStoresContract {
        @Override
        protected Stores openEmpty() {
            return open();
        }
    }

    @Nested
    class WholeJobs extends JobsContract {
        @TempDir
        private Path own;

        private int opened;

        @Override
        protected Stores openEmpty() throws IOException {
            Path fresh = Files.createDirectory(own.resolve("data" + opened++));
            return JpaStores.open(new DatabaseSettings(null, null, null), fresh);
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

    @Test
    void a_url_names_a_file_and_parameters_are_refused() {
        String url = "jdbc:sqlite:" + temp.resolve("odd #1?%.db");
        assertThatThrownBy(() -> JpaStores.open(new DatabaseSettings(url, null, null), null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("without parameters");
        assertThatThrownBy(() -> JpaStores.open(new DatabaseSettings("jdbc:h2:mem:x", null, null), null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("jdbc:postgresql:");
        try (Stores stores =
                JpaStores.open(new DatabaseSettings("jdbc:sqlite:" + temp.resolve("odd #1%.db"), null, null), null)) {
            assertThat(stores.images().count()).isZero();
        }
        assertThat(temp.resolve("odd #1%.db")).exists();
    }

    @Test
    void a_schema_of_a_newer_version_is_refused() throws Exception {
        open().close();
        try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + temp.resolve("samui.db"));
                var statement = connection.createStatement()) {
            statement.executeUpdate(
                    "insert into samui_schema_history (installed_rank, version, description, type, script,"
                            + " checksum, installed_by, execution_time, success) values (99, '99', 'future', 'SQL', 'V99__x.sql', 1,"
                            + " 'x', 1, 1)");
        }

        assertThatThrownBy(this::open)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("newer samui");
    }
}
