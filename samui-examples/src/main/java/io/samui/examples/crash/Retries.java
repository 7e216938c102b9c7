package io.samui.examples.crash;

import io.samui.examples.crash.Client.Answer;
import io.samui.examples.crash.Rows.Item;
import io.samui.examples.crash.Rows.Job;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Retries what was interrupted, as often as it is, and judges in the end whether each image was done exactly once. */
final class Retries {

    private final Tally tally;

    /** Per job that was never a retry itself: it and its retries. */
    private final Map<String, List<String>> chains = new HashMap<>();

    private final Map<String, String> firstOf = new HashMap<>();

    Retries(Tally tally) {
        this.tally = tally;
    }

    /** Retries one; the new job must be of exactly those images that had not been processed and are still there. */
    void retry(Job interrupted, Rows now, Client client) throws IOException {
        Set<String> rest = interrupted.items().stream()
                .filter(item -> !item.is("PROCESSED") && !item.is("SKIPPED"))
                .map(Item::image)
                .filter(image -> now.images().containsKey(image))
                .collect(Collectors.toSet());
        Answer answer = client.retry(interrupted.id());
        if (rest.isEmpty()) {
            if (answer.status() != 400) {
                tally.fault(Tally.Fault.RETRY, "nothing is left of " + interrupted.id() + ", but: " + answer.text());
            }
            return;
        }
        if (answer.status() != 201) {
            tally.fault(Tally.Fault.RETRY, answer.call() + " answered " + answer.status() + ": " + answer.text());
            return;
        }
        tally.count("retries", 1);
        Set<String> taken = new HashSet<>();
        answer.json().get("image_ids").values().forEach(image -> taken.add(image.stringValue()));
        if (!taken.equals(rest)) {
            tally.fault(Tally.Fault.RETRY, "of " + interrupted.id() + " it takes " + taken + " instead of " + rest);
        }
        remember(interrupted.id(), answer.json().get("id").stringValue());
    }

    private void remember(String job, String retry) {
        String first = firstOf.getOrDefault(job, job);
        firstOf.put(retry, first);
        chains.computeIfAbsent(first, key -> new ArrayList<>(List.of(key))).add(retry);
    }

    /** When all jobs have ended: each image of a first job has one result, of it or of one of its retries. */
    void judge(Rows rows) {
        chains.forEach((first, chain) -> {
            Map<String, Integer> results = rows.resultsPerImage(chain);
            for (Item item : rows.job(first).orElseThrow().items()) {
                int number = results.getOrDefault(item.image(), 0);
                if (number != 1 && rows.images().containsKey(item.image())) {
                    tally.fault(
                            Tally.Fault.RETRY,
                            "image " + item.image() + " has " + number + " results in " + first + " and its retries");
                }
            }
        });
    }
}
