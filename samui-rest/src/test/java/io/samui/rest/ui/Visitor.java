package io.samui.rest.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.MouseButton;
import io.samui.core.mask.PixelBox;
import io.samui.core.testkit.TinySam1;
import io.samui.rest.TestImages;
import io.samui.rest.TestServer;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What somebody does with the web UI, and what the server has of it. Coordinates are pixels of the image. */
record Visitor(Page page, TestServer server) {

    /** Two red discs, a blue rectangle from 230, 40 to 360, 150, and others. */
    static final FilePayload SHAPES = file("shapes.png", TinySam1.picture());

    static final FilePayload GARDEN = file("garden.jpg", TestImages.jpeg(320, 200));

    static FilePayload file(String name, byte[] bytes) {
        return new FilePayload(name, "application/octet-stream", bytes);
    }

    void arrive() {
        page.navigate(server.uri("/").toString());
    }

    void upload(FilePayload... files) {
        page.locator("#files").setInputFiles(files);
        assertThat(page.locator("image-grid .tile")).hasCount(files.length);
        page.locator("upload-panel").getByText("Close").click();
    }

    void open(String filename) {
        tile(filename).locator(".words").click();
        assertThat(page.locator("annotate-page .name")).hasText(filename);
        assertSaved();
    }

    Locator tile(String filename) {
        return page.locator("image-grid .tile").filter(new Locator.FilterOptions().setHasText(filename));
    }

    void goTo(String title) {
        page.locator("nav.head").getByText(title).click();
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
    }

    /** The job in that place of the list, 0 for the newest. */
    Locator job(int place) {
        return page.locator("job-row").nth(place);
    }

    /** From the list to the page of the job in that place. */
    void openJob(int place) {
        job(place).locator(".actions a").click();
    }

    void assertSaved() {
        assertThat(page.locator("annotate-page .saved")).hasText("Saved");
    }

    void drawBox(int left, int top, int right, int bottom) {
        drawBox(left, top, right, bottom, MouseButton.LEFT);
    }

    void drawBox(int left, int top, int right, int bottom, MouseButton button) {
        move(left, top);
        page.mouse().down(new Mouse.DownOptions().setButton(button));
        move((left + right) / 2, (top + bottom) / 2);
        move(right, bottom);
        page.mouse().up(new Mouse.UpOptions().setButton(button));
    }

    void click(int x, int y, MouseButton button) {
        move(x, y);
        page.mouse().down(new Mouse.DownOptions().setButton(button));
        page.mouse().up(new Mouse.UpOptions().setButton(button));
    }

    private void move(int x, int y) {
        Locator stage = page.locator("picture-stage");
        BoundingBox box = stage.boundingBox();
        @SuppressWarnings("unchecked")
        List<Number> view = (List<Number>) stage.evaluate("({view}) => [view.x, view.y, view.scale]");
        double scale = view.get(2).doubleValue();
        page.mouse()
                .move(
                        box.x + view.get(0).doubleValue() + x * scale,
                        box.y + view.get(1).doubleValue() + y * scale);
    }

    void press(String... keys) {
        for (String key : keys) {
            page.keyboard().press(key);
        }
    }

    /** What has the focus, as {@code listbox Images}: its role or tag, then its label or text. */
    private static final String FOCUSED = """
            () => {
              let at = document.activeElement;
              while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
              return `${at?.getAttribute('role') ?? at?.localName} ${at?.getAttribute('aria-label') ?? at?.textContent.trim()}`;
            }""";

    /** Presses the Tab key until that has the focus. */
    void tabTo(String wanted) {
        for (int i = 0; i < 100; i++) {
            page.keyboard().press("Tab");
            if (((String) page.evaluate(FOCUSED)).startsWith(wanted)) {
                return;
            }
        }
        throw new AssertionError("The Tab key does not get to " + wanted);
    }

    List<JsonNode> boxes(String filename) {
        return annotations("/annotations/", filename);
    }

    List<JsonNode> points(String filename) {
        return annotations("/point-annotations/", filename);
    }

    private List<JsonNode> annotations(String path, String filename) {
        return server.get(path + image(filename).get("id").stringValue())
                .json()
                .get("annotations")
                .valueStream()
                .toList();
    }

    JsonNode image(String filename) {
        return images().stream()
                .filter(image -> image.get("filename").stringValue().equals(filename))
                .findFirst()
                .orElseThrow();
    }

    List<JsonNode> images() {
        return server.get("/images").json().get("images").valueStream().toList();
    }

    /** Uploads the shapes under that name, with a box around the blue rectangle, beside the page; returns the id. */
    String boxedImage(String filename) {
        return boxedImage(filename, TinySam1.picture());
    }

    String boxedImage(String filename, byte[] picture) {
        String image = server.upload(filename, "image/png", picture).expect(201).field("id");
        box(image, new PixelBox(220, 30, 160, 130));
        return image;
    }

    /** Saves a box beside the page. */
    void box(String image, PixelBox box) {
        server.post(
                        "/annotations",
                        "{\"image_id\":\"" + image + "\",\"bbox_x\":" + box.x() + ",\"bbox_y\":" + box.y()
                                + ",\"bbox_width\":" + box.width() + ",\"bbox_height\":" + box.height() + "}")
                .expect(201);
    }

    /** A job of these beside the page, whether they need it or not; returns its id. */
    String submit(List<String> images) {
        return server.post("/jobs", "{\"image_ids\":[\"" + String.join("\",\"", images) + "\"],\"force_all\":true}")
                .expect(201)
                .field("id");
    }
}
