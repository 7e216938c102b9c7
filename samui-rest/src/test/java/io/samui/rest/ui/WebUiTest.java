package io.samui.rest.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.MouseButton;
import io.samui.core.testkit.TinySam1;
import io.samui.rest.TestImages;
import io.samui.rest.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What people do with the web UI, in a browser, on a server with a model that takes milliseconds. */
class WebUiTest {

    /** Pictures of the pages, for people to look at. */
    private static final Path PICTURES = Path.of("target", "ui");

    private static Browser browser;

    @TempDir
    Path directory;

    private TestServer server;
    private Page page;

    @BeforeAll
    static void startBrowser() throws Exception {
        Files.createDirectories(PICTURES);
        PlaywrightAssertions.setDefaultAssertionTimeout(Browser.PATIENCE_MS);
        browser = Browser.start();
    }

    @AfterAll
    static void stopBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void open() {
        server = TestServer.startWithTinyModel(directory);
        page = browser.page();
        page.navigate(server.uri("/").toString());
    }

    @AfterEach
    void close() {
        page.context().close();
        server.close();
    }

    @Test
    void an_image_goes_all_the_way_from_upload_to_history() {
        assertThat(page.getByText("Drop images or folders here")).isVisible();
        Browser.inspect(page, PICTURES, "images-empty");
        upload(payload("shapes.png", TinySam1.picture()), payload("garden.jpg", TestImages.jpeg(320, 200)));
        Browser.inspect(page, PICTURES, "images");

        open("shapes.png");
        drawBox(40, 30, 200, 190);
        assertThat(page.getByText(Pattern.compile("1 mask in "))).isVisible();
        assertSaved();
        assertThat(boxes("shapes.png")).hasSize(1);
        Browser.inspect(page, PICTURES, "annotate");

        button("Process 1").click();
        assertThat(page.locator("image-process .chip")).hasText("up to date");
        assertThat(button("Nothing to process")).isDisabled();

        goTo("Jobs");
        assertThat(page.locator("job-row .chip")).hasText("completed");
        Browser.inspect(page, PICTURES, "jobs");
        page.locator("job-row").getByText("Images").click();
        assertThat(page.locator("job-page li")).hasCount(1);
        Browser.inspect(page, PICTURES, "job");

        goTo("History");
        assertThat(page.locator("result-tile")).hasCount(1);
        Browser.inspect(page, PICTURES, "history");
        page.locator("result-tile a").click();
        assertThat(page.locator("result-view")).containsText("Mask 1");
        Browser.inspect(page, PICTURES, "result");

        goTo("System");
        assertThat(page.locator("system-page")).containsText("tiny-sam1");
        Browser.inspect(page, PICTURES, "system");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void only_what_changed_is_processed_again_and_two_results_can_be_compared() {
        upload(payload("shapes.png", TinySam1.picture()), payload("garden.jpg", TestImages.jpeg(320, 200)));
        open("garden.jpg");
        drawBox(10, 5, 100, 60);
        assertSaved();
        goTo("Images");
        open("shapes.png");
        drawBox(40, 30, 200, 190);
        button("Process 2").click();
        assertThat(page.locator("process-bar")).containsText("2 up to date");

        drawBox(220, 30, 380, 160);
        button("Process 1").click();
        assertThat(page.locator("process-bar")).containsText("2 up to date");
        page.locator("image-process").getByText("History").click();
        assertThat(page.locator("result-tile")).hasCount(2);

        page.getByText("Compare with the one shown").click();
        assertThat(page.locator("result-compare .big")).containsText("%");
        assertThat(page.locator("result-compare")).containsText("Added: Box");
        Browser.inspect(page, PICTURES, "compare");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void points_are_positive_with_the_left_button_negative_with_the_right_and_go_with_a_click() {
        upload(payload("shapes.png", TinySam1.picture()));
        open("shapes.png");
        page.keyboard().press("3");

        click(110, 110, MouseButton.LEFT);
        click(300, 300, MouseButton.RIGHT);
        assertSaved();
        assertThat(points("shapes.png")).hasSize(2);
        assertThat(points("shapes.png").get(1).get("is_positive").booleanValue())
                .isFalse();
        assertThat(page.getByText(Pattern.compile("1 mask in "))).isVisible();
        Browser.inspect(page, PICTURES, "points");

        click(300, 300, MouseButton.LEFT);
        assertThat(page.locator("prompt-list li")).hasCount(1);
        assertSaved();
        assertThat(points("shapes.png")).hasSize(1);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void undo_brings_the_same_annotation_back() {
        upload(payload("shapes.png", TinySam1.picture()));
        open("shapes.png");
        drawBox(40, 30, 200, 190);
        assertSaved();
        String id = boxes("shapes.png").get(0).get("id").stringValue();

        page.keyboard().press("x");
        assertThat(page.locator("prompt-list li")).hasCount(0);
        assertSaved();
        assertThat(boxes("shapes.png")).isEmpty();
        page.keyboard().press("Control+z");
        assertThat(page.locator("prompt-list li")).hasCount(1);
        assertSaved();
        assertThat(boxes("shapes.png").get(0).get("id").stringValue()).isEqualTo(id);

        page.keyboard().press("Control+z");
        assertThat(page.locator("prompt-list li")).hasCount(0);
        page.keyboard().press("Control+Shift+Z");
        assertThat(page.locator("prompt-list li")).hasCount(1);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void a_box_is_moved_and_grown_by_keys_and_never_leaves_the_picture() {
        upload(payload("shapes.png", TinySam1.picture()));
        open("shapes.png");
        drawBox(40, 30, 200, 190);

        assertSaved();
        JsonNode drawn = boxes("shapes.png").get(0);

        page.keyboard().press("ArrowRight");
        page.keyboard().press("Shift+ArrowDown");
        page.keyboard().press("Alt+ArrowRight");
        for (int i = 0; i < 6; i++) {
            page.keyboard().press("Shift+ArrowUp");
        }
        assertSaved();

        JsonNode moved = boxes("shapes.png").get(0);
        assertThat(number(moved, "bbox_x")).isEqualTo(number(drawn, "bbox_x") + 1);
        assertThat(number(moved, "bbox_y")).isZero();
        assertThat(number(moved, "bbox_width")).isEqualTo(number(drawn, "bbox_width") + 1);
        assertThat(number(moved, "bbox_height")).isEqualTo(number(drawn, "bbox_height"));
        drawBox(500, 300, 700, 500);
        assertSaved();
        JsonNode clamped = boxes("shapes.png").get(1);
        assertThat(number(clamped, "bbox_x") + number(clamped, "bbox_width")).isEqualTo(600);
        assertThat(number(clamped, "bbox_y") + number(clamped, "bbox_height")).isEqualTo(420);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void what_is_drawn_while_the_server_is_gone_is_saved_when_it_is_back() {
        upload(payload("shapes.png", TinySam1.picture()));
        open("shapes.png");
        drawBox(40, 30, 200, 190);
        assertSaved();
        int port = server.port();

        server.close();
        drawBox(220, 30, 380, 160);
        assertThat(page.getByText("Not saved yet")).isVisible();
        assertThat(page.getByText("The server cannot be reached. What you do is kept"))
                .isVisible();
        server = TestServer.startWithTinyModel(directory, "--server.port=" + port);

        assertSaved();
        assertThat(boxes("shapes.png")).hasSize(2);
        assertThat(page.locator(".banner")).hasCount(0);
        browser.complaints(); // that it could not be reached
        page.reload();
        assertThat(page.locator("prompt-list li")).hasCount(2);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void a_deleted_image_comes_back_when_that_is_undone_and_is_gone_when_it_is_not() {
        upload(payload("shapes.png", TinySam1.picture()), payload("garden.jpg", TestImages.jpeg(320, 200)));
        tile("garden.jpg").locator(".tick").click();
        page.keyboard().press("Delete");
        assertThat(page.locator("image-grid .tile")).hasCount(1);
        button("Undo").click();
        assertThat(page.locator("image-grid .tile")).hasCount(2);

        tile("garden.jpg").locator(".tick").click();
        page.keyboard().press("Delete");
        assertThat(page.locator("image-grid .tile")).hasCount(1);
        assertThat(button("Undo")).isVisible();
        assertThat(page.locator("notice-list li")).hasCount(0);
        page.reload();
        assertThat(page.locator("image-grid .tile")).hasCount(1);
        assertThat(server.get("/images").json().get("total").intValue()).isEqualTo(1);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void a_file_that_is_no_image_says_why_and_stops_no_other() {
        page.locator("#files").setInputFiles(new FilePayload[] {
            payload("notes.txt", "no image".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
            payload("shapes.png", TinySam1.picture())
        });

        assertThat(page.locator("image-grid .tile")).hasCount(1);
        assertThat(page.locator("upload-panel .why")).hasCount(1);
        assertThat(page.locator("upload-panel")).containsText("1 image uploaded, 1 refused");
        browser.complaints(); // the browser notes the 400
    }

    @Test
    void question_mark_shows_the_keys_and_escape_takes_them_away() {
        page.keyboard().press("?");
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
        assertThat(browser.complaints()).isEmpty();
    }

    private void upload(FilePayload... files) {
        page.locator("#files").setInputFiles(files);
        assertThat(page.locator("image-grid .tile")).hasCount(files.length);
        page.locator("upload-panel").getByText("Close").click();
    }

    private void open(String filename) {
        tile(filename).locator(".words").click();
        assertThat(page.locator("annotate-page .name")).hasText(filename);
        assertSaved();
    }

    private Locator tile(String filename) {
        return page.locator("image-grid .tile").filter(new Locator.FilterOptions().setHasText(filename));
    }

    private void goTo(String title) {
        page.locator("nav.head").getByText(title).click();
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
    }

    private void assertSaved() {
        assertThat(page.locator("annotate-page .saved")).hasText("Saved");
    }

    /** In pixels of the image. */
    private void drawBox(int left, int top, int right, int bottom) {
        move(left, top);
        page.mouse().down();
        move((left + right) / 2, (top + bottom) / 2);
        move(right, bottom);
        page.mouse().up();
    }

    private void click(int x, int y, MouseButton mouseButton) {
        move(x, y);
        page.mouse().down(new com.microsoft.playwright.Mouse.DownOptions().setButton(mouseButton));
        page.mouse().up(new com.microsoft.playwright.Mouse.UpOptions().setButton(mouseButton));
    }

    private void move(int x, int y) {
        Locator stage = page.locator("picture-stage");
        BoundingBox box = stage.boundingBox();
        double scale = ((Number) stage.evaluate("stage => stage.view.scale")).doubleValue();
        double left = ((Number) stage.evaluate("stage => stage.view.x")).doubleValue();
        double top = ((Number) stage.evaluate("stage => stage.view.y")).doubleValue();
        page.mouse().move(box.x + left + x * scale, box.y + top + y * scale);
    }

    private List<JsonNode> boxes(String filename) {
        return annotations("/annotations/", filename);
    }

    private List<JsonNode> points(String filename) {
        return annotations("/point-annotations/", filename);
    }

    private List<JsonNode> annotations(String path, String filename) {
        String id = server.get("/images")
                .json()
                .get("images")
                .valueStream()
                .filter(image -> image.get("filename").stringValue().equals(filename))
                .findFirst()
                .orElseThrow()
                .get("id")
                .stringValue();
        return server.get(path + id).json().get("annotations").valueStream().toList();
    }

    private static int number(JsonNode object, String field) {
        return object.get(field).intValue();
    }

    private static FilePayload payload(String name, byte[] bytes) {
        return new FilePayload(name, "application/octet-stream", bytes);
    }
}
