package io.samui.core.testkit.stores;

import static io.samui.core.testkit.stores.StoreData.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.Stores;
import io.samui.core.image.ImageRecord;
import io.samui.core.job.ItemOutcome;
import io.samui.core.job.Job;
import io.samui.core.job.JobEnd;
import io.samui.core.job.JobItem;
import io.samui.core.job.JobStatus;
import io.samui.core.job.NewJob;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the store contracts share: empty stores, and short ways to fill them. */
public abstract class StoresTestBase {

    protected Stores stores;

    /** Stores without rows; the contract closes them. */
    protected abstract Stores openEmpty() throws Exception;

    @BeforeEach
    void open() throws Exception {
        stores = openEmpty();
    }

    @AfterEach
    void closeTwice() {
        stores.close();
        stores.close();
    }

    protected ImageRecord newImage(String filename) {
        return stores.images().insert(StoreData.image(filename));
    }

    protected Job submit(NewJob job) {
        return stores.unitOfWork().inTransaction(() -> {
            stores.jobs().lockQueue();
            return stores.jobs().insert(job);
        });
    }

    /** Claims the next job and its items, which must all be there. */
    protected Job start() {
        return stores.jobs().claimNext(NOW).orElseThrow();
    }

    protected JobItem claimOne(Job job) {
        return stores.jobs().claimItems(job.id(), 1, NOW).get(0);
    }

    /** Runs a job with one image to its end. */
    protected ItemOutcome.Processed process(ImageRecord image, NewJob newJob) {
        return process(newJob, NOW);
    }

    /** Runs a job with one image to its end; the result is made at that time. */
    protected ItemOutcome.Processed process(NewJob newJob, Instant at) {
        submit(newJob);
        Job job = start();
        ItemOutcome.Processed outcome = new ItemOutcome.Processed(StoreData.result(claimOne(job), at));
        assertThat(stores.jobs().finishItem(job.id(), 0, outcome, NOW)).isTrue();
        end(job);
        return outcome;
    }

    protected void end(Job job) {
        stores.jobs().finish(job.id(), new JobEnd(JobStatus.COMPLETED, null, "ended", NOW));
    }
}
