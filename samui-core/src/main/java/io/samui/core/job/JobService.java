package io.samui.core.job;

import io.samui.core.ConflictException;
import io.samui.core.IdGenerator;
import io.samui.core.InvalidInputException;
import io.samui.core.NotFoundException;
import io.samui.core.Page;
import io.samui.core.PageRequest;
import io.samui.core.Stores;
import io.samui.core.inference.EngineHolder;
import io.samui.core.job.JobCatalogue.ItemName;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Takes jobs in and tells where they stand. Thread-safe. */
public final class JobService {

    /** A job that another process works ends without an event here, so who waits looks by itself now and then. */
    private static final long LOOK_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Stores stores;
    private final Intake intake;
    private final Clock clock;
    private final QueueSignals signals;
    private final JobEvents events;

    /**
     * @param signals reach whoever works the queue
     * @param events  what happens to jobs
     */
    public JobService(
            Stores stores,
            EngineHolder engines,
            IdGenerator ids,
            Clock clock,
            QueueSettings settings,
            QueueSignals signals,
            JobEvents events) {
        this.stores = stores;
        this.intake = new Intake(stores, engines, ids, clock, settings.maxQueuedOrDefault(), this::announce);
        this.clock = clock;
        this.signals = signals;
        this.events = events;
    }

    /**
     * Puts a job in the queue, of the images that need processing, with their prompts as they are now. Runs no inference.
     *
     * @throws InvalidInputException when nothing is left to do, saying why, or the model does not have the mode
     * @throws QueueFullException    when too many jobs wait
     * @throws io.samui.core.ConfigurationException when there is no usable model
     */
    public Job submit(JobRequest request) {
        return intake.submit(request, Optional.empty());
    }

    /**
     * As {@link #submit(JobRequest)}, but once only: when a job was submitted with that key and the same request, it returns that
     * job as it is now, whatever has changed since. Keys are kept as long as their jobs; one whose submission was refused is
     * not.
     *
     * @throws IdempotencyKeyReusedException when a job was submitted with that key and another request
     */
    public Job submit(JobRequest request, IdempotencyKey key) {
        return intake.submit(request, Optional.of(key));
    }

    /**
     * What {@link #submit(JobRequest)} would take if it were called now. Changes nothing and locks nothing.
     *
     * @throws InvalidInputException when no image of the request exists, or the model does not have the mode
     * @throws io.samui.core.ConfigurationException when there is no usable model
     */
    public JobPreview preview(JobRequest request) {
        return intake.preview(request);
    }

    /**
     * Puts a job in the queue that does again what failed or was cancelled of one that has ended: from the same prompts, with the
     * same parameters, with the model that is configured when it runs. Images that are gone are left out, and so are those that a
     * job with the same prompts and parameters is to do already.
     *
     * @return the new job
     * @throws NotFoundException     when there is no such job
     * @throws ConflictException     when it has not ended
     * @throws InvalidInputException when nothing is left to do, saying why, or the model does not have the mode
     * @throws QueueFullException    when too many jobs wait
     * @throws io.samui.core.ConfigurationException when there is no usable model
     */
    public Job retry(JobId id) {
        return intake.retry(id);
    }

    /**
     * Cancels a job: at once while it is queued. A running one is noted as to be cancelled and ends soon; what it has processed
     * stays, and asking again changes nothing.
     *
     * @return the job as it is now
     * @throws NotFoundException when there is no such job
     * @throws ConflictException when it has ended
     */
    public Job cancel(JobId id) {
        return stores.unitOfWork().inTransaction(() -> {
            stores.jobs().lockQueue(); // it neither starts nor ends between the look and the request
            Job job = get(id);
            switch (job.status()) {
                case QUEUED ->
                    stores.jobs().finish(id, new JobEnd(JobStatus.CANCELLED, null, JobEnds.CANCELLED, clock.instant()));
                case RUNNING -> {
                    stores.jobs().requestCancel(id);
                    stores.unitOfWork().afterCommit(() -> signals.cancel(id));
                }
                case COMPLETED, FAILED, CANCELLED ->
                    throw new ConflictException("The job has ended already ("
                            + job.status().wireName() + "): only jobs that are queued or running can be cancelled");
            }
            Job changed = get(id);
            stores.unitOfWork().afterCommit(() -> events.publish(changed));
            return changed;
        });
    }

