package io.samui.examples.crash;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What stood in the database at one moment.
 *
 * @param images  by id
 * @param results by id
 * @param jobs    in the order of the queue
 */
record Rows(Map<String, Image> images, Map<String, Result> results, List<Job> jobs) {

    record Image(String id, String blobKey, int width, int height) {}

    record Result(String id, String job, String image, String maskKey, String cocoKey) {}

    /** Counts are those in the job's row; {@code error} is empty for none. */
    record Job(
            long seq,
            String id,
            String status,
            String error,
            int total,
            int processed,
            int skipped,
            int failed,
            int cancelled,
            long startedAt,
            List<Item> items) {

        boolean is(String wanted) {
            return status.equals(wanted);
        }

        boolean ended() {
            return !is("QUEUED") && !is("RUNNING");
        }

        long count(String itemStatus) {
            return items.stream().filter(item -> item.is(itemStatus)).count();
        }
    }

    /** Result is empty for none. */
    record Item(String image, String status, String result, String message) {

        boolean is(String wanted) {
            return status.equals(wanted);
        }
    }

    List<Job> withStatus(String status) {
        return jobs.stream().filter(job -> job.is(status)).toList();
    }

    Optional<Job> job(String id) {
        return jobs.stream().filter(job -> job.id().equals(id)).findFirst();
    }

    /** Images that jobs behind that place in the queue wait to do, or are at. */
    Set<String> open(long seq) {
        Set<String> images = new HashSet<>();
        jobs.stream()
                .filter(job -> job.seq() > seq && !job.ended())
                .flatMap(job -> job.items().stream())
                .filter(item -> item.is("PENDING") || item.is("RUNNING"))
                .forEach(item -> images.add(item.image()));
        return images;
    }

    /** Keys of all blobs that a row points at. */
    Set<String> blobKeys() {
        Set<String> keys = new HashSet<>();
        images.values().forEach(image -> keys.add(image.blobKey()));
        results.values().forEach(result -> {
            keys.add(result.maskKey());
            keys.add(result.cocoKey());
        });
        return keys;
    }

    /** How many results each image has from these jobs together. */
    Map<String, Integer> resultsPerImage(Collection<String> fromJobs) {
        Map<String, Integer> counts = new HashMap<>();
        results.values().stream()
                .filter(result -> fromJobs.contains(result.job()))
                .forEach(result -> counts.merge(result.image(), 1, Integer::sum));
        return counts;
    }
}
