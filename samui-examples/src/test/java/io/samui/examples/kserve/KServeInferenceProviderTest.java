package io.samui.examples.kserve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.ConfigurationException;
import io.samui.core.inference.InferenceProvider;
import io.samui.core.testkit.inference.InferenceProviderContract;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KServeInferenceProviderTest extends InferenceProviderContract {

    /**
     * What its jar has beside the classes; the other programs here do not see it, as they have one backend only. In a project of its own
     * it is among the resources, and needs no class loader.
     */
    private static final Path SERVICES = Path.of("src/main/kserve");

    @TempDir
    private static Path models;

    private static TinyServer server;

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @BeforeAll
    static void start() throws IOException {
        server = TinyServer.start(models);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void seeTheServicesFile() throws MalformedURLException {
        Thread.currentThread()
                .setContextClassLoader(
                        new URLClassLoader(new URL[] {SERVICES.toUri().toURL()}, before));
    }

    @AfterEach
    void closeLoader() throws IOException {
        ((URLClassLoader) Thread.currentThread().getContextClassLoader()).close();
        Thread.currentThread().setContextClassLoader(before);
    }

    @Override
    protected InferenceProvider newProvider() {
        return new KServeInferenceProvider();
    }

    @Override
    protected Map<String, String> workingSettings(Path folder) {
        return Map.of("model", TinyServer.bundle(folder).toString());
    }

    @Override
    protected Map<String, String> ownSettings() {
        return Map.of("url", server.url());
    }

    @Test
    void without_a_server_it_says_what_to_set() {
        for (Map<String, String> own : List.of(Map.<String, String>of(), Map.of("url", "gpu-box:8000"))) {
            assertThatThrownBy(() -> TinyServer.engine(models, own))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("samui.inference.kserve.url")
                    .hasMessageContaining("http://gpu-box:8000");
        }
    }

    /** As the README says of it; imports, blank lines and comments are not counted. */
    @Test
    void it_is_less_than_300_lines_of_code() throws IOException {
        long lines = 0;
        try (Stream<Path> files = Files.list(Path.of("src/main/java/io/samui/examples/kserve"))) {
            for (Path file : files.toList()) {
                lines += Files.readAllLines(file).stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.matches("(import|package|/\\*|\\*|//).*"))
                        .count();
            }
        }
        assertThat(lines).isBetween(100L, 299L);
    }
}
