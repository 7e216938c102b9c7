package io.samui.examples.crash;

import io.samui.examples.crash.BlobFolder.Blob;
import io.samui.examples.crash.KillMoment.Aim;
import io.samui.examples.crash.Rows.Job;
import io.samui.examples.crash.Rows.Result;
import io.samui.examples.crash.Tally.Fault;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Work, kill, look, start again: until there were enough kills. Then lets all work end and looks once more. */
final class KillTrial {

    private static final int FIRST_JOB = 10;
    private static final int WAITING_JOBS = 3;
    private static final Duration WINDOW = Duration.ofMillis(2500);
    private static final Duration STANDSTILL = Duration.ofMinutes(2);

    /** How one kill in that many hits a server that is still starting. */
    private static final int STARTING_ONE_IN = 8;

    private final Options options;
    private final Servers servers;
    private final Database database;
    private final BlobFolder blobs;
    private final Tally tally;
    private final Random random;
    private final Ledger ledger = new Ledger();
    private final Retries retries;
    private final LiveAudit audit;
    private final AtomicLong numbers = new AtomicLong();
    private double millisPerImage;
    private Duration startUp = Duration.ofSeconds(3);

    KillTrial(Options options, Servers servers, Database database, Tally tally) {
        this.options = options;
        this.servers = servers;
        this.database = database;
        this.blobs = new BlobFolder(servers.dataDirectory().resolve("blobs"));
        this.tally = tally;
        this.random = new Random(options.seed());
        this.retries = new Retries(database, tally);
        this.audit = new LiveAudit(database, blobs, ledger, tally, random);
    }

    void run() throws IOException, SQLException, InterruptedException {
        ServerProcess server = servers.launch();
        Client client = server.awaitReady();
        fill(client);
        while (tally.kills() < options.kills()) {
            feed(client);
            workAndKill(server, client);
            Remains remains = afterKill();
            server = servers.launch();
            while (tally.kills() < options.kills() && random.nextInt(STARTING_ONE_IN) == 0) {
                killWhileStarting(server);
                remains = remains.and(afterKill());
                server = servers.launch();
            }
            client = readyIn(server);
            afterStart(remains, server, client);
        }
        drain();
        everythingAgain(client);
        server.stop();
        atRest();
    }

    /** What a killed server left. */
    private record Remains(List<Job> interrupted, List<Result> fresh, Rows rows) {

        /** With what the next server left that was killed before anybody asked it; a job that both had is one. */
        Remains and(Remains next) {
            Set<String> again = next.interrupted.stream().map(Job::id).collect(Collectors.toSet());
            Stream<Job> before = interrupted.stream().filter(job -> !again.contains(job.id()));
            return new Remains(
                    Stream.concat(before, next.interrupted.stream()).toList(),
                    Stream.concat(fresh.stream(), next.fresh.stream()).toList(),
                    next.rows);
        }
    }

    private void fill(Client client) throws IOException, SQLException, InterruptedException {
        if (client.countImages() > 0) {
            throw new IllegalArgumentException(
                    "The database " + options.database() + " holds images. This program takes an empty one");
        }
        Churn.uploadMany(options.images(), client, ledger, numbers);
        client.submit(ledger.images().subList(0, FIRST_JOB), false);
        drain();
        long began = System.nanoTime();
        client.submit(ledger.images().subList(0, FIRST_JOB), true);
        drain();
        millisPerImage = (System.nanoTime() - began) / 1e6 / FIRST_JOB;
        tally.say(
                "%s: %d images are there, one takes about %.0f ms; seed %d",
                database.name(), options.images(), millisPerImage, options.seed());
    }

    /** Sees to it that jobs wait: of a size that one lasts about as long as servers live here. */
    private void feed(Client client) throws IOException, SQLException {
        Rows rows = database.read();
        int waiting =
                rows.withStatus("QUEUED").size() + rows.withStatus("RUNNING").size();
        for (int i = waiting; i < WAITING_JOBS; i++) {
            List<String> images = new ArrayList<>(ledger.images());
            Collections.shuffle(images, random);
            double size = WINDOW.toMillis() / millisPerImage * (0.3 + 1.2 * random.nextDouble());
            client.submit(images.subList(0, (int) Math.max(5, Math.min(images.size(), size))), true);
        }
    }