    /**
     * Where a job stands.
     *
     * @throws NotFoundException when there is no such job
     */
    public Job get(JobId id) {
        return stores.jobCatalogue().find(id).orElseThrow(() -> new NotFoundException("Job not found", id));
    }

    /**
     * Waits until a job has ended, or the time is over.
     *
     * @return the job as it then is
     * @throws NotFoundException    when there is no such job
     * @throws InterruptedException when the waiting thread is interrupted
     */
    public Job await(JobId id, Duration timeout) throws InterruptedException {
        Semaphore news = new Semaphore(0);
        long left = TimeUnit.NANOSECONDS.convert(timeout); // toNanos refuses centuries
        try (JobSubscription subscription = subscribe(id, OptionalLong.empty(), news::release)) {
            Job job = get(id);
            while (!job.status().ended() && left > 0) {
                long turn = Math.min(left, LOOK_EVERY_NANOS);
                long begun = System.nanoTime();
                boolean told = news.tryAcquire(turn, TimeUnit.NANOSECONDS);
                left -= Math.max(1, System.nanoTime() - begun);
                if (!told
                        || subscription.poll().stream()
                                .anyMatch(update -> update.job().status().ended())) {
                    job = get(id);
                }
            }
            return job;
        }
    }

    /** How a job gets on; empty unless this process works it now. */
    public Optional<JobProgress> progress(JobId id) {
        return events.progress(id);
    }

    /**
     * Opens a view of what happens to all jobs.
     *
     * @param after    the id of the last update or event that the reader has: as far as these are still known, those behind it
     *                 are in the first updates
     * @param whenNews called when there are updates to fetch, once until they are fetched, by the thread that caused them, which
     *                 may be the one that works the queue: it hands over to another thread and returns at once
     */
    public JobSubscription subscribe(OptionalLong after, Runnable whenNews) {
        return subscription(events.open(null, after, whenNews), opened -> {
            Map<JobId, JobState> states = new LinkedHashMap<>();
            for (JobStatus status : List.of(JobStatus.RUNNING, JobStatus.QUEUED)) {
                stores.jobCatalogue().withStatus(status).forEach(job -> states.put(job.id(), JobState.of(job)));
            }
            states.putAll(opened.running());
            return List.copyOf(states.values());
        });
    }

    /**
     * Opens a view of what happens to one job; see {@link #subscribe(OptionalLong, Runnable)}.
     *
     * @throws NotFoundException when there is no such job
     */
    public JobSubscription subscribe(JobId id, OptionalLong after, Runnable whenNews) {
        return subscription(events.open(id, after, whenNews), opened -> {
            Job job = get(id);
            return List.of(opened.running().getOrDefault(id, JobState.of(job)));
        });
    }

    private void announce(Job queued) {
        events.publish(queued);
        signals.wakeUp();
    }

    /** The state is read after the feed was opened, so that no change falls in between. */
    private JobSubscription subscription(JobEvents.Opened opened, Function<JobEvents.Opened, List<JobState>> present) {
        try {
            return new JobSubscription(events, opened, present.apply(opened));
        } catch (RuntimeException | Error e) {
            events.remove(opened.feed());
            throw e;
        }
    }

    /** Jobs, newest first. */
    public Page<Job> list(PageRequest request) {
        return stores.jobCatalogue().list(request);
    }

    /** Places in the queue of those of these jobs that wait in it; 1 is next. */
    public Map<JobId, Integer> queuePositions(Collection<Job> jobs) {
        return stores.jobCatalogue().queuePositions(jobs);
    }

    /** A job's items in order; none when there is no such job. */
    public List<JobItem> items(JobId id) {
        return stores.jobCatalogue().items(id);
    }

    /** What became of some of a job's images, in order; none when there is no such job. */
    public List<ItemReport> itemReports(ItemRequest request) {
        return stores.jobCatalogue().itemReports(request);
    }

    /** The images of each of these jobs, in order. */
    public Map<JobId, List<ItemName>> imagesOf(Collection<JobId> jobs) {
        return stores.jobCatalogue().itemNames(jobs);
    }
}
