package io.samui.rest.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Chromium as the system has it, and pages in it whose console is listened to. */
final class Browser implements AutoCloseable {

    private static final List<Path> PLACES = Stream.of(
                    "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
            .map(Path::of)
            .toList();

    /** A machine with much to do takes its time. */
    static final double PATIENCE_MS = 120_000;

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser browser;
    private final List<String> complaints = new ArrayList<>();

    private Browser(Playwright playwright, com.microsoft.playwright.Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Starts one, or skips the test where the machine has none. */
    static Browser start() {
        Path executable =
                PLACES.stream().filter(Files::isExecutable).findFirst().orElse(null);
        assumeThat(executable)
                .as("Chromium is not installed (apt-get install chromium), so the web UI is not tested")
                .isNotNull();
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new Browser(
                playwright,
                playwright
                        .chromium()
                        .launch(new LaunchOptions()
                                .setExecutablePath(executable)
                                .setTimeout(PATIENCE_MS)
                                .setArgs(List.of(
                                        "--no-sandbox",
                                        "--disable-gpu",
                                        "--disable-quic",
                                        "--no-first-run",
                                        "--disable-background-networking",
                                        "--disable-component-update",
                                        "--disable-sync"))));
    }

    /** An empty page as wide as a desktop. */
    Page page() {
        BrowserContext context = browser.newContext(new NewContextOptions()
                .setViewportSize(1280, 800)
                // colours that are on their way from light to dark have no contrast yet
                .setReducedMotion(ReducedMotion.REDUCE));
        context.setDefaultTimeout(PATIENCE_MS);
        context.setDefaultNavigationTimeout(PATIENCE_MS);
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.type() + ": " + message.text() + " at " + message.location());
            }
        });
        page.onPageError(error -> complaints.add("uncaught: " + error));
        return page;
    }

    /** What pages said in their console, as errors or warnings, since this was asked last. */
    List<String> complaints() {
        List<String> all = List.copyOf(complaints);
        complaints.clear();
        return all;
    }

    /** All of them, in shadow roots too; what is out of sight may never come. */
    private static final String PICTURES_ARE_THERE = """
            () => new Promise((resolve) => {
              const all = (root) => [...root.querySelectorAll('*')].flatMap((e) => [e, ...(e.shadowRoot ? all(e.shadowRoot) : [])]);
              const seen = (img) => img.getBoundingClientRect().top < innerHeight;
              const look = () => all(document).every((e) => e.localName !== 'img' || e.complete || !seen(e))
                ? resolve(true) : setTimeout(look, 50);
              look();
            })""";

    /** Light and dark, wide and narrow: nothing that people with a screen reader stumble over; and pictures in the folder. */
    static void inspect(Page page, Path folder, String name) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            String look = scheme.name().toLowerCase(java.util.Locale.ROOT);
            for (int width : List.of(1280, 390)) {
                page.setViewportSize(width, width == 390 ? 844 : 800);
                page.evaluate(PICTURES_ARE_THERE);
                page.screenshot(
                        new ScreenshotOptions().setPath(folder.resolve(name + "-" + width + "-" + look + ".png")));
                assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                        .as("%s does not scroll sideways at %s", name, width)
                        .isEqualTo(true);
            }
            page.setViewportSize(1280, 800);
            assertThat(findings(page)).as("%s, %s", name, look).isEmpty();
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    private static List<String> findings(Page page) {
        return new AxeBuilder(page)
                .setLegacyMode(true).analyze().getViolations().stream()
                        .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                        .map(Browser::words)
                        .toList();
    }

    private static String words(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " at "
                + rule.getNodes().stream().map(node -> node.getHtml()).limit(4).toList();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