    private void workAndKill(ServerProcess server, Client client) throws IOException, InterruptedException {
        Aim aim = random.nextInt(5) < 2 ? Aim.ANY_TIME : Aim.values()[1 + random.nextInt(Aim.STARTING.ordinal() - 1)];
        try (Churn churn = new Churn(client, ledger, numbers, random)) {
            churn.start();
            KillMoment.await(aim, Duration.ofMillis(random.nextInt((int) WINDOW.toMillis())), blobs);
            server.kill();
            tally.killed(aim);
        }
    }

    private void killWhileStarting(ServerProcess server) throws IOException, InterruptedException {
        long millis = startUp.toMillis();
        KillMoment.await(Aim.STARTING, Duration.ofMillis(millis / 2 + random.nextInt((int) millis / 2 + 1)), blobs);
        server.kill();
        tally.killed(Aim.STARTING);
    }

    /** The server is dead: rows and files stand still, and nothing has mended them yet. */
    private Remains afterKill() throws IOException, SQLException, InterruptedException {
        Rows rows = database.readDead();
        Map<String, Blob> files = blobs.list();
        BlobAudit found = BlobAudit.of(rows, files);
        LiveAudit.always(rows, found.dangling(), ledger, tally);
        tally.count("deletes cut off, after their rows were gone", ledger.settle(rows));
        tally.count("blobs without a row, left by kills", found.orphans().size());
        tally.count("half-written files, left by kills", found.halfWritten().size());
        List<Result> fresh = ledger.unknown(rows);
        ledger.committed(rows);
        return new Remains(rows.withStatus("RUNNING"), fresh, rows);
    }

    private Client readyIn(ServerProcess server) throws InterruptedException {
        long before = System.nanoTime();
        Client client = server.awaitReady();
        startUp = Duration.ofNanos(System.nanoTime() - before);
        return client;
    }

    private void afterStart(Remains remains, ServerProcess server, Client client)
            throws IOException, SQLException, InterruptedException {
        audit.queueGoesOn(remains.rows().withStatus("QUEUED"));
        Rows rows = audit.always();
        audit.interrupted(remains.interrupted(), rows);
        audit.results(remains.fresh(), rows, client);
        servers.second(server, tally);
        audit.swept(server.launchedAt());
        for (Job job : remains.interrupted()) {
            retries.retry(job, client);
        }
        tally.say(
                "kill %d: %d results so far, %d jobs waited, start took %d ms",
                tally.kills(),
                rows.results().size(),
                remains.rows().withStatus("QUEUED").size(),
                startUp.toMillis());
    }

    /** Waits until no job waits or runs. */
    private void drain() throws SQLException, InterruptedException {
        long before = -1;
        long end = 0;
        while (true) {
            Rows rows = database.read();
            long left = rows.jobs().stream()
                    .filter(job -> !job.ended())
                    .mapToLong(job -> 1 + job.count("PENDING") + job.count("RUNNING"))
                    .sum();
            if (left == 0) {
                return;
            }
            if (left != before) {
                before = left;
                end = System.nanoTime() + STANDSTILL.toNanos();
            } else if (System.nanoTime() > end) {
                tally.fault(Fault.OUT_OF_ORDER, "the queue stands still with " + left + " jobs and items left");
                return;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private void everythingAgain(Client client) throws IOException, SQLException {
        Rows rows = audit.always();
        retries.judge(rows);
        new ResultCheck(client, blobs).open(rows.results().values(), rows, tally);
        ledger.committed(rows);
    }

    /** After a stop in good order there is nothing that a sweep would have to do. */
    private void atRest() throws IOException, SQLException, InterruptedException {
        Rows rows = database.readDead();
        BlobAudit found = BlobAudit.of(rows, blobs.list());
        LiveAudit.always(rows, found.dangling(), ledger, tally);
        tally.faults(Fault.ORPHAN, found.orphans());
        tally.faults(Fault.HALF_WRITTEN, found.halfWritten());
        tally.set("results committed", ledger.results());
        tally.set("images deleted while jobs ran", ledger.deletes());
        tally.set("jobs", rows.jobs().size());
    }
}
