package io.samui.rest.api;

import io.samui.core.job.QueueStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How the queue stands. */
@Schema(name = "Queue")
record QueueStatusJson(
        @Schema(description = "No further image begins until it is resumed")
        boolean paused,

        @Schema(description = "Jobs that wait", example = "3")
        long queued,

        @Schema(description = "null when none runs", format = "uuid", example = Examples.ID) @Nullable
        String runningJobId) {

    static QueueStatusJson of(QueueStatus queue) {
        return new QueueStatusJson(
                queue.paused(),
                queue.queued(),
                queue.running() == null ? null : queue.running().toString());
    }
}
