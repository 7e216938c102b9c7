package io.samui.rest.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.samui.rest.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that goes away under the page and comes back. */
class ServerGoneUiTest extends WebUiTestBase {

    @TempDir
    Path directory;

    @Override
    TestServer server() {
        return TestServer.startWithTinyModel(directory);
    }

    @Override
    void stop() {
        server.close();
    }

    @Test
    void what_is_drawn_while_the_server_is_gone_is_saved_when_it_is_back() {
        visitor.upload(Visitor.SHAPES);
        visitor.open("shapes.png");
        visitor.drawBox(40, 30, 200, 190);
        visitor.assertSaved();
        int port = server.port();

        server.close();
        visitor.drawBox(220, 30, 380, 160);
        assertThat(page.getByText("Not saved yet")).isVisible();
        assertThat(page.getByText("The server cannot be reached. What you do is kept"))
                .isVisible();
        visitor.press("Control+Enter");
        assertThat(page.getByText("Not processed: what you drew is not saved yet"))
                .isVisible();
        server = TestServer.startWithTinyModel(directory, "--server.port=" + port);
        visitor = new Visitor(page, server);

        visitor.assertSaved();
        assertThat(visitor.boxes("shapes.png")).hasSize(2);
        assertThat(page.locator(".banner")).hasCount(0);
        complaints(); // that it could not be reached
        page.reload();
        assertThat(page.locator("prompt-list li")).hasCount(2);
    }
}
