package io.samui.storage.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.ConfigurationException;
import io.samui.core.spi.ClassPath;
import io.samui.core.spi.ProviderConfig;
import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobNotFoundException;
import io.samui.core.storage.BlobSource;
import io.samui.core.storage.BlobStorage;
import io.samui.core.storage.BlobStorageException;
import io.samui.core.storage.BlobStorageProvider;
import io.samui.core.testkit.storage.BlobStorageContract;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FsBlobStorageTest extends BlobStorageContract {

    @TempDir
    private Path temp;

    @Override
    protected BlobStorage openEmpty() {
        return FsBlobStorage.open(temp.resolve("blobs"));
    }

    @Test
    void a_key_is_the_path_under_the_root() throws IOException {
        put("masks/a.png");

        assertThat(Files.readString(temp.resolve("blobs/masks/a.png"))).isEqualTo("x");
        try (var files = Files.list(temp.resolve("blobs/masks"))) {
            assertThat(files).as("nothing but the blob is left").hasSize(1);
        }
    }

    @Test
    void a_link_that_leaves_the_root_is_not_followed() throws IOException {
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "s");
        BlobStorage storage = openEmpty();
        Files.createSymbolicLink(temp.resolve("blobs/masks"), outside);
        BlobKey key = new BlobKey("masks/secret");

        assertThatThrownBy(() -> storage.open(key)).isInstanceOf(BlobStorageException.class);
        assertThatThrownBy(() -> storage.put(key, BlobSource.of(new byte[1]), "x/y"))
                .isInstanceOf(BlobStorageException.class)
                .hasMessageContaining("outside");
        assertThat(storage.list("")).isEmpty();
        assertThat(Files.readString(outside.resolve("secret"))).isEqualTo("s");
    }

    @Test
    void what_an_interrupted_put_left_is_not_listed_and_swept_when_a_day_old() throws IOException {
        put("masks/a.png");
        Path fresh = Files.createFile(temp.resolve("blobs/masks/.put-1.tmp"));
        Path stale = Files.createFile(temp.resolve("blobs/masks/.put-2.tmp"));
        Files.setLastModifiedTime(stale, FileTime.from(Instant.now().minusSeconds(25 * 3600)));

        BlobStorage reopened = openEmpty();

        assertThat(reopened.list("")).hasSize(1);
        assertThat(stale).doesNotExist();
        assertThat(fresh).exists();
    }

    @Test
    void in_a_data_directory_it_is_swept_at_once_as_nobody_else_writes_there() throws IOException {
        Path ours = Files.createFile(
                Files.createDirectories(temp.resolve("blobs/masks")).resolve(".put-1.tmp"));
        Path elsewhere = Files.createFile(
                Files.createDirectories(temp.resolve("shared/masks")).resolve(".put-1.tmp"));
        BlobStorageProvider provider = new FsBlobStorageProvider();

        provider.create(new ProviderConfig("fs", temp, "samui.storage.", Map.of(), Map.of()));
        provider.create(new ProviderConfig(
                "fs",
                temp,
                "samui.storage.",
                Map.of(),
                Map.of("root", temp.resolve("shared").toString())));

        assertThat(ours).doesNotExist();
        assertThat(elsewhere).as("somebody may be writing it").exists();
    }

    @Test
    void a_source_that_fails_is_blamed_and_not_the_directory() {
        BlobStorage storage = openEmpty();
        BlobSource broken = new BlobSource() {
            @Override
            public long size() {
                return 1;
            }

            @Override
            public InputStream open() throws IOException {
                throw new NoSuchFileException("upload.tmp");
            }
        };

        assertThatThrownBy(() -> storage.put(new BlobKey("images/a.png"), broken, "image/png"))
                .isInstanceOf(BlobStorageException.class)
                .hasMessageContaining("The source of blob images/a.png")
                .hasMessageContaining("upload.tmp")
                .hasMessageNotContaining("directory");
    }

    @Test
    void a_file_that_somebody_else_put_there_is_no_blob() throws IOException {
        put("masks/a.png");
        Files.createFile(temp.resolve("blobs/masks/with blank"));

        assertThat(openEmpty().list("")).hasSize(1);
    }

    @Test
    void a_directory_that_holds_no_blobs_need_not_be_readable() throws IOException {
        put("masks/a.png");
        Path lostAndFound = Files.createDirectory(temp.resolve("blobs/lost+found"));
        withoutPermissions(lostAndFound, () -> assertThat(openEmpty().list("")).hasSize(1));
    }

    @Test
    void a_directory_that_may_not_be_searched_is_a_failure_not_a_missing_blob() throws IOException {
        put("masks/a.png");
        BlobStorage storage = openEmpty();
        BlobKey key = new BlobKey("masks/a.png");

        withoutPermissions(temp.resolve("blobs/masks"), () -> {
            assertThatThrownBy(() -> storage.find(key)).isInstanceOf(BlobStorageException.class);
            assertThatThrownBy(() -> storage.open(key))
                    .isInstanceOf(BlobStorageException.class)
                    .isNotInstanceOf(BlobNotFoundException.class);
            assertThatThrownBy(() -> storage.delete(key)).isInstanceOf(BlobStorageException.class);
        });
    }

    @Test
    void directories_above_the_root_need_not_be_readable() throws IOException {
        Path passage = Files.createDirectories(temp.resolve("passage/mine")).getParent();
        BlobStorage storage = FsBlobStorage.open(temp.resolve("passage/mine"));
        Set<PosixFilePermission> before = Files.getPosixFilePermissions(passage);
        Files.setPosixFilePermissions(passage, PosixFilePermissions.fromString("--x--x--x"));
        try {
            storage.put(new BlobKey("masks/a.png"), BlobSource.of(new byte[1]), "image/png");
        } finally {
            Files.setPosixFilePermissions(passage, before);
        }

        assertThat(storage.list("")).hasSize(1);
    }

    @Test
    void a_root_that_is_gone_is_said_to_be_and_not_made_again() throws IOException {
        BlobStorage storage = openEmpty();
        Files.delete(temp.resolve("blobs"));
        BlobKey key = new BlobKey("masks/a.png");

        assertThatThrownBy(() -> storage.put(key, BlobSource.of(new byte[1]), "image/png"))
                .isInstanceOfSatisfying(
                        BlobStorageException.class,
                        e -> assertThat(e.retryable()).isTrue())
                .hasMessageContaining("is gone");
        assertThatThrownBy(() -> storage.open(key)).hasMessageContaining("is gone");
        assertThat(temp.resolve("blobs")).doesNotExist();
    }

    @Test
    void the_service_loader_finds_it_and_it_takes_its_place_in_the_data_directory() {
        BlobStorageProvider provider = ClassPath.providers(
                        BlobStorageProvider.class, getClass().getClassLoader())
                .get(0);

        provider.create(new ProviderConfig("fs", temp, "samui.storage.", Map.of(), Map.of()))
                .put(new BlobKey("a"), BlobSource.of(new byte[1]), "x/y");

        assertThat(temp.resolve("blobs/a")).exists();
    }

    @Test
    void unknown_keys_and_a_root_that_is_a_file_are_errors_with_the_remedy() throws IOException {
        Path file = Files.createFile(temp.resolve("file"));
        BlobStorageProvider provider = new FsBlobStorageProvider();

        assertThatThrownBy(() -> provider.create(
                        new ProviderConfig("fs", temp, "samui.storage.", Map.of(), Map.of("rot", "/x"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("samui.storage.fs.root");
        assertThatThrownBy(() -> provider.create(
                        new ProviderConfig("fs", temp, "samui.storage.", Map.of(), Map.of("root", file.toString()))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("samui.storage.fs.root");
    }

    private static void withoutPermissions(Path directory, Runnable check) throws IOException {
        Set<PosixFilePermission> before = Files.getPosixFilePermissions(directory);
        Files.setPosixFilePermissions(directory, Set.of());
        try {
            Assumptions.assumeFalse(
                    Files.isReadable(directory), "Root reads everything: run as another user to test permissions");
            check.run();
        } finally {
            Files.setPosixFilePermissions(directory, before);
        }
    }

    private void put(String key) {
        openEmpty().put(new BlobKey(key), BlobSource.of(new byte[] {'x'}), "image/png");
    }
}
