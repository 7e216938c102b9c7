package io.samui.rest.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.MouseButton;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.testkit.Fixture;
import io.samui.rest.TestServer;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts and examples, with a model that finds regions by the names of colours. */
class FindAllUiTest extends WebUiTestBase {

    private static final String PICTURE = "discs_and_squares.png";

    @TempDir
    Path directory;

    @Override
    TestServer server() {
        return finder(directory);
    }

    /** A server with that model. */
    static TestServer finder(Path directory) {
        assumeTrue(
                InferenceEngine.class.getResource("/io/samui/core/sam/clip/tokenizer.json") != null,
                "the build made no tokenizer: npm was missing");
        Path model = Fixture.COLOUR_FINDER.copyTo(directory.resolve("models/colours"));
        return TestServer.start(directory, "--samui.inference.model=" + model, "--samui.inference.device=cpu");
    }

    @Override
    void stop() {
        server.close();
    }

    @Test
    void a_text_finds_what_it_names_an_example_more_of_its_kind_and_nothing_is_a_result_too() {
        visitor.upload(Visitor.file(PICTURE, Fixture.COLOUR_FINDER.read(PICTURE)));
        visitor.open(PICTURE);
        visitor.press("2");
        Locator text = page.locator("prompt-list textarea");

        text.fill("red");
        assertThat(page.getByText(Pattern.compile("3 masks in "))).isVisible();
        process();
        inspect("annotate-find-all");

        text.fill("purple");
        assertThat(page.getByText(Pattern.compile("0 masks in "))).isVisible();
        process();

        text.fill("");
        visitor.drawBox(50, 50, 171, 171);
        assertThat(page.getByText(Pattern.compile("3 masks in "))).isVisible();
        visitor.drawBox(470, 310, 611, 451, MouseButton.RIGHT);
        assertThat(page.getByText(Pattern.compile("2 masks in "))).isVisible();
        visitor.assertSaved();
        assertThat(visitor.boxes(PICTURE))
                .extracting(box -> box.get("prompt_type").stringValue())
                .containsExactly("positive_exemplar", "negative_exemplar");
        process();

        page.locator("image-process").getByText("History").click();
        assertThat(page.locator("result-tile")).hasCount(3);
        assertThat(page.locator("result-tile").nth(0)).containsText("from 2 examples");
        assertThat(page.locator("result-tile").nth(1)).containsText("found nothing");
        assertThat(page.locator("result-tile").nth(2)).containsText("from “red”");
        page.locator("result-tile").nth(1).click();
        assertThat(page.getByText("The model ran and found nothing")).isVisible();
        page.locator(".pick a").last().click();
        assertThat(page.locator("result-compare")).containsText("Text: “red” became “purple”");
        assertThat(page.locator("result-compare .big")).hasText("0.0 %");
    }

    private void process() {
        visitor.assertSaved();
        visitor.button("Process 1").click();
        assertThat(page.locator("image-process .chip")).hasText("up to date");
    }
}
