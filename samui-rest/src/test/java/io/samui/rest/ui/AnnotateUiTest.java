package io.samui.rest.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.MouseButton;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Drawing on one image. */
class AnnotateUiTest extends WebUiTestBase {

    private static final Pattern ONE_MASK = Pattern.compile("1 mask in ");

    @BeforeEach
    void openAnImage() {
        visitor.upload(Visitor.SHAPES);
        visitor.open("shapes.png");
    }

    @Test
    void points_are_positive_with_the_left_button_negative_with_the_right_and_go_with_a_click() {
        visitor.press("3");

        visitor.click(110, 110, MouseButton.LEFT);
        visitor.click(300, 300, MouseButton.RIGHT);
        visitor.assertSaved();
        assertThat(visitor.points("shapes.png")).hasSize(2);
        assertThat(visitor.points("shapes.png").get(1).get("is_positive").booleanValue())
                .isFalse();
        assertThat(page.getByText(ONE_MASK)).isVisible();

        visitor.click(300, 300, MouseButton.LEFT);
        assertThat(page.locator("prompt-list li")).hasCount(1);
        visitor.assertSaved();
        assertThat(visitor.points("shapes.png")).hasSize(1);
    }

    @Test
    void undo_brings_the_same_annotation_back() {
        visitor.drawBox(40, 30, 200, 190);
        visitor.assertSaved();
        String id = visitor.boxes("shapes.png").get(0).get("id").stringValue();

        visitor.press("x");
        assertThat(page.locator("prompt-list li")).hasCount(0);
        visitor.assertSaved();
        assertThat(visitor.boxes("shapes.png")).isEmpty();
        visitor.press("Control+z");
        assertThat(page.locator("prompt-list li")).hasCount(1);
        visitor.assertSaved();
        assertThat(visitor.boxes("shapes.png").get(0).get("id").stringValue()).isEqualTo(id);

        visitor.press("Control+z");
        assertThat(page.locator("prompt-list li")).hasCount(0);
        visitor.press("Control+Shift+Z");
        assertThat(page.locator("prompt-list li")).hasCount(1);
    }

    @Test
    void a_box_is_moved_and_grown_by_keys_and_never_leaves_the_picture() {
        visitor.drawBox(40, 30, 200, 190);
        visitor.assertSaved();
        JsonNode drawn = visitor.boxes("shapes.png").get(0);

        visitor.press("ArrowRight", "Shift+ArrowDown", "Alt+ArrowRight");
        for (int i = 0; i < 6; i++) {
            visitor.press("Shift+ArrowUp");
        }
        visitor.assertSaved();

        JsonNode moved = visitor.boxes("shapes.png").get(0);
        assertThat(number(moved, "bbox_x")).isEqualTo(number(drawn, "bbox_x") + 1);
        assertThat(number(moved, "bbox_y")).isZero();
        assertThat(number(moved, "bbox_width")).isEqualTo(number(drawn, "bbox_width") + 1);
        assertThat(number(moved, "bbox_height")).isEqualTo(number(drawn, "bbox_height"));
        visitor.drawBox(500, 300, 700, 500);
        visitor.assertSaved();
        JsonNode clamped = visitor.boxes("shapes.png").get(1);
        assertThat(number(clamped, "bbox_x") + number(clamped, "bbox_width")).isEqualTo(600);
        assertThat(number(clamped, "bbox_y") + number(clamped, "bbox_height")).isEqualTo(420);
    }

    @Test
    void a_preview_that_a_later_click_overtakes_is_given_up() {
        List<Route> held = new ArrayList<>();
        page.route("**/images/*/preview", route -> {
            if (held.isEmpty()) {
                held.add(route);
            } else {
                route.resume();
            }
        });
        List<String> failures = new ArrayList<>();
        page.onRequestFailed(request -> {
            if (request.url().contains("/images/")) {
                failures.add(URI.create(request.url()).getPath() + " " + request.failure());
            }
        });
        visitor.press("3");

        visitor.click(110, 110, MouseButton.LEFT);
        page.waitForCondition(() -> !held.isEmpty());
        assertThat(page.getByText("Encoding the image…")).isVisible();
        visitor.click(480, 300, MouseButton.LEFT);

        assertThat(page.getByText(ONE_MASK)).isVisible();
        assertThat(failures).singleElement().asString().contains("/preview").contains("ERR_ABORTED");
    }

    @Test
    void a_mode_that_the_model_lacks_is_greyed_and_says_what_brings_it() {
        assertThat(page.locator(".lacks")).hasText("Find all");
        assertThat(page.locator(".lacks"))
                .hasAttribute("title", Pattern.compile("does not have the mode find_all.*concept prompts"));

        visitor.press("2");

        assertThat(page.locator("process-bar .missing")).containsText("does not have the mode find_all");
        assertThat(page.locator("process-bar .missing")).containsText("How to add a model");
        assertThat(page.locator("prompt-list textarea")).isDisabled();
        assertThat(page.locator("prompt-list")).containsText("takes no text prompts");
        assertThat(page.locator("annotate-tools button").first()).isDisabled();
        visitor.press("a");
        visitor.drawBox(40, 30, 200, 190);
        assertThat(page.locator("prompt-list li")).hasCount(0);
        visitor.goTo("System");
        assertThat(page.locator("system-page")).containsText("Find all: no");
    }

    @Test
    void arrows_lead_through_the_images_and_end_with_them() {
        assertThat(visitor.button("Previous image")).isDisabled();
        assertThat(visitor.button("Next image")).isDisabled();
        visitor.boxedImage("later.png");
        page.reload();
        assertThat(page.locator("image-stepper .place")).containsText("2 / 2");
        assertThat(visitor.button("Next image")).isDisabled();

        visitor.press("d");
        assertThat(page.locator("annotate-page .name")).hasText("later.png");
        assertThat(visitor.button("Previous image")).isDisabled();
        assertThat(page.locator("prompt-list li")).hasCount(1);
        visitor.press("d", "v");
        assertThat(page.locator("annotate-page .name")).hasText("shapes.png");
        assertThat(page.locator("image-stepper .place")).containsText("2 / 2");
    }

    @Test
    void an_image_that_was_deleted_meanwhile_says_so_and_leads_to_the_others() {
        String id = visitor.image("shapes.png").get("id").stringValue();
        visitor.goTo("System");
        server.delete("/images/" + id).expect(204);
        page.evaluate("id => (location.hash = '#/annotate/' + id)", id);

        assertThat(page.locator("annotate-page")).containsText("This image is gone: it was deleted.");
        page.locator("annotate-page").getByText("All images").click();
        assertThat(page.getByText("Drop images or folders here")).isVisible();
        complaints(); // the browser notes each 404
    }

    private static int number(JsonNode object, String field) {
        return object.get(field).intValue();
    }
}
