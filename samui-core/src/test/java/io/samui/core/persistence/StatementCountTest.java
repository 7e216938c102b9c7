package io.samui.core.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.InvalidInputException;
import io.samui.core.PageRequest;
import io.samui.core.Samui;
import io.samui.core.Stores;
import io.samui.core.image.ImageId;
import io.samui.core.image.NamePart;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.ImageStanding;
import io.samui.core.job.ItemOutcome;
import io.samui.core.job.Job;
import io.samui.core.job.JobEnd;
import io.samui.core.job.JobItem;
import io.samui.core.job.JobRequest;
import io.samui.core.job.JobStatus;
import io.samui.core.job.Worklist;
import io.samui.core.memory.MemoryBlobStorage;
import io.samui.core.testkit.inference.FakeEngine;
import io.samui.core.testkit.stores.StoreData;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How many statements it takes: to submit very many images, so many for each few thousand; to process one of them, the same
 * however many there are.
 */
class StatementCountTest {

    private static final SegmentationMode MODE = SegmentationMode.INSIDE_BOX;

    /** More than one piece of detection, and more than one of anything else. */
    private static final int MANY = 12_000;

    private static final int FEW = 1_000;

    private static final Worklist.Query NEVER_PROCESSED =
            new Worklist.Query(NamePart.any(), MODE, ImageStanding.NEEDS_PROCESSING, DecodeOptions.defaults());

    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = new PostgresServer();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Nested
    class Sqlite extends Counts {
        @TempDir
        private Path temp;

        Sqlite() {
            super(Dialect.SQLITE, "printf('00000000-0000-7000-8000-%012x', i)");
        }

        @Override
        Connections connections() {
            return new SqliteConnections(
                    DatabaseUrl.of(new DatabaseSettings(null, null, null), temp).jdbc());
        }
    }

    @Nested
    class Postgres extends Counts {
        Postgres() {
            super(Dialect.POSTGRESQL, "cast('00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0') as uuid)");
        }

        @Override
        Connections connections() throws SQLException {
            server.openEmpty().close();
            return new PostgresConnections(server.url(), server.settings());
        }
    }

    abstract static class Counts {

        private final Dialect dialect;
        private final String idOfNumber;
        private CountedConnections connections;
        private Stores stores;
        private Samui samui;

        Counts(Dialect dialect, String idOfNumber) {
            this.dialect = dialect;
            this.idOfNumber = idOfNumber;
        }

        abstract Connections connections() throws SQLException;

        @BeforeEach
        void open() throws SQLException {
            connections = new CountedConnections(connections());
            stores = JpaStores.open(connections, dialect);
            samui = Samui.builder()
                    .stores(stores)
                    .blobStorage(new MemoryBlobStorage(Clock.systemUTC()))
                    .engine(new FakeEngine())
                    .withoutWorker()
                    .build();
        }

        @AfterEach
        void close() {
            samui.close();
        }

        @Test
        void a_submission_that_finds_nothing_changed_asks_once_for_each_few_thousand_images() throws SQLException {
            List<ImageId> all = images(MANY);
            submit(all);

            int few = count(() -> assertPending(all.subList(0, FEW)));
            int many = count(() -> assertPending(all));

            assertThat(few).as("lock, room, and one piece").isLessThanOrEqualTo(5);
            assertThat(many - few).as("two pieces more").isEqualTo(2);
            assertThat(connections.mostParameters()).isLessThan(50);
        }

        @Test
        void a_preview_asks_once_for_each_few_thousand_images() throws SQLException {
            List<ImageId> all = images(MANY);

            int few = count(() -> preview(all.subList(0, FEW)));
            int many = count(() -> preview(all));

            assertThat(few).isLessThanOrEqualTo(2);
            assertThat(many - few).as("two pieces more").isEqualTo(2);
        }

        @Test
        void a_worklist_asks_twice_for_each_few_thousand_images() throws SQLException {
            images(MANY);

            int asked = count(() -> assertThat(samui.worklist().find(NEVER_PROCESSED, PageRequest.first(50)))
                    .satisfies(found -> assertThat(found.total()).isEqualTo(MANY))
                    .satisfies(found -> assertThat(found.page().entries()).hasSize(50)));

            assertThat(asked).as("three pieces").isEqualTo(6);
            assertThat(connections.mostParameters()).isLessThan(50);
        }

