package io.samui.rest.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import io.samui.core.mask.PixelBox;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Putting images in, finding them, taking them away. */
class ImagesUiTest extends WebUiTestBase {

    @Test
    void a_deleted_image_comes_back_when_that_is_undone_and_is_gone_when_it_is_not() {
        visitor.upload(Visitor.SHAPES, Visitor.GARDEN);
        visitor.tile("garden.jpg").locator(".tick").click();
        visitor.press("Delete");
        assertThat(page.locator("image-grid .tile")).hasCount(1);
        visitor.button("Undo").click();
        assertThat(page.locator("image-grid .tile")).hasCount(2);

        visitor.tile("garden.jpg").locator(".tick").click();
        visitor.press("Delete");
        assertThat(page.locator("image-grid .tile")).hasCount(1);
        assertThat(visitor.button("Undo")).isVisible();
        assertThat(page.locator("notice-list li")).hasCount(0);
        page.reload();
        assertThat(page.locator("image-grid .tile")).hasCount(1);
        assertThat(visitor.images()).hasSize(1);
    }

    @Test
    void a_file_that_is_no_image_says_why_and_stops_no_other() {
        page.locator("#files").setInputFiles(new FilePayload[] {
            Visitor.file("notes.txt", "no image".getBytes(StandardCharsets.UTF_8)), Visitor.SHAPES
        });

        assertThat(page.locator("image-grid .tile")).hasCount(1);
        assertThat(page.locator("upload-panel .why")).hasCount(1);
        assertThat(page.locator("upload-panel")).containsText("1 image uploaded, 1 refused");
        complaints(); // the browser notes the 400
    }

    @Test
    void pages_with_nothing_to_show_say_what_to_do() {
        visitor.goTo("Annotate");
        assertThat(page.getByText("There is no image yet")).isVisible();
        visitor.goTo("History");
        assertThat(page.getByText("No result in this mode yet")).isVisible();
        page.evaluate("location.hash = '#/nowhere'");
        assertThat(page.getByText("Go to the images")).isVisible();
        page.evaluate("location.hash = '#/jobs/00000000-0000-4000-8000-000000000000'");
        assertThat(page.getByText("There is no such job.")).isVisible();
        complaints(); // the browser notes the 404
        page.getByText("All jobs").click();
        assertThat(page.locator("jobs-page h1")).hasText("Jobs");
    }

    @Test
    void a_filter_stands_in_the_address_and_says_when_nothing_fits() {
        visitor.upload(Visitor.SHAPES, Visitor.GARDEN);
        visitor.box(visitor.image("shapes.png").get("id").stringValue(), new PixelBox(40, 30, 160, 160));

        page.getByLabel("Filter by state in this mode").selectOption("needs_processing");
        assertThat(page.locator("image-grid .tile")).hasCount(1);
        assertThat(visitor.tile("shapes.png")).isVisible();
        page.reload();
        assertThat(page.locator("image-grid .tile")).hasCount(1);
        page.getByLabel("Filter by file name").fill("garden");
        assertThat(page).hasURL(Pattern.compile("q=garden"));
        assertThat(page.getByText("No image fits this filter.")).isVisible();
        page.getByText("Show all images").click();
        assertThat(page.locator("image-grid .tile")).hasCount(2);
    }
}
