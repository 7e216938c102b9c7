package io.samui.examples.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.examples.crash.BlobFolder.Blob;
import io.samui.examples.crash.Rows.Image;
import io.samui.examples.crash.Rows.Item;
import io.samui.examples.crash.Rows.Job;
import io.samui.examples.crash.Rows.Result;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The program would be worth nothing if it found nothing wrong with what is wrong. */
class AuditTest {

    private static final Instant EARLY = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATE = EARLY.plusSeconds(60);

    private static final Item DONE = new Item("cat", "PROCESSED", "r1", "");
    private static final Item OPEN = new Item("dog", "PENDING", "", "");
    private static final Item STOPPED = new Item("dog", "CANCELLED", "", "");

    @Test
    void a_result_that_was_shown_and_is_gone_is_lost_unless_its_image_was_deleted() {
        Ledger ledger = new Ledger();
        ledger.uploaded("cat");
        ledger.shown("r1", "j1", "cat");
        Rows without = new Rows(images("cat"), Map.of(), List.of());

        assertThat(ledger.lost(without)).singleElement().asString().contains("r1");

        ledger.takeForDelete(new Random(1));
        assertThat(ledger.lost(without)).isEmpty();
    }

    @Test
    void an_image_whose_upload_was_answered_may_not_be_gone() {
        Ledger ledger = new Ledger();
        ledger.uploaded("cat");

        assertThat(ledger.lost(new Rows(Map.of(), Map.of(), List.of())))
                .singleElement()
                .asString()
                .contains("cat");
    }

    @Test
    void an_image_whose_delete_was_answered_may_not_be_back_and_one_that_was_not_may_be_either() {
        Ledger ledger = new Ledger();
        ledger.uploaded("cat");
        ledger.takeForDelete(new Random(1));
        Rows there = new Rows(images("cat"), Map.of(), List.of());

        assertThat(ledger.lost(there)).isEmpty();
        assertThat(ledger.settle(there)).isZero();
        ledger.takeForDelete(new Random(1));
        ledger.deleted("cat");

        assertThat(ledger.lost(there)).singleElement().asString().contains("is back");
    }

    @Test
    void two_results_of_one_image_in_one_job_are_doubled() {
        Rows rows = new Rows(images("cat"), results(result("r1", "j1", "cat"), result("r2", "j1", "cat")), List.of());

        assertThat(JobAudit.doubled(rows)).hasSize(1);
        assertThat(JobAudit.doubled(new Rows(
                        images("cat"), results(result("r1", "j1", "cat"), result("r2", "j2", "cat")), List.of())))
                .isEmpty();
    }

    @Test
    void rows_and_blobs_are_held_against_each_other() {
        Rows rows = new Rows(images("cat"), results(result("r1", "j1", "cat")), List.of());
        Map<String, Blob> blobs = blobs("images/cat.png", "masks/r1.png", "coco/r0.json", "masks/.put-1.tmp");

        BlobAudit audit = BlobAudit.of(rows, blobs);

        assertThat(audit.dangling()).containsExactly("coco/r1.json");
        assertThat(audit.orphans()).containsExactly("coco/r0.json");
        assertThat(audit.halfWritten()).containsExactly("masks/.put-1.tmp");
        assertThat(BlobAudit.olderOrphans(blobs, rows, LATE)).containsExactly("coco/r0.json");
        assertThat(BlobAudit.olderOrphans(blobs, rows, EARLY)).isEmpty();
    }

    @Test
    void an_interrupted_job_keeps_what_had_ended_and_cancels_the_rest() {
        Job then = job(1, "RUNNING", "", 10, DONE, OPEN);

        assertThat(JobAudit.interrupted(then, rows(job(1, "FAILED", JobAudit.INTERRUPTED, 10, DONE, STOPPED))))
                .isEmpty();
        assertThat(JobAudit.interrupted(then, rows(job(1, "FAILED", "Oops", 10, DONE, STOPPED))))
                .hasSize(1);
        assertThat(JobAudit.interrupted(then, rows(job(1, "COMPLETED", "", 10, DONE, STOPPED))))
                .hasSize(1);
        assertThat(JobAudit.interrupted(then, rows(job(1, "FAILED", JobAudit.INTERRUPTED, 10, DONE, OPEN))))
                .hasSize(1);
        assertThat(JobAudit.interrupted(then, rows(job(1, "FAILED", JobAudit.INTERRUPTED, 10, STOPPED, STOPPED))))
                .hasSize(1);
        assertThat(JobAudit.interrupted(then, rows())).hasSize(1);
    }

    @Test
    void jobs_start_in_their_order_and_one_runs_at_a_time() {
        assertThat(JobAudit.outOfOrder(rows(job(1, "COMPLETED", "", 10), job(2, "RUNNING", "", 20))))
                .isEmpty();
        assertThat(JobAudit.outOfOrder(rows(job(1, "COMPLETED", "", 30), job(2, "RUNNING", "", 20))))
                .hasSize(1);
        assertThat(JobAudit.outOfOrder(rows(job(1, "QUEUED", "", 0), job(2, "RUNNING", "", 20))))
                .hasSize(1);
        assertThat(JobAudit.outOfOrder(rows(job(1, "RUNNING", "", 10), job(2, "RUNNING", "", 20))))
                .hasSize(1);
    }

