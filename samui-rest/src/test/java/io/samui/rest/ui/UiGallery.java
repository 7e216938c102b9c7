package io.samui.rest.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.MouseButton;
import io.samui.core.mask.PixelBox;
import io.samui.core.testkit.Fixture;
import io.samui.rest.Hold;
import io.samui.rest.TestServer;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Makes the pictures of the documentation in {@code docs/ui}, of scenes that are drawn here. No test that the build runs: its name
 * has to be given, {@code -Dtest=UiGallery}.
 */
class UiGallery extends WebUiTestBase {

    private static final Path FOLDER = Path.of("docs", "ui");

    @TempDir
    Path directory;

    private Map<String, String> ids = Map.of();

    @Test
    void pictures_of_all_pages_wide_and_narrow_light_and_dark() throws Exception {
        Files.createDirectories(FOLDER);
        picture("images-empty");
        upload();
        prepare();
        page.reload();
        assertThat(page.locator("image-grid .chip")).hasCount(ids.size());
        picture("images");
        annotate();
        jobs();
        history();
        system();
        findAll();
        shrink();
    }

    private void upload() {
        List<Scene> scenes = Scene.all();
        for (Scene scene : scenes) {
            server.upload(scene.filename(), "image/png", scene.png()).expect(201);
        }
        ids = visitor.images().stream()
                .map(image -> image.get("filename").stringValue())
                .collect(Collectors.toMap(
                        Function.identity(),
                        name -> visitor.image(name).get("id").stringValue()));
        scenes.stream()
                .filter(scene -> !scene.filename().equals("cups.png"))
                .forEach(scene ->
                        scene.things().stream().limit(6).forEach(box -> visitor.box(id(scene.filename()), box)));
    }

    /** Some images are up to date, some changed, one failed, one is new, one has no prompts. */
    private void prepare() throws IOException {
        Path blob = UI.directory()
                .resolve("blobs")
                .resolve(visitor.image("harbour.png").get("blob_path").stringValue());
        byte[] whole = Files.readAllBytes(blob);
        Files.write(blob, new byte[whole.length]);
        server.ended(
                visitor.submit(List.of(id("orchard.png"), id("balloons.png"), id("harbour.png"), id("aquarium.png"))));
        Files.write(blob, whole);
        visitor.box(id("orchard.png"), new PixelBox(932, 222, 74, 74));
        server.ended(visitor.submit(List.of(id("orchard.png"))));
        visitor.box(id("aquarium.png"), new PixelBox(80, 420, 60, 270));
    }

    private void annotate() {
        visitor.open("orchard.png");
        assertThat(page.getByText(Pattern.compile("7 masks in "))).isVisible();
        visitor.press("n", "n");
        picture("annotate");
        page.keyboard().press("?");
        picture("keys");
        page.keyboard().press("Escape");
        visitor.goTo("Images");
        visitor.open("cups.png");
        visitor.press("3");
        visitor.click(230, 480, MouseButton.LEFT);
        visitor.click(1090, 660, MouseButton.RIGHT);
        assertThat(page.getByText(Pattern.compile("1 mask in "))).isVisible();
        picture("annotate-point");
        visitor.press("1");
    }

    private void jobs() throws Exception {
        List<String> boxed = ids.keySet().stream()
                .filter(name -> !name.equals("cups.png"))
                .sorted()
                .map(this::id)
                .toList();
        visitor.goTo("Jobs");
        try (Hold hold = new Hold(server, 2)) {
            String running = visitor.submit(boxed);
            hold.awaitHeld();
            visitor.submit(List.of(id("street.png"), id("harbour.png")));
            page.reload();
            assertThat(visitor.job(0)).containsText("queued, next");
            assertThat(visitor.job(1)).containsText("running");
            picture("jobs");
            hold.close();
            server.ended(running);
        }
        assertThat(visitor.job(0)).containsText("completed");
        visitor.openJob(3);
        assertThat(page.locator("job-page li")).hasCount(4);
        picture("job");
    }

    private void history() {
        visitor.goTo("History");
        assertThat(page.locator("result-tile")).hasCount(11);
        picture("history");
        page.evaluate("id => (location.hash = '#/history/' + id)", id("orchard.png"));
        assertThat(page.locator("result-view")).containsText("Mask 7");
        picture("result");
        page.locator(".pick a").last().click();
        assertThat(page.locator("result-compare .big")).containsText("%");
        picture("compare");
    }

    private void system() {
        // the same on every machine
        page.route(
                "**/system",
                route -> route.fulfill(new FulfillOptions()
                        .setBody(route.fetch().text().replace(UI.directory().toString(), "/srv/samui-data"))
                        .setContentType("application/json")));
        visitor.goTo("System");
        assertThat(page.locator("system-page")).containsText("/srv/samui-data");
        picture("system");
        page.unroute("**/system");
    }

    private void findAll() {
        String name = "discs_and_squares.png";
        try (TestServer finder = FindAllUiTest.finder(directory)) {
            Visitor other = new Visitor(page, finder);
            other.arrive();
            other.upload(Visitor.file(name, Fixture.COLOUR_FINDER.read(name)));
            other.open(name);
            other.press("2");
            page.locator("prompt-list textarea").fill("red; yellow");
            assertThat(page.getByText(Pattern.compile("4 masks in "))).isVisible();
            other.assertSaved();
            picture("annotate-find-all");
            page.navigate("about:blank");
        }
    }

    private String id(String filename) {
        return ids.get(filename);
    }

    private void picture(String name) {
        while (page.locator("notice-list button").count() > 0) {
            page.locator("notice-list button").first().click();
        }
        page.mouse().move(640, 20);
        Browser.inspect(page, FOLDER, name);
    }

    private static void shrink() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(FOLDER, "*.png")) {
            for (Path file : files) {
                FewColours.rewrite(file);
            }
        }
    }
}
