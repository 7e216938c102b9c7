package io.samui.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.ConfigurationException;
import io.samui.core.Samui;
import io.samui.rest.plugin.PluginJars;
import io.samui.rest.plugin.Plugins;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;

class StartTest {

    @TempDir
    private Path directory;

    @Test
    void it_listens_on_loopback_unless_told_otherwise() {
        try (TestServer server = TestServer.start(directory)) {
            InetAddress address =
                    server.context().getBean(ServerProperties.class).getAddress();

            assertThat(address.isLoopbackAddress()).isTrue();
            assertThat(server.context().getEnvironment().getProperty("server.tomcat.connection-timeout"))
                    .isEqualTo("10s");
        }
    }

    @Test
    void no_framework_opens_a_database_beside_samui_core() {
        try (TestServer server = TestServer.start(directory)) {
            assertThat(server.context().getBeansOfType(javax.sql.DataSource.class))
                    .isEmpty();
            assertThat(server.context().getBeansOfType(Samui.class)).hasSize(1);
        }
    }

    @Test
    void a_port_that_is_taken_is_named_with_the_remedy() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> TestServer.start(directory, "--server.port=" + taken.getLocalPort()))
                    .satisfies(thrown -> assertThat(configuration(thrown))
                            .hasMessageContaining("Port " + taken.getLocalPort() + " of 127.0.0.1 cannot be used")
                            .hasMessageContaining("--server.port=" + (taken.getLocalPort() + 1)));
        }
    }

    @Test
    void a_misspelt_setting_stops_the_start_and_is_named() {
        assertThatThrownBy(() -> TestServer.start(directory, "--samui.image.max-byte=1MB"))
                .satisfies(thrown -> assertThat(configuration(thrown)).hasMessageContaining("samui.image.max-bytes"));
        assertThatThrownBy(() -> TestServer.start(directory, "--samui.image.max-bytes=lots"))
                .satisfies(thrown -> assertThat(configuration(thrown)).hasMessageContaining("lots"));
    }

    @Test
    void without_a_usable_model_it_starts_and_a_job_is_refused_with_the_remedy() {
        try (TestServer server =
                TestServer.start(directory, "--samui.inference.model=" + directory.resolve("no-such-model"))) {
            String image = server.upload("a.png", "image/png", TestImages.png(100, 80))
                    .expect(201)
                    .field("id");

            server.post("/jobs", "{\"image_ids\":[\"" + image + "\"]}").expectProblem(400, "no-such-model");
        }
    }

    @Test
    void a_plugins_storage_is_chosen_by_name_and_broken_plugins_do_not_stop_the_start() throws IOException {
        Path plugins = directory.resolve("plugins");
        PluginJars.storage(plugins.resolve("attic/attic.jar"), "Attic", "attic");
        Files.writeString(plugins.resolve("broken.jar"), "no jar");

        try (TestServer server = TestServer.start(directory, "--samui.storage.provider=attic")) {
            String image = server.upload("a.png", "image/png", TestImages.png(100, 80))
                    .expect(201)
                    .field("id");

            assertThat(server.get("/images/" + image + "/data").expect(200).bytes())
                    .isEqualTo(TestImages.png(100, 80));
            assertThat(server.blobs()).isEmpty();
            Plugins opened = server.context().getBean(Plugins.class);
            assertThat(opened.broken())
                    .singleElement()
                    .satisfies(broken -> assertThat(broken.id()).isEqualTo("broken"));
        }
    }

    @Test
    void a_data_directory_that_another_server_holds_is_named_with_the_remedy() {
        try (TestServer first = TestServer.start(directory)) {
            assertThatThrownBy(() -> TestServer.start(directory))
                    .satisfies(thrown -> assertThat(configuration(thrown))
                            .hasMessageContaining(directory.toString())
                            .hasMessageContaining("is in use by process")
                            .hasMessageContaining("samui.data-dir"));
            first.get("/health").expect(200);
        }
    }

    @Test
    void what_was_stored_is_there_after_a_restart() {
        String image;
        String box;
        try (TestServer server = TestServer.start(directory)) {
            image = server.upload("a.png", "image/png", TestImages.png(100, 80))
                    .expect(201)
                    .field("id");
            box = server.post(
                            "/annotations",
                            "{\"image_id\":\"" + image
                                    + "\",\"bbox_x\":1,\"bbox_y\":1,\"bbox_width\":5,\"bbox_height\":5}")
                    .expect(201)
                    .text();
        }
        try (TestServer server = TestServer.start(directory)) {
            assertThat(server.get("/images/" + image + "/data").expect(200).bytes())
                    .isEqualTo(TestImages.png(100, 80));
            assertThat(server.get("/annotations/" + image).expect(200).text()).contains(box);
        }
        assertThat(directory.resolve("samui.db")).isRegularFile();
    }

    @Test
    void without_a_data_directory_everything_is_in_memory() {
        try (TestServer server = TestServer.start(directory, "--samui.data-dir=")) {
            server.upload("a.png", "image/png", TestImages.png(100, 80)).expect(201);
        }
        assertThat(directory).isEmptyDirectory();
    }

    private static Throwable configuration(Throwable thrown) {
        Throwable cause = thrown;
        while (cause != null && !(cause instanceof ConfigurationException)) {
            cause = cause.getCause();
        }
        return cause;
    }
}
