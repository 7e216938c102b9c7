package io.samui.examples.crash;

import io.samui.examples.crash.Rows.Result;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What the server has promised: what it answered, or committed, and may never take back. Thread-safe. */
final class Ledger {

    private record Seen(String job, String image) {}

    private final Map<String, Seen> results = new ConcurrentHashMap<>();
    private final Set<String> images = new LinkedHashSet<>();
    private final Set<String> deleting = new HashSet<>();
    private final Set<String> deleted = new HashSet<>();

    /** A result that the server has shown. */
    void shown(String result, String job, String image) {
        results.putIfAbsent(result, new Seen(job, image));
    }

    /** All results of the database. */
    void committed(Rows rows) {
        rows.results().values().forEach(result -> shown(result.id(), result.job(), result.image()));
    }

    long results() {
        return results.size();
    }

    synchronized void uploaded(String image) {
        images.add(image);
    }

    synchronized List<String> images() {
        return List.copyOf(images);
    }

    /** Takes one out for a delete that is sent now. */
    synchronized String takeForDelete(Random random) {
        String image = new ArrayList<>(images).get(random.nextInt(images.size()));
        images.remove(image);
        deleting.add(image);
        return image;
    }

    /** The server has said that it is gone. */
    synchronized void deleted(String image) {
        deleting.remove(image);
        deleted.add(image);
    }

    synchronized int deletes() {
        return deleted.size();
    }

    /**
     * Makes up the mind about deletes that were never answered: what is gone is deleted, what is there stays.
     *
     * @return how many were gone
     */
    synchronized int settle(Rows rows) {
        int before = deleted.size();
        deleting.forEach(image -> (rows.images().containsKey(image) ? images : deleted).add(image));
        deleting.clear();
        return deleted.size() - before;
    }

    /** What was promised and is not there. */
    synchronized List<String> lost(Rows rows) {
        Stream<String> lostResults = results.entrySet().stream()
                .filter(entry -> !rows.results().containsKey(entry.getKey()))
                .filter(entry -> !mayBeGone(entry.getValue().image()))
                .map(entry -> "result " + entry.getKey() + " of image "
                        + entry.getValue().image() + " in job "
                        + entry.getValue().job() + " is gone");
        Stream<String> lostImages = images.stream()
                .filter(image -> !rows.images().containsKey(image))
                .map(image -> "image " + image + ", whose upload was answered, is gone");
        Stream<String> undead = deleted.stream()
                .filter(image -> rows.images().containsKey(image))
                .map(image -> "image " + image + ", whose delete was answered, is back");
        return Stream.of(lostResults, lostImages, undead)
                .flatMap(sentences -> sentences)
                .toList();
    }

    /** Results of the database that were not known before. */
    List<Result> unknown(Rows rows) {
        return rows.results().values().stream()
                .filter(result -> !results.containsKey(result.id()))
                .toList();
    }

    synchronized boolean mayBeGone(String image) {
        return deleted.contains(image) || deleting.contains(image);
    }
}
