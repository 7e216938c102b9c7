package io.samui.storage.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.ConfigurationException;
import io.samui.core.spi.ClassPath;
import io.samui.core.spi.ProviderConfig;
import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobSource;
import io.samui.core.storage.BlobStorage;
import io.samui.core.storage.BlobStorageException;
import io.samui.core.storage.BlobStorageProvider;
import io.samui.core.testkit.storage.BlobStorageContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
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
    void a_file_that_somebody_else_put_there_is_no_blob() throws IOException {
        put("masks/a.png");
        Files.createFile(temp.resolve("blobs/masks/with blank"));

        assertThat(openEmpty().list("")).hasSize(1);
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

    private void put(String key) {
        openEmpty().put(new BlobKey(key), BlobSource.of(new byte[] {'x'}), "image/png");
    }
}
