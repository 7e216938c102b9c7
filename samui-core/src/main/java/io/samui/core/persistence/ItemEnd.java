package io.samui.core.persistence;

import io.samui.core.job.ItemOutcome;
import io.samui.core.job.ItemStatus;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The end of one item, as updates that say by their row counts whether they did anything. */
record ItemEnd(ItemOutcome outcome, Instant at) {

    /** Ends the item if it is running. */
    boolean apply(EntityManager manager, JobItemKey key) {
        return manager.createQuery("update JobItem i set i.status = :status, i.code = :code, i.message = :message,"
                                + " i.resultId = :result, i.endedAt = :at"
                                + " where i.key.jobSeq = :job and i.key.position = :position and i.status = :running")
                        .setParameter("status", status())
                        .setParameter("code", outcome instanceof ItemOutcome.Failed failed ? failed.code() : null)
                        .setParameter("message", message())
                        .setParameter(
                                "result",
                                outcome instanceof ItemOutcome.Processed processed
                                        ? processed.result().id().value()
                                        : null)
                        .setParameter("at", at)
                        .setParameter("job", key.jobSeq())
                        .setParameter("position", key.position())
                        .setParameter("running", ItemStatus.RUNNING)
                        .executeUpdate()
                == 1;
    }

    /** Adds to the job's counter of such ends; its row is locked. */
    void count(JobEntity job) {
        switch (status()) {
            case PROCESSED -> job.processed++;
            case SKIPPED -> job.skipped++;
            case FAILED -> job.failed++;
            case CANCELLED -> job.cancelled++;
            case PENDING, RUNNING -> throw new IllegalStateException(status() + " is not an end");
        }
    }

    private ItemStatus status() {
        if (outcome instanceof ItemOutcome.Processed) {
            return ItemStatus.PROCESSED;
        } else if (outcome instanceof ItemOutcome.Skipped) {
            return ItemStatus.SKIPPED;
        } else if (outcome instanceof ItemOutcome.Failed) {
            return ItemStatus.FAILED;
        }
        return ItemStatus.CANCELLED;
    }

    private @Nullable String message() {
        if (outcome instanceof ItemOutcome.Skipped skipped) {
            return skipped.reason();
        } else if (outcome instanceof ItemOutcome.Failed failed) {
            return failed.sentence();
        } else if (outcome instanceof ItemOutcome.Cancelled cancelled) {
            return cancelled.reason();
        }
        return null;
    }
}