    @Test
    void items_results_and_counters_must_agree() {
        Job ended = job(1, "FAILED", JobAudit.INTERRUPTED, 10, DONE, STOPPED);
        Map<String, Result> results = results(result("r1", "j1", "cat"));

        assertThat(JobAudit.contradictions(new Rows(images("cat", "dog"), results, List.of(ended))))
                .isEmpty();
        assertThat(JobAudit.contradictions(new Rows(images("cat", "dog"), Map.of(), List.of(ended))))
                .as("processed without a result")
                .hasSize(1);
        assertThat(JobAudit.contradictions(new Rows(images("cat"), results, List.of())))
                .as("a result without an item")
                .hasSize(1);
        assertThat(JobAudit.contradictions(rows(job(1, "COMPLETED", "", 10, OPEN))))
                .as("ended with an open item")
                .hasSize(1);
        assertThat(JobAudit.contradictions(rows(new Job(1, "j1", "RUNNING", "", 2, 0, 0, 0, 0, 10, List.of(OPEN)))))
                .as("an item too few")
                .hasSize(1);
        assertThat(JobAudit.contradictions(rows(job(1, "COMPLETED", "", 10, new Item("cat", "FAILED", "", "why")))))
                .as("a good image that failed")
                .hasSize(1);
    }

    @Test
    void a_retry_takes_what_is_left_but_for_what_another_job_is_to_do() {
        Job interrupted = job(1, "FAILED", JobAudit.INTERRUPTED, 10, DONE, STOPPED);
        Rows alone = new Rows(images("cat", "dog"), Map.of(), List.of(interrupted));
        Rows another = new Rows(images("cat", "dog"), Map.of(), List.of(interrupted, job(2, "QUEUED", "", 0, OPEN)));
        Rows gone = new Rows(images("cat"), Map.of(), List.of(interrupted));

        assertThat(Retries.misfit(interrupted, Set.of("dog"), alone)).isEmpty();
        assertThat(Retries.misfit(interrupted, Set.of(), alone)).hasSize(1);
        assertThat(Retries.misfit(interrupted, Set.of("cat", "dog"), alone)).hasSize(1);
        assertThat(Retries.misfit(interrupted, Set.of(), another)).isEmpty();
        assertThat(Retries.misfit(interrupted, Set.of(), gone)).isEmpty();
        assertThat(Retries.misfit(interrupted, Set.of("dog"), gone)).hasSize(1);
    }

    @Test
    void in_the_end_each_image_was_done_once_in_a_job_and_its_retries_or_by_a_later_job() {
        Job first = job(1, "FAILED", JobAudit.INTERRUPTED, 10, DONE, STOPPED);
        List<Job> jobs = List.of(first, job(2, "COMPLETED", "", 20), job(3, "COMPLETED", "", 30));
        Result cat = result("r1", "j1", "cat");
        List<String> chain = List.of("j1", "j2");

        assertThat(Retries.judge(first, chain, done(jobs, cat, result("r2", "j2", "dog"))))
                .isEmpty();
        assertThat(Retries.judge(first, chain, done(jobs, cat, result("r2", "j3", "dog"))))
                .isEmpty();
        assertThat(Retries.judge(first, chain, done(jobs, cat))).as("lost").hasSize(1);
        assertThat(Retries.judge(first, chain, done(jobs, cat, result("r2", "j2", "dog"), result("r3", "j2", "cat"))))
                .as("doubled")
                .hasSize(1);
    }

    private static Rows done(List<Job> jobs, Result... results) {
        return new Rows(images("cat", "dog"), results(results), jobs);
    }

    private static Rows rows(Job... jobs) {
        return new Rows(Map.of(), Map.of(), List.of(jobs));
    }

    private static Job job(long seq, String status, String error, long startedAt, Item... items) {
        List<Item> all = List.of(items);
        return new Job(
                seq,
                "j" + seq,
                status,
                error,
                all.size(),
                count(all, "PROCESSED"),
                count(all, "SKIPPED"),
                count(all, "FAILED"),
                count(all, "CANCELLED"),
                startedAt,
                all);
    }

    private static int count(List<Item> items, String status) {
        return (int) items.stream().filter(item -> item.is(status)).count();
    }

    private static Map<String, Image> images(String... ids) {
        Map<String, Image> images = new LinkedHashMap<>();
        for (String id : ids) {
            images.put(id, new Image(id, "images/" + id + ".png", 96, 72));
        }
        return images;
    }

    private static Result result(String id, String job, String image) {
        return new Result(id, job, image, "masks/" + id + ".png", "coco/" + id + ".json");
    }

    private static Map<String, Result> results(Result... all) {
        Map<String, Result> results = new LinkedHashMap<>();
        for (Result result : all) {
            results.put(result.id(), result);
        }
        return results;
    }

    private static Map<String, Blob> blobs(String... keys) {
        Map<String, Blob> blobs = new LinkedHashMap<>();
        for (String key : keys) {
            blobs.put(key, new Blob(key, 1, EARLY.plusSeconds(1)));
        }
        return blobs;
    }
}
