package io.samui.rest.api;

import io.samui.core.job.JobState;
import io.samui.core.job.JobSubscription;
import io.samui.core.job.JobUpdate;
import io.samui.rest.sse.EventSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What happens to jobs, as events of a stream: how they stand, then what changes. */
final class JobEventSource implements EventSource {

    /** In milliseconds: when a browser that lost the connection comes again. */
    private static final String RETRY = "retry: 3000\n\n";

    private final JobSubscription subscription;
    private final JsonMapper json;

    /** The stream is about one job, and ends with it. */
    private final boolean ofOne;

    private List<JobUpdate> waiting;
    private boolean begun;
    private boolean ended;

    private JobEventSource(JobSubscription subscription, JsonMapper json, boolean ofOne) {
        this.subscription = subscription;
        this.json = json;
        this.ofOne = ofOne;
        this.waiting = subscription.resumed() ? subscription.poll() : List.of();
        this.ended = subscription.resumed() && waiting.isEmpty() && hasEnded();
    }

    static JobEventSource ofOne(JobSubscription subscription, JsonMapper json) {
        return new JobEventSource(subscription, json, true);
    }

    static JobEventSource ofAll(JobSubscription subscription, JsonMapper json) {
        return new JobEventSource(subscription, json, false);
    }

    @Override
    public String next() {
        StringBuilder text = new StringBuilder();
        if (!begun) {
            begun = true;
            begin(text);
        }
        waiting.forEach(update -> append(text, update));
        waiting = List.of();
        if (!ended) {
            subscription.poll().forEach(update -> append(text, update));
        }
        if (subscription.overflowed()) {
            ended = true; // the client comes again, and gets a snapshot
        }
        return text.toString();
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public void close() {
        subscription.close();
    }

    private void begin(StringBuilder text) {
        text.append(RETRY);
        if (subscription.resumed()) {
            return;
        }
        List<JobState> start = subscription.start();
        append(text, hasEnded() ? null : subscription.startId(), "snapshot", JobSnapshotJson.of(start));
        if (hasEnded()) {
            append(text, new JobUpdate(subscription.startId(), start.get(0), List.of(), false));
        }
    }

    private boolean hasEnded() {
        return ofOne && subscription.start().get(0).status().ended();
    }

    private void append(StringBuilder text, JobUpdate update) {
        boolean end = update.job().status().ended();
        append(text, update.id(), end ? "end" : "progress", JobUpdateJson.of(update));
        ended |= end && ofOne;
    }

    /** A snapshot that another event follows at once has no id: it would be the same. */
    private void append(StringBuilder text, @Nullable Long id, String event, Object data) {
        if (id != null) {
            text.append("id: ").append(id).append('\n');
        }
        text.append("event: ").append(event).append('\n');
        text.append("data: ").append(json.writeValueAsString(data)).append("\n\n");
    }
}
