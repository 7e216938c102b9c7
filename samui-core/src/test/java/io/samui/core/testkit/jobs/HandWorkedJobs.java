package io.samui.core.testkit.jobs;

import io.samui.core.history.ProcessingResult;
import io.samui.core.history.Provenance;
import io.samui.core.history.ResultId;
import io.samui.core.history.Timings;
import io.samui.core.image.ImageRecord;
import io.samui.core.job.FailureCode;
import io.samui.core.job.ItemOutcome;
import io.samui.core.job.Job;
import io.samui.core.job.JobEnd;
import io.samui.core.job.JobItem;
import io.samui.core.job.JobStatus;
import io.samui.core.storage.BlobKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;

/** Jobs that the test itself works, item by item, so that they stand exactly as it wants. */
abstract class HandWorkedJobs extends JobsTestBase {

    static final ItemOutcome FAILED = new ItemOutcome.Failed(FailureCode.INFERENCE, "the model said no");

    @Override
    @BeforeEach
    void open() throws Exception {
        open(false);
    }

    /** Starts the next job and ends each of its items so; one that is given none is cancelled with the job. */
    Job work(Function<JobItem, ItemOutcome> outcomes) {
        Job job = start(outcomes);
        return end(job);
    }

    /** Starts the next job and ends each of its items so; one that is given none stays running. */
    Job start(Function<JobItem, ItemOutcome> outcomes) {
        Job job = stores.jobs().claimNext(now()).orElseThrow();
        for (JobItem item : stores.jobs().claimItems(job.id(), Integer.MAX_VALUE, now())) {
            ItemOutcome outcome = outcomes.apply(item);
            if (outcome != null) {
                stores.jobs().finishItem(job.id(), item.position(), outcome, now());
            }
        }
        return job;
    }

    Job end(Job job) {
        return stores.jobs()
                .finish(job.id(), new JobEnd(JobStatus.FAILED, "stopped", "stopped", now()))
                .orElseThrow();
    }

    ItemOutcome processed(JobItem item) {
        ResultId id = new ResultId(UUID.randomUUID());
        return new ItemOutcome.Processed(new ProcessingResult(
                id,
                0,
                item.jobId(),
                item.imageId(),
                now(),
                item.snapshot(),
                new Provenance(
                        item.imageDigest(),
                        "fake",
                        engine.digest,
                        "fake runtime 1",
                        "cpu",
                        samui.jobs().get(item.jobId()).parameters(),
                        Timings.ZERO),
                List.of(),
                null,
                new BlobKey("masks/" + id + ".png"),
                new BlobKey("coco/" + id + ".json")));
    }

    /** Fails these images, and gives the others no outcome. */
    static Function<JobItem, ItemOutcome> fails(ImageRecord... images) {
        return item -> List.of(images).stream().anyMatch(image -> image.id().equals(item.imageId())) ? FAILED : null;
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
