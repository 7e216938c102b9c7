package io.samui.rest.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.MouseButton;
import io.samui.rest.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How fast the web UI is on the machine that it runs on: prints what it measures, and judges nothing. No test that the build runs:
 * its name has to be given, {@code -Dtest=UiFigures}.
 */
class UiFigures extends WebUiTestBase {

    private static final int CLICKS = 200;
    private static final int VISITS = 20;
    private static final int IMAGES = 100_000;
    private static final double PAN_MS = 5_000;

    @TempDir
    Path directory;

    /** From the release of the button to the frame that shows the mask. */
    private static final String WATCH_PREVIEWS = """
            () => {
              const page = document.querySelector('samui-app').renderRoot.querySelector('annotate-page');
              const { preview } = page.session;
              const { stage } = page;
              window.waits = [];
              let clicked = 0;
              stage.addEventListener('pointerup', (event) => (clicked = event.timeStamp), true);
              preview.addEventListener('change', async () => {
                if (preview.state === 'shown' && clicked) {
                  const begun = clicked;
                  clicked = 0;
                  await page.updateComplete;
                  await stage.updateComplete;
                  requestAnimationFrame(() => setTimeout(() => window.waits.push(performance.now() - begun)));
                }
              });
            }""";

    @Test
    void a_preview_after_a_click_on_a_warm_image() {
        visitor.upload(Visitor.SHAPES);
        visitor.open("shapes.png");
        visitor.press("3");
        clickAndUndo(110, 110); // encodes the image, and compiles what a click takes
        page.evaluate(WATCH_PREVIEWS);
        int warm = 20;
        for (int i = 0; i < warm + CLICKS; i++) {
            clickAndUndo(60 + i * 37 % 500, 40 + i * 53 % 340);
            int done = i + 1;
            page.waitForCondition(() -> numbers("waits").size() == done);
        }
        print("a preview after a click, " + CLICKS + " clicks", numbers("waits").subList(warm, warm + CLICKS), "ms");
    }

    private void clickAndUndo(int x, int y) {
        visitor.click(x, y, MouseButton.LEFT);
        assertThat(page.getByText(Pattern.compile("1 mask in "))).isVisible();
        visitor.press("Control+z");
        assertThat(page.locator("prompt-list li")).hasCount(0);
        visitor.assertSaved();
    }

    /** When tiles are there, and when all pictures that are seen are. */
    private static final String WATCH_TILES = """
            const look = () => {
              const part = (root, name) => root?.renderRoot?.querySelector(name);
              const grid = part(part(document.querySelector('samui-app'), 'images-page'), 'image-grid');
              const tiles = [...(grid?.renderRoot?.querySelectorAll('.tile:not(.waiting)') ?? [])];
              if (tiles.length) {
                window.tiles ??= performance.now();
                const seen = tiles.map((tile) => tile.querySelector('img')).filter((img) => img.getBoundingClientRect().top < innerHeight);
                if (seen.every((img) => img.complete && img.naturalWidth)) {
                  window.pictures = performance.now();
                  return;
                }
              }
              requestAnimationFrame(look);
            };
            requestAnimationFrame(look);
            """;

    @Test
    void the_first_view_of_very_many_images() throws SQLException {
        try (TestServer few = TestServer.startWithTinyModel(directory)) {
            List<Scene> scenes = Scene.all();
            for (int i = 0; i < 100; i++) {
                Scene scene = scenes.get(i % scenes.size());
                String id = few.upload(i + "-" + scene.filename(), "image/png", scene.png())
                        .expect(201)
                        .field("id");
                new Visitor(page, few).box(id, scene.things().get(0));
            }
        }
        ManyImages.multiply(directory.resolve("samui.db"), IMAGES);
        List<Double> tiles = new ArrayList<>();
        List<Double> pictures = new ArrayList<>();
        try (TestServer many = TestServer.startWithTinyModel(directory)) {
            for (int i = 0; i < 3 + VISITS; i++) {
                Page visit = UI.browser().page(); // with nothing in its cache
                visit.addInitScript(WATCH_TILES);
                visit.navigate(many.uri("/").toString());
                // evaluated by the test: the page's policy lets no text be run there
                visit.waitForCondition(() -> number(visit.evaluate("window.pictures || 0")) > 0);
                if (i >= 3) {
                    tiles.add(number(visit.evaluate("window.tiles")));
                    pictures.add(number(visit.evaluate("window.pictures")));
                }
                assertThat(visit.locator("images-page")).containsText("100,000 images");
                visit.context().close();
            }
        }
        print("first view of 100,000 images: names and places, " + VISITS + " visits", tiles, "ms");
        print("first view of 100,000 images: all thumbnails that are seen", pictures, "ms");
    }

    @Test
    void panning_a_hundred_masks() {
        Scene scene = Scene.discs();
        String id = server.upload(scene.filename(), "image/png", scene.png())
                .expect(201)
                .field("id");
        scene.things().forEach(box -> visitor.box(id, box));
        page.navigate(server.uri("/#/annotate/" + id).toString());
        assertThat(page.getByText(Pattern.compile("100 masks in "))).isVisible();
        visitor.press("+", "+");
        BoundingBox box = page.locator("picture-stage").boundingBox();
        double x = box.x + box.width / 2;
        double y = box.y + box.height / 2;
        page.mouse().move(x, y);
        page.mouse().down(new Mouse.DownOptions().setButton(MouseButton.MIDDLE));
        page.evaluate("""
                () => {
                  window.frames_ = [];
                  const frame = (now) => window.frames_.push(now) && requestAnimationFrame(frame);
                  requestAnimationFrame(frame);
                }""");
        for (int i = 0; number(page.evaluate("frames_.at(-1) - frames_[0] || 0")) < PAN_MS; i++) {
            page.mouse().move(x + 150 * Math.sin(i / 20.0), y + 100 * Math.cos(i / 13.0));
        }
        List<Double> frames = numbers("frames_");
        page.mouse().up(new Mouse.UpOptions().setButton(MouseButton.MIDDLE));
        List<Double> gaps = new ArrayList<>();
        for (int i = 1; i < frames.size(); i++) {
            gaps.add(frames.get(i) - frames.get(i - 1));
        }
        double seconds = (frames.get(frames.size() - 1) - frames.get(0)) / 1000;
        System.out.printf(Locale.ROOT, "panning 100 masks: %.1f frames a second%n", gaps.size() / seconds);
        print("panning 100 masks: between two frames", gaps, "ms");
    }

    private List<Double> numbers(String variable) {
        return ((List<?>) page.evaluate("window." + variable))
                .stream().map(UiFigures::number).toList();
    }

    private static double number(Object value) {
        return value instanceof Number number ? number.doubleValue() : 0;
    }

    private static void print(String what, List<Double> values, String unit) {
        List<Double> sorted = values.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "%s: median %.1f, 95th percentile %.1f, most %.1f %s%n",
                what,
                sorted.get(sorted.size() / 2),
                sorted.get((int) Math.ceil(sorted.size() * 0.95) - 1),
                sorted.get(sorted.size() - 1),
                unit);
    }
}