        @Test
        void a_page_of_a_worklist_asks_no_further_than_it_goes() throws SQLException {
            images(MANY);

            int asked = count(() -> assertThat(samui.worklist()
                            .page(NEVER_PROCESSED, PageRequest.first(50))
                            .entries())
                    .hasSize(50));

            assertThat(asked).as("one piece").isEqualTo(2);
        }

        @Test
        void a_submission_inserts_hundreds_of_items_with_a_few_statements() throws SQLException {
            List<ImageId> all = images(FEW + MANY);

            int few = count(() -> submit(all.subList(0, FEW)));
            int many = count(() -> submit(all));

            assertThat((double) (many - few) / (MANY - FEW))
                    .as("statements for each image more")
                    .isLessThan(0.02);
            assertThat(connections.mostParameters()).isLessThan(50);
        }

        @Test
        void an_items_statements_do_not_depend_on_how_many_there_are() throws SQLException {
            List<ImageId> all = images(MANY);
            submit(all.subList(0, 2));
            int few = count(this::processOne);
            stores.jobs().finish(running().id(), new JobEnd(JobStatus.COMPLETED, null, "ended", StoreData.NOW));
            submit(all);
            int many = count(this::processOne);

            assertThat(many).isEqualTo(few).isLessThan(20);
        }

        @Test
        void lists_take_the_same_statements_for_one_entry_and_for_fifty() throws SQLException {
            List<ImageId> all = images(60);
            submit(all.subList(0, 1));
            int one = count(this::list);
            all.subList(1, 60).forEach(image -> submit(List.of(image)));

            assertThat(count(this::list)).isEqualTo(one).isLessThan(10);
        }

        private void list() {
            samui.jobs().list(PageRequest.first(50));
            samui.images().list(PageRequest.first(50));
            samui.images().count();
        }

        private void processOne() {
            Job job = stores.jobs().claimNext(StoreData.NOW).orElseThrow();
            JobItem item = stores.jobs().claimItems(job.id(), 1, StoreData.NOW).get(0);
            assertThat(stores.jobs()
                            .finishItem(
                                    job.id(),
                                    item.position(),
                                    new ItemOutcome.Processed(StoreData.result(item)),
                                    StoreData.NOW))
                    .isTrue();
            assertThat(stores.jobCatalogue()
                            .find(job.id())
                            .orElseThrow()
                            .counts()
                            .processed())
                    .isEqualTo(1);
        }

        private Job running() {
            return samui.jobs().list(PageRequest.first(1)).entries().get(0);
        }

        private void submit(List<ImageId> images) {
            samui.jobs().submit(JobRequest.of(MODE, images));
        }

        private void assertPending(List<ImageId> images) {
            assertThatThrownBy(() -> submit(images))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("a job with the same prompts is queued or running");
        }

        private void preview(List<ImageId> images) {
            assertThat(samui.jobs().preview(JobRequest.of(MODE, images)))
                    .toIterable()
                    .hasSize(images.size());
        }

        private int count(Runnable work) {
            int before = connections.statements();
            work.run();
            return connections.statements() - before;
        }

        /** Images with a box each: one that is put in, and copies of it. */
        private List<ImageId> images(int count) throws SQLException {
            ImageId first = stores.images().insert(StoreData.image("a.png")).id();
            stores.annotations().insertBox(StoreData.box(first, 1));
            String numbers = "with recursive n(i) as (select 1 union all select i + 1 from n where i < " + (count - 1)
                    + ") select ";
            execute(
                    "insert into image (id, filename, filename_folded, blob_key, format, width, height, size_in_bytes,"
                            + " sha256, created_at) "
                            + numbers + idOfNumber
                            + ", 'b.png', 'b.png', 'images/' || i, format, width, height, size_in_bytes, sha256, created_at"
                            + " from n, image",
                    "insert into box_annotation (id, image_id, x, y, width, height, prompt_type, created_at) "
                            + numbers + idOfNumber + ", " + idOfNumber
                            + ", x, y, width, height, prompt_type, created_at from n, box_annotation",
                    "insert into image_prompts (image_id, mode, prompt_geometry, prompt_text, positives, negatives) "
                            + numbers + idOfNumber
                            + ", mode, prompt_geometry, prompt_text, positives, negatives from n, image_prompts");
            return Stream.concat(
                            Stream.of(first),
                            IntStream.range(1, count)
                                    .mapToObj(i -> new ImageId(
                                            UUID.fromString(String.format("00000000-0000-7000-8000-%012x", i)))))
                    .toList();
        }

        private void execute(String... statements) throws SQLException {
            try (Connection connection = connections.writer().getConnection();
                    Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
        }
    }
}
