package io.samui.examples.crash;

import io.samui.examples.crash.Rows.Item;
import io.samui.examples.crash.Rows.Job;
import io.samui.examples.crash.Rows.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Jobs, items and results held against each other, and against what they were before a restart. */
final class JobAudit {

    /** What the API promises as the error of a job that was running when its server died. */
    static final String INTERRUPTED = "Server restarted while job was running";

    private JobAudit() {}

    /** More than one result of an image in a job. */
    static List<String> doubled(Rows rows) {
        Set<String> pairs = new HashSet<>();
        return rows.results().values().stream()
                .filter(result -> !pairs.add(result.job() + " " + result.image()))
                .map(result -> "image " + result.image() + " has several results in job " + result.job())
                .toList();
    }

    /** Positions in the queue against the order of starts. */
    static List<String> outOfOrder(Rows rows) {
        List<String> wrong = new ArrayList<>();
        if (rows.withStatus("RUNNING").size() > 1) {
            wrong.add("several jobs are running");
        }
        Job before = null;
        for (Job job : rows.jobs()) {
            if (before != null && job.startedAt() != 0 && before.startedAt() == 0 && !before.is("CANCELLED")) {
                wrong.add("job " + job.id() + " was started before " + before.id() + ", which is older");
            } else if (before != null && job.startedAt() != 0 && job.startedAt() < before.startedAt()) {
                wrong.add("job " + job.id() + " was started earlier than " + before.id() + ", which is older");
            }
            before = job;
        }
        return wrong;
    }

    /** Items against results, and counters against items. */
    static List<String> contradictions(Rows rows) {
        List<String> wrong = new ArrayList<>();
        Map<String, Item> byResult = new HashMap<>();
        for (Job job : rows.jobs()) {
            for (Item item : job.items()) {
                if (item.is("PROCESSED")) {
                    byResult.put(item.result(), item);
                    if (rows.images().containsKey(item.image())
                            && !rows.results().containsKey(item.result())) {
                        wrong.add("image " + item.image() + " is processed in job " + job.id() + " without its result");
                    }
                } else if (item.is("FAILED")) {
                    wrong.add("image " + item.image() + " failed in job " + job.id() + ": " + item.message());
                }
            }
            if (miscounted(job)) {
                wrong.add("the counters of job " + job.id() + " do not agree with its items: " + job);
            }
        }
        for (Result result : rows.results().values()) {
            if (!byResult.containsKey(result.id())) {
                wrong.add("result " + result.id() + " is not that of an item");
            }
        }
        return wrong;
    }

    private static boolean miscounted(Job job) {
        boolean counted = job.count("PROCESSED") == job.processed()
                && job.count("SKIPPED") == job.skipped()
                && job.count("FAILED") == job.failed()
                && job.count("CANCELLED") == job.cancelled()
                && job.items().size() == job.total();
        return !counted || (job.ended() && job.count("PENDING") + job.count("RUNNING") > 0);
    }

    /** A job that was running when its server died, against what it has become. */
    static List<String> interrupted(Job then, Rows rows) {
        Job now = rows.job(then.id()).orElse(null);
        if (now == null) {
            return List.of("job " + then.id() + " is gone");
        }
        List<String> wrong = new ArrayList<>();
        if (!now.is("FAILED") || !now.error().equals(INTERRUPTED)) {
            wrong.add("job " + now.id() + " is " + now.status() + ", " + now.error());
        }
        for (int i = 0; i < then.items().size(); i++) {
            Item before = then.items().get(i);
            Item after = now.items().get(i);
            boolean ended = !before.is("PENDING") && !before.is("RUNNING");
            if (ended ? !after.equals(before) : !after.is("CANCELLED")) {
                wrong.add("item " + i + " of job " + now.id() + " was " + before + " and is " + after);
            }
        }
        return wrong;
    }
}
