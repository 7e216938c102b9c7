package io.samui.rest.ui;

import io.samui.rest.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.springframework.util.FileSystemUtils;

/** One browser, and one server with a model that takes milliseconds, for all tests of the web UI; stopped after the last of them. */
final class SharedUi implements BeforeAllCallback {

    private static final Namespace NAMESPACE = Namespace.create(SharedUi.class);

    private Running running;

    private static final class Running implements AutoCloseable {

        private final Browser browser = Browser.start();
        private final Path directory;
        private TestServer server;

        private Running() throws IOException {
            directory = Files.createTempDirectory("samui-ui");
        }

        /** Some tests bring a server of their own. */
        private synchronized TestServer server() {
            if (server == null) {
                server = TestServer.startWithTinyModel(directory);
            }
            return server;
        }

        @Override
        public void close() throws IOException {
            browser.close();
            if (server != null) {
                server.close();
            }
            FileSystemUtils.deleteRecursively(directory);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running = context.getRoot().getStore(NAMESPACE).computeIfAbsent(Running.class, key -> run(), Running.class);
    }

    private static Running run() {
        try {
            return new Running();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Browser browser() {
        return running.browser;
    }

    TestServer server() {
        return running.server();
    }

    /** The server's data directory. */
    Path directory() {
        return running.directory;
    }
}
