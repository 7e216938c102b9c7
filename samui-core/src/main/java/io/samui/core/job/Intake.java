package io.samui.core.job;

import io.samui.core.ConflictException;
import io.samui.core.IdGenerator;
import io.samui.core.InvalidInputException;
import io.samui.core.NotFoundException;
import io.samui.core.Stores;
import io.samui.core.inference.EngineHolder;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.SegmentationMode;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Lets jobs into the queue, one at a time, where there is room. Thread-safe. */
final class Intake {

    private final Stores stores;
    private final EngineHolder engines;
    private final IdGenerator ids;
    private final Clock clock;
    private final int maxQueued;
    private final Consumer<Job> whenQueued;

    /**
     * @param whenQueued is told of each new job, after the commit
     */
    Intake(Stores stores, EngineHolder engines, IdGenerator ids, Clock clock, int maxQueued, Consumer<Job> whenQueued) {
        this.stores = stores;
        this.engines = engines;
        this.ids = ids;
        this.clock = clock;
        this.maxQueued = maxQueued;
        this.whenQueued = whenQueued;
    }

    Job submit(JobRequest request, Optional<IdempotencyKey> key) {
        requireImages(request);
        // a key that is there stays, so that needs no lock, and no model either
        return submitted(request, key).orElseGet(() -> {
            InferenceEngine engine = engine(request.mode());
            return underLock(() ->
                    submitted(request, key).orElseGet(() -> keep(key, request, insert(request, engine))));
        });
    }

    JobPreview preview(JobRequest request) {
        requireImages(request);
        InferenceEngine engine = engine(request.mode());
        JobPreview preview = new JobPreview(new ChangeScan(stores, request, engine), request.forceAll());
        if (!preview.hasNext()) {
            throw new InvalidInputException(Submission.NO_VALID_IDS);
        }
        return preview;
    }

    private Job insert(JobRequest request, InferenceEngine engine) {
        requireRoom();
        return queued(new Submission(
                        stores,
                        request,
                        new ChangeScan(stores, request, engine),
                        items -> new NewJob(
                                new JobId(ids.next()), request.mode(), request.parameters(), clock.instant(), items))
                .insert());
    }

    /** The job that the key belongs to, as it is now. */
    private Optional<Job> submitted(JobRequest request, Optional<IdempotencyKey> key) {
        return key.flatMap(stores.submissionKeys()::find).map(before -> {
            if (!before.isOf(request)) {
                throw new IdempotencyKeyReusedException(before.key(), before.job());
            }
            return find(before.job());
        });
    }

    private Job keep(Optional<IdempotencyKey> key, JobRequest request, Job job) {
        key.ifPresent(it -> stores.submissionKeys().insert(KeyedSubmission.of(it, request, job.id())));
        return job;
    }

    Job retry(JobId id) {
        engine(ended(id).mode());
        return underLock(() -> {
            Job job = ended(id);
            requireRoom();
            return queued(new Resubmission(
                            stores,
                            job,
                            items -> new NewJob(
                                    new JobId(ids.next()),
                                    job.mode(),
                                    job.parameters(),
                                    clock.instant(),
                                    items,
                                    job.id()))
                    .insert());
        });
    }

    /** What {@code insertion} reads of the queue stays true until its job is in it. */
    private Job underLock(Supplier<Job> insertion) {
        return stores.unitOfWork().inTransaction(() -> {
            stores.jobs().lockQueue();
            return insertion.get();
        });
    }

    private Job queued(Job job) {
        stores.unitOfWork().afterCommit(() -> whenQueued.accept(job));
        return job;
    }

    private Job ended(JobId id) {
        Job job = find(id);
        if (!job.status().ended()) {
            throw new ConflictException("The job is " + job.status().wireName()
                    + ": what failed can be retried when it has ended. Wait for that, or cancel it");
        }
        return job;
    }

    private Job find(JobId id) {
        return stores.jobCatalogue().find(id).orElseThrow(() -> new NotFoundException("Job not found", id));
    }

    private void requireRoom() {
        if (stores.jobCatalogue().queue().queued() >= maxQueued) {
            throw new QueueFullException(maxQueued);
        }
    }

    private static void requireImages(JobRequest request) {
        if (request.imageIds().isEmpty()) {
            throw new InvalidInputException("image_ids is empty: name at least one image");
        }
    }

    /** The configured model, which must have the mode. */
    private InferenceEngine engine(SegmentationMode mode) {
        InferenceEngine model = engines.get();
        PromptSupport.requireMode(model.info(), mode);
        return model;
    }
}
