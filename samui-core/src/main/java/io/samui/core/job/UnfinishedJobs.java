package io.samui.core.job;

import io.samui.core.Stores;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jobs that are marked as running though nobody runs them: left behind, one of them would block the queue for good. */
final class UnfinishedJobs {

    private static final Logger LOG = LoggerFactory.getLogger(UnfinishedJobs.class);

    private final Stores stores;
    private final Clock clock;
    private final JobEvents events;

    UnfinishedJobs(Stores stores, Clock clock, JobEvents events) {
        this.stores = stores;
        this.clock = clock;
        this.events = events;
    }

    /** Ends each as failed for this reason, and cancels what of it has not ended. */
    void end(String reason) {
        for (Job job : stores.jobCatalogue().withStatus(JobStatus.RUNNING)) {
            LOG.warn("Job {} ends as failed: {}", job.id(), reason);
            stores.jobs()
                    .finish(job.id(), JobEnd.interrupted(reason, clock.instant()))
                    .ifPresent(events::publish);
        }
        // an end may have been committed though its answer was lost
        for (JobId id : events.running()) {
            stores.jobCatalogue().find(id).filter(job -> job.status().ended()).ifPresent(events::publish);
        }
    }
}
