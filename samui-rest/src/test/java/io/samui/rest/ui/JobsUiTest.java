package io.samui.rest.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import io.samui.core.testkit.TinySam1;
import io.samui.rest.Hold;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What people see of jobs and do to them. */
class JobsUiTest extends WebUiTestBase {

    private static final Pattern UNDER_WAY = Pattern.compile("loading model|running");

    @Test
    void the_second_of_two_jobs_waits_for_its_turn_also_after_a_reload_and_then_runs() throws Exception {
        visitor.upload(Visitor.SHAPES, Visitor.GARDEN);
        visitor.open("shapes.png");
        visitor.drawBox(40, 30, 200, 190);
        visitor.assertSaved();
        try (Hold hold = new Hold(server, 0)) {
            visitor.button("Process 1").click();
            hold.awaitHeld();
            visitor.goTo("Images");
            visitor.open("garden.jpg");
            visitor.drawBox(10, 5, 100, 60);
            assertThat(page.locator("process-bar")).containsText("1 in a job already");
            visitor.button("Process 1").click();
            visitor.goTo("Jobs");
            assertOneWaits();
            assertThat(page.locator("nav.head .dot")).hasText("2");
            inspect("jobs");

            page.reload();
            assertOneWaits();
        }
        assertThat(state(0)).hasText("completed");
        assertThat(state(1)).hasText("completed");
        assertThat(page.locator("nav.head .dot")).hasCount(0);
    }

    private void assertOneWaits() {
        assertThat(state(0)).hasText("queued, next");
        assertThat(visitor.job(0)).containsText("waits for its turn");
        assertThat(state(1)).hasText(UNDER_WAY);
    }

    @Test
    void cancelling_ends_a_queued_job_at_once_and_a_running_one_soon_and_the_rest_can_be_retried() throws Exception {
        List<String> images = IntStream.range(0, 24)
                .mapToObj(i -> visitor.boxedImage("shapes-" + i + ".png"))
                .toList();
        visitor.goTo("Jobs");
        try (Hold hold = new Hold(server, 1)) {
            visitor.submit(images);
            hold.awaitHeld();
            visitor.submit(images);
            assertThat(state(0)).hasText("queued, next");
            visitor.job(0).getByText("Cancel").click();
            assertThat(state(0)).hasText("cancelled");
            assertThat(visitor.job(0)).containsText("24 cancelled");

            visitor.job(1).getByText("Cancel").click();
            assertThat(state(1)).hasText("cancelling");
            assertThat(visitor.job(1).getByText("Cancelling…")).isDisabled();
        }
        assertThat(state(1)).hasText("cancelled");
        visitor.openJob(1);
        page.locator("job-page .filters").getByText("Processed").click();
        assertThat(page.locator("job-page li").first()).containsText("processed");
        page.locator("job-page .filters").getByText("Cancelled").click();
        assertThat(page.locator("job-page li").first()).containsText("cancelled");

        page.locator("job-row").getByText(Pattern.compile("Retry \\d+")).click();
        assertThat(page.getByText("It does again what failed of")).isVisible();
        assertThat(page.locator("job-row .chip")).hasText("completed");
    }

    @Test
    void an_image_that_failed_says_why_and_is_done_by_a_retry() throws Exception {
        byte[] picture = TinySam1.picture();
        // a byte behind the end: another digest, so that no embedding of it is in memory
        byte[] other = Arrays.copyOf(picture, picture.length + 1);
        List<String> images = List.of(visitor.boxedImage("good.png"), visitor.boxedImage("bad.png", other));
        Path blob = UI.directory()
                .resolve("blobs")
                .resolve(visitor.image("bad.png").get("blob_path").stringValue());
        byte[] whole = Files.readAllBytes(blob);
        Files.write(blob, new byte[whole.length]);
        visitor.goTo("Jobs");
        visitor.submit(images);

        assertThat(state(0)).hasText("completed, 1 failure");
        visitor.openJob(0);
        page.locator("job-page .filters").getByText("Failed").click();
        assertThat(page).hasURL(Pattern.compile("status=failed"));
        assertThat(page.locator("job-page li")).hasCount(1);
        assertThat(page.locator("job-page li .why")).isVisible();
        inspect("job");
        complaints(); // the browser notes that the picture is broken

        Files.write(blob, whole);
        Pattern first = Pattern.compile("/jobs/" + page.url().replaceAll(".*/jobs/|\\?.*", "") + "$");
        List<Route> late = new ArrayList<>();
        page.route(first, late::add);
        visitor.button("Retry 1").click();
        Locator retried = page.getByText("It does again what failed of");
        assertThat(retried).isVisible();
        page.waitForCondition(() -> !late.isEmpty());
        page.waitForResponse(first, () -> late.forEach(Route::resume));
        page.unroute(first);
        assertThat(page.locator("job-row .chip")).hasText("completed");
        assertThat(retried).isVisible(); // what came late of the first job did not take its place
        page.locator("job-page li a.clip").click();
        assertThat(page.locator("annotate-page .name")).hasText("bad.png");
        visitor.assertSaved();
    }

    @Test
    void without_the_stream_of_events_the_page_says_so_and_asks_until_it_is_back() {
        List<String> images = List.of(visitor.boxedImage("shapes.png"));
        page.route("**/jobs/events", Route::abort);
        visitor.goTo("Jobs");
        page.reload();
        Locator notice = page.getByText("The live connection is gone");
        assertThat(notice).isVisible();
        assertThat(complaints()).isNotEmpty();
        Locator rows = page.locator("job-row");
        page.waitForCondition(
                () -> rows.count() > 0 || page.getByText("No job yet").isVisible());
        int before = rows.count();

        visitor.submit(images);
        assertThat(rows).hasCount(before + 1);
        assertThat(state(0)).hasText("completed");

        page.unroute("**/jobs/events");
        assertThat(notice).isHidden();
        visitor.submit(images);
        assertThat(rows).hasCount(before + 2);
        assertThat(state(0)).hasText("completed");
        complaints(); // of the attempts in between
    }

    private Locator state(int place) {
        return visitor.job(place).locator(".chip");
    }
}
