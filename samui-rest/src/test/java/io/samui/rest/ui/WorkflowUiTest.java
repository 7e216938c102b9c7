package io.samui.rest.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import io.samui.core.mask.PixelBox;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** From the upload to the result, over all pages. */
class WorkflowUiTest extends WebUiTestBase {

    @Test
    void an_image_goes_all_the_way_from_upload_to_history() {
        assertThat(page.getByText("Drop images or folders here")).isVisible();
        inspect("images-empty");
        visitor.upload(Visitor.SHAPES, Visitor.GARDEN);
        inspect("images");

        visitor.open("shapes.png");
        visitor.drawBox(40, 30, 200, 190);
        assertThat(page.getByText(Pattern.compile("1 mask in "))).isVisible();
        visitor.assertSaved();
        assertThat(visitor.boxes("shapes.png")).hasSize(1);
        inspect("annotate");

        visitor.button("Process 1").click();
        assertThat(page.locator("image-process .chip")).hasText("up to date");
        assertThat(visitor.button("Nothing to process")).isDisabled();

        visitor.goTo("Jobs");
        assertThat(visitor.job(0).locator(".chip")).hasText("completed");
        visitor.openJob(0);
        assertThat(page.locator("job-page li")).hasCount(1);

        visitor.goTo("History");
        assertThat(page.locator("result-tile")).hasCount(1);
        inspect("history");
        page.locator("result-tile a").click();
        assertThat(page.locator("result-view")).containsText("Mask 1");
        inspect("result");

        visitor.goTo("System");
        assertThat(page.locator("system-page")).containsText("tiny-sam1");
        inspect("system");
    }

    @Test
    void only_what_changed_is_processed_again_unless_all_is_forced() {
        visitor.upload(Visitor.SHAPES, Visitor.GARDEN);
        visitor.open("garden.jpg");
        visitor.drawBox(10, 5, 100, 60);
        visitor.assertSaved();
        visitor.goTo("Images");
        visitor.open("shapes.png");
        visitor.drawBox(40, 30, 200, 190);
        visitor.button("Process 2").click();
        assertThat(page.locator("process-bar")).containsText("2 up to date");

        visitor.drawBox(220, 30, 380, 160);
        assertThat(page.locator("process-bar")).containsText("1 changed");
        visitor.button("Process 1").click();
        assertThat(page.locator("process-bar")).containsText("2 up to date");
        assertThat(visitor.button("Nothing to process")).isDisabled();
        visitor.press("Control+Enter");
        assertThat(page.getByText("Nothing needs processing")).isVisible();
        assertResults(2, 1);

        visitor.button("Process all 2").click();
        visitor.goTo("Jobs");
        assertThat(visitor.job(0)).containsText("2 of 2");
        assertThat(visitor.job(0).locator(".chip")).hasText("completed");
        assertThat(visitor.job(1)).containsText("1 of 1");
        assertResults(3, 2);
    }

    private void assertResults(int shapes, int garden) {
        assertThat(results("shapes.png")).isEqualTo(shapes);
        assertThat(results("garden.jpg")).isEqualTo(garden);
    }

    private int results(String filename) {
        String image = visitor.image(filename).get("id").stringValue();
        return server.get("/images/" + image + "/history").json().size();
    }

    @Test
    void two_results_are_compared_as_the_server_compares_them() {
        String image = visitor.boxedImage("shapes.png");
        server.ended(visitor.submit(List.of(image)));
        visitor.box(image, new PixelBox(40, 30, 160, 160));
        server.ended(visitor.submit(List.of(image)));
        page.navigate(server.uri("/#/history/" + image).toString());
        assertThat(page.locator("result-tile")).hasCount(2);

        page.getByText("Compare with the one shown").click();
        assertThat(page.locator("result-compare .big")).containsText("%");
        assertThat(page.locator("result-compare")).containsText("Added: Box 160 × 160 at 40, 30");
        assertThat(page.locator("result-compare tbody tr")).hasCount(2);
        page.waitForCondition(
                () -> (boolean) page.locator("result-compare .over").evaluate("over => over.naturalWidth === 600"));
        inspect("compare");

        visitor.button("Swipe").click();
        assertThat(page.locator("result-compare picture-stage")).hasCount(2);
        page.getByLabel("Where older ends and newer begins").press("ArrowRight");
        assertThat((String)
                        page.locator("result-compare .stages").evaluate("one => one.style.getPropertyValue('--at')"))
                .isEqualTo("51%");
        assertThat(page).hasURL(Pattern.compile("view=swipe"));
        page.reload();
        assertThat(page.locator("result-compare .swipe picture-stage")).hasCount(2);
    }

    @Test
    void everything_but_choosing_files_can_be_done_with_keys() {
        visitor.upload(Visitor.SHAPES);
        visitor.tabTo("listbox Images");
        visitor.press("Enter");
        assertThat(page.locator("annotate-page .name")).hasText("shapes.png");
        visitor.assertSaved();

        visitor.press("a");
        assertThat(page.locator("prompt-list li")).hasCount(1);
        for (int i = 0; i < 11; i++) {
            visitor.press("Shift+ArrowUp");
        }
        assertThat(page.getByText(Pattern.compile("1 mask in "))).isVisible();
        visitor.press("Control+Enter");
        assertThat(page.locator("image-process .chip")).hasText("up to date");
        assertThat(visitor.boxes("shapes.png")).hasSize(1);

        visitor.press("3", "a", "-", "a");
        visitor.assertSaved();
        assertThat(visitor.points("shapes.png"))
                .extracting(point -> point.get("is_positive").booleanValue())
                .containsExactly(true, false);
        visitor.press("Shift+N", "x", "1");
        assertThat(page.locator("prompt-list li")).hasCount(1);

        visitor.tabTo("a Jobs");
        visitor.press("Enter");
        assertThat(visitor.job(0).locator(".chip")).hasText("completed");
        visitor.tabTo("a Inside box, 1 image");
        visitor.press("Enter");
        assertThat(page.locator("job-page li")).hasCount(1);
        visitor.tabTo("a Result of shapes.png");
        visitor.press("Enter");
        assertThat(page.locator("result-view")).containsText("Mask 1");
        visitor.press("?");
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
        visitor.press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
        assertThat(page.locator("result-view")).isVisible();
        visitor.press("Escape");
        assertThat(page.locator("history-page result-tile")).hasCount(1);
    }
}
