package io.samui.examples.crash;

import io.samui.examples.crash.BlobFolder.Blob;
import io.samui.examples.crash.Rows.Job;
import io.samui.examples.crash.Rows.Result;
import io.samui.examples.crash.Tally.Fault;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** What must hold soon after a start, while the server already works on. Nobody deletes images meanwhile. */
final class LiveAudit {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Of the results that were opened before, that many are opened again after each kill. */
    private static final int OPENED_AGAIN = 50;

    private final Database database;
    private final BlobFolder blobs;
    private final Ledger ledger;
    private final Tally tally;
    private final Random random;

    LiveAudit(Database database, BlobFolder blobs, Ledger ledger, Tally tally, Random random) {
        this.database = database;
        this.blobs = blobs;
        this.ledger = ledger;
        this.tally = tally;
        this.random = new Random(random.nextLong());
    }

    /** Whatever holds at any time: nothing lost, nothing doubled, nothing dangling, no contradiction. */
    Rows always() throws SQLException, IOException {
        Rows rows = database.read();
        Map<String, Blob> files = blobs.list();
        always(rows, BlobAudit.dangling(rows, files), ledger, tally);
        return rows;
    }

    static void always(Rows rows, List<String> dangling, Ledger ledger, Tally tally) {
        tally.faults(Fault.LOST, ledger.lost(rows));
        tally.faults(Fault.DOUBLED, JobAudit.doubled(rows));
        tally.faults(Fault.DANGLING, dangling);
        tally.faults(Fault.CONTRADICTION, JobAudit.contradictions(rows));
        tally.faults(Fault.OUT_OF_ORDER, JobAudit.outOfOrder(rows));
    }

    /** Jobs that were running when a server died. */
    void interrupted(List<Job> jobs, Rows rows) {
        jobs.forEach(job -> tally.faults(Fault.ENDED_WRONGLY, JobAudit.interrupted(job, rows)));
        tally.count("jobs interrupted", jobs.size());
        tally.count(
                "  their items that had ended",
                jobs.stream().mapToLong(Job::processed).sum());
    }

    /** Queued jobs start by themselves; nobody has asked the new server for anything. */
    void queueGoesOn(List<Job> queued) throws SQLException, InterruptedException {
        if (queued.isEmpty()) {
            return;
        }
        String first = queued.get(0).id();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Rows rows = database.read();
            if (rows.job(first).map(job -> !job.is("QUEUED")).orElse(false)) {
                tally.faults(Fault.OUT_OF_ORDER, JobAudit.outOfOrder(rows));
                tally.count("queued jobs that went on by themselves", 1);
                return;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        tally.fault(Fault.OUT_OF_ORDER, "job " + first + " stays in the queue");
    }

    /** What earlier servers left without a row goes soon after the start. */
    void swept(Instant began) throws SQLException, IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<String> orphans;
        List<String> halfWritten;
        do {
            Map<String, Blob> files = blobs.list();
            orphans = BlobAudit.olderOrphans(files, database.read(), began);
            halfWritten = BlobAudit.olderHalfWritten(files, began);
            if (orphans.isEmpty() && halfWritten.isEmpty()) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        } while (System.nanoTime() < end);
        tally.faults(Fault.ORPHAN, orphans);
        tally.faults(Fault.HALF_WRITTEN, halfWritten);
    }

    /** Opens results that were never opened, and some that were. */
    void results(List<Result> fresh, Rows rows, Client client) throws IOException {
        List<Result> chosen = new ArrayList<>(fresh);
        List<Result> all = new ArrayList<>(rows.results().values());
        Collections.shuffle(all, random);
        chosen.addAll(all.subList(0, Math.min(OPENED_AGAIN, all.size())));
        new ResultCheck(client, blobs).open(chosen, rows, tally);
    }
}
