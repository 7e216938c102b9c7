package io.samui.examples.crash;

import io.samui.examples.crash.Client.Answer;
import io.samui.examples.crash.Rows.Item;
import io.samui.examples.crash.Rows.Job;
import io.samui.examples.crash.Rows.Result;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Retries what was interrupted, as often as it is, and judges in the end whether each image was done exactly once. */
final class Retries {

    private final Database database;
    private final Tally tally;

    /** Per job that was never a retry itself: it and its retries. */
    private final Map<String, List<String>> chains = new HashMap<>();

    private final Map<String, String> firstOf = new HashMap<>();

    Retries(Database database, Tally tally) {
        this.database = database;
        this.tally = tally;
    }

    /** Retries one; the new job must be of exactly those images that had not been processed and are still there. */
    void retry(Job interrupted, Client client) throws IOException, SQLException {
        Rows before = database.read();
        Answer answer = client.retry(interrupted.id());
        String first = firstOf.computeIfAbsent(interrupted.id(), key -> key);
        List<String> chain = chains.computeIfAbsent(first, key -> new ArrayList<>(List.of(key)));
        Set<String> taken = new HashSet<>();
        if (answer.status() == 201) {
            answer.json().get("image_ids").values().forEach(image -> taken.add(image.stringValue()));
            String retry = answer.json().get("id").stringValue();
            firstOf.put(retry, first);
            chain.add(retry);
            tally.count("retries", 1);
        } else if (answer.status() != 400) {
            tally.fault(Tally.Fault.RETRY, answer.call() + " answered " + answer.status() + ": " + answer.text());
            return;
        }
        tally.faults(Tally.Fault.RETRY, misfit(interrupted, taken, before));
    }

    /**
     * What is wrong with the images that a retry took. Those that another job waits to do, or is at, are left out; as the server works
     * on, that may not have been so any more for those of which it was right before.
     */
    static List<String> misfit(Job interrupted, Set<String> taken, Rows before) {
        Set<String> rest = interrupted.items().stream()
                .filter(item -> !item.is("PROCESSED") && !item.is("SKIPPED"))
                .map(Item::image)
                .filter(image -> before.images().containsKey(image))
                .collect(Collectors.toSet());
        Set<String> tooMany = new HashSet<>(taken);
        tooMany.removeAll(rest);
        Set<String> tooFew = new HashSet<>(rest);
        tooFew.removeAll(before.open(interrupted.seq()));
        tooFew.removeAll(taken);
        return Stream.of(
                        tooFew.isEmpty() ? "" : "the retry of " + interrupted.id() + " leaves out " + tooFew,
                        tooMany.isEmpty() ? "" : "the retry of " + interrupted.id() + " does again " + tooMany)
                .filter(sentence -> !sentence.isEmpty())
                .toList();
    }

    /**
     * When all jobs have ended: each image of an interrupted job has one result of it or of one of its retries; or none, when a later
     * job was to do the same, and has done it.
     */
    void judge(Rows rows) {
        chains.forEach((first, chain) -> judge(rows.job(first).orElseThrow(), chain, rows)
                .forEach(sentence -> tally.fault(Tally.Fault.RETRY, sentence)));
    }

    static List<String> judge(Job first, List<String> chain, Rows rows) {
        Map<String, Integer> results = rows.resultsPerImage(chain);
        Set<String> later = rows.jobs().stream()
                .filter(job -> job.seq() > first.seq())
                .map(Job::id)
                .collect(Collectors.toSet());
        Set<String> doneLater = rows.results().values().stream()
                .filter(result -> later.contains(result.job()))
                .map(Result::image)
                .collect(Collectors.toSet());
        return first.items().stream()
                .map(Item::image)
                .filter(image -> rows.images().containsKey(image))
                .filter(image -> {
                    int number = results.getOrDefault(image, 0);
                    return number > 1 || (number == 0 && !doneLater.contains(image));
                })
                .map(image -> "image " + image + " has " + results.getOrDefault(image, 0) + " results in " + first.id()
                        + " and its retries" + (doneLater.contains(image) ? "" : ", and none later"))
                .toList();
    }
}
