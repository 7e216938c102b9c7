package io.samui.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.annotation.PromptType;
import io.samui.core.image.ImageRecord;
import io.samui.core.image.ImageUpload;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.Job;
import io.samui.core.job.JobRequest;
import io.samui.core.job.JobStatus;
import io.samui.core.mask.PixelBox;
import io.samui.core.memory.MemoryBlobStorage;
import io.samui.core.storage.BlobSource;
import io.samui.core.testkit.TinySam1;
import io.samui.core.testkit.inference.FakeEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several in one JVM know nothing of each other. */
class SeveralInstancesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path temp;

    private final FakeEngine oneEngine = new FakeEngine();
    private final FakeEngine otherEngine = new FakeEngine();

    private static ImageRecord upload(Samui samui) {
        ImageRecord image =
                samui.images().upload(new ImageUpload("shapes.png", null, BlobSource.of(TinySam1.picture())));
        samui.annotations().addBox(image.id(), new PixelBox(10, 20, 30, 40), PromptType.SEGMENT);
        return image;
    }

    private static Job submit(Samui samui, ImageRecord image) {
        return samui.jobs().submit(JobRequest.of(SegmentationMode.INSIDE_BOX, List.of(image.id())));
    }

    @Test
    void those_in_memory_do_not_see_each_other() throws Exception {
        try (Samui one = Samui.builder().engine(oneEngine).build();
                Samui other = Samui.builder().engine(otherEngine).build()) {
            assertApart(one, other);
        }
    }

    @Test
    void those_with_a_data_directory_each_do_not_see_each_other() throws Exception {
        try (Samui one = onDisk("one", oneEngine);
                Samui other = onDisk("other", otherEngine)) {
            assertApart(one, other);
        }
    }

    @Test
    void two_cannot_have_one_data_directory() {
        try (Samui one = onDisk("one", oneEngine)) {
            assertThat(one.images().count()).isZero();
            assertThatThrownBy(() -> onDisk("one", otherEngine))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("samui.data-dir");
        }
    }

    @Test
    void two_cannot_have_one_database_file_by_whatever_way_they_come_to_it() throws IOException {
        Path link = Files.createSymbolicLink(temp.resolve("link"), Files.createDirectory(temp.resolve("one")));
        try (Samui one = onDisk("one", oneEngine)) {
            assertThat(one.images().count()).isZero();
            for (Path way : List.of(temp.resolve("one/samui.db"), link.resolve("samui.db"))) {
                assertThatThrownBy(() -> builder("other", otherEngine)
                                .setting("samui.database.url", "jdbc:sqlite:" + way)
                                .build())
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageContaining(
                                "process " + ProcessHandle.current().pid())
                        .hasMessageContaining("samui.database.url");
            }
        }
        builder("other", otherEngine)
                .setting("samui.database.url", "jdbc:sqlite:" + link.resolve("samui.db"))
                .build()
                .close();
    }

    private Samui onDisk(String name, FakeEngine engine) {
        return builder(name, engine).build();
    }

    private SamuiBuilder builder(String name, FakeEngine engine) {
        return Samui.builder()
                .dataDirectory(temp.resolve(name))
                .blobStorage(new MemoryBlobStorage(Clock.systemUTC()))
                .engine(engine);
    }

    private void assertApart(Samui one, Samui other) throws Exception {
        ImageRecord ours = upload(one);
        ImageRecord theirs = upload(other);
        other.queue().pause();
        Job waiting = submit(other, theirs);
        Job job = submit(one, ours);

        assertThat(one.jobs().await(job.id(), PATIENCE).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(other.jobs().get(waiting.id()).status())
                .as("its own queue is paused")
                .isEqualTo(JobStatus.QUEUED);
        assertThatThrownBy(() -> other.images().get(ours.id())).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> other.jobs().get(job.id())).isInstanceOf(NotFoundException.class);
        assertThat(oneEngine.encoded).hasValue(1);
        assertThat(otherEngine.encoded).hasValue(0);

        one.close();
        other.queue().resume();
        assertThat(other.jobs().await(waiting.id(), PATIENCE).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(otherEngine.encoded)
                .as("the same picture, from no cache of the other's")
                .hasValue(1);
    }
}
