package io.samui.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.testkit.time.Spin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class UploadFolderTest {

    @TempDir
    private Path directory;

    @Test
    void a_start_deletes_what_interrupted_uploads_left_and_nothing_else() throws IOException {
        Path uploads = Files.createDirectories(directory.resolve("uploads"));
        Path leftover = Files.writeString(uploads.resolve("upload_3f2a_00000001.tmp"), "half an image");
        Path other = Files.writeString(uploads.resolve("notes.txt"), "somebody's");

        TestServer.start(directory).close();

        assertThat(leftover).doesNotExist();
        assertThat(other).exists();
    }

    @Test
    void an_upload_that_the_server_cannot_keep_is_no_fault_of_the_client() throws IOException {
        try (TestServer server = TestServer.start(directory)) {
            Path uploads = directory.resolve("uploads");
            Files.delete(uploads);
            Files.writeString(uploads, "no folder");

            server.upload("a.png", "image/png", TestImages.png(400, 300))
                    .expectProblem(503, "disk of the data directory");
            assertThat(server.get("/images").json().get("total").intValue()).isZero();

            Files.delete(uploads);
            server.upload("a.png", "image/png", TestImages.png(400, 300)).expect(201);
            Spin.until(() -> uploads.toFile().list().length == 0);
        }
    }
}
