package io.samui.rest.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.samui.rest.TestServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A page on a server without images. No test ends well whose page has said something in its console. */
abstract class WebUiTestBase {

    @RegisterExtension
    static final SharedUi UI = new SharedUi();

    /** Pictures of the pages, for people to look at. */
    private static final Path PICTURES = Path.of("target", "ui");

    TestServer server;
    Page page;
    Visitor visitor;

    @BeforeEach
    void open() {
        server = server();
        server.get("/images")
                .json()
                .get("images")
                .forEach(image -> server.delete("/images/" + image.get("id").stringValue()));
        page = UI.browser().page();
        visitor = new Visitor(page, server);
        visitor.arrive();
    }

    /** The one that all share, unless a test brings its own. */
    TestServer server() {
        return UI.server();
    }

    /** Stops a server of the test's own, after the page has gone. */
    void stop() {}

    @AfterEach
    void close() {
        if (page == null) {
            return; // the test was skipped
        }
        try {
            page.context().close();
            assertThat(complaints()).isEmpty();
        } finally {
            stop();
        }
    }

    /** What pages said in their console since this was asked last; a test asks that expects something. */
    List<String> complaints() {
        return UI.browser().complaints();
    }

    /** See {@link Browser#inspect}. */
    void inspect(String name) {
        Browser.inspect(page, PICTURES, name);
    }
}
