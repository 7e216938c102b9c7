package io.samui.core.job;

import io.samui.core.StoreException;
import io.samui.core.Stores;
import io.samui.core.inference.Cancellation;
import io.samui.core.inference.CancelledException;
import io.samui.core.inference.ModelCalls;
import io.samui.core.job.ItemRecorder.Ended;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One job while it runs: a window of images in flight that moves over its items. The images are worked on threads of their own,
 * so that the next ones are read and the last ones are written while the model runs; what became of them is recorded here, in
 * order, and only then does the window move on. Used by one thread.
 */
final class JobRun {

    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);

    /** A database that is away for every try of one image, and there in between, has something against the image. */
    private static final int TRIES = 3;

    /** Lost claims are few; if there are more, they are taken up when these have ended. */
    private static final int LOST_AT_ONCE = 16;

    private final Job job;
    private final Stores stores;
    private final ImagePipeline pipeline;
    private final JobEvents events;
    private final Cancellation stop;
    private final Cancellation cancellation;
    private final ImageProcessor processor;
    private final ItemRecorder recorder;
    private final Patience patience;
    private final FailureStreaks streaks;
    private final JobControl control;

    private final Deque<InFlight> window = new ArrayDeque<>();

    /** In flight while the storage was away: what it refused of them is tried again. */
    private final Set<InFlight> caughtInOutage = new HashSet<>();

    private final AtomicBoolean answered = new AtomicBoolean();
    private boolean claimsMayBeLost;
    private Optional<String> broken = Optional.empty();

    /**
     * @param stop         lets images that the model has begun with go on to their end, and begins no other
     * @param cancellation ends all at once
     */
    JobRun(Job job, ImagePipeline pipeline, JobEvents events, Cancellation stop, Cancellation cancellation) {
        this.job = job;
        this.stores = pipeline.stores();
        this.pipeline = pipeline;
        this.events = events;
        this.stop = stop;
        this.cancellation = cancellation;
        this.processor = pipeline.processor();
        this.patience = pipeline.patience(job, stop, cancellation);
        this.recorder = new ItemRecorder(pipeline, events, patience);
        this.streaks = new FailureStreaks(pipeline.settings().maxEngineErrorsOrDefault());
        this.control = new JobControl(
                job.id(), () -> patience.untilDone(() -> stores.jobCatalogue().standing(job.id())), stop, cancellation);
    }

    /** Works the job's items until all have ended, or it was told to end before. */
    void run() {
        try {
            refill();
            while (!window.isEmpty() || control.resumed() || foundLost()) {
                if (!window.isEmpty()) {
                    settle();
                }
                refill();
            }
        } catch (RuntimeException | Error e) {
            abandon();
            throw e;
        }
    }

    /** Why the rest was not tried; empty when that is not why it ended. */
    Optional<String> broken() {
        return broken;
    }

    /** What others ask of it. */
    JobControl control() {
        return control;
    }

    Job job() {
        return job;
    }

    Cancellation stop() {
        return stop;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    ModelCalls model() {
        return pipeline.model();
    }

    /** The model is there and has begun with an image. */
    void modelAnswers() {
        if (answered.compareAndSet(false, true)) {
            events.modelAnswers(job.id());
        }
    }

    /** Claims no more than begins at once: what is claimed counts as begun. */
    private void refill() {
        control.tryAgain();
        int most = pipeline.settings().imagesInFlightOrDefault();
        while (control.goesOn() && window.size() < most) {
            List<JobItem> claimed = patience.untilDone(() -> claim(most - window.size()));
            claimed.forEach(item -> window.add(start(item)));
            if (claimed.isEmpty()) {
                control.foundNothing();
            }
        }
    }

    private List<JobItem> claim(int most) {
        try {
            return stores.jobs().claimItems(job.id(), most, pipeline.clock().instant());
        } catch (StoreException e) {
            claimsMayBeLost = true;
            throw e;
        }
    }

    /** Takes up what was claimed though the answer never came. */
    private boolean foundLost() {
        if (!claimsMayBeLost || stop.isCancelled() || cancellation.isCancelled()) {
            return false;
        }
        ItemRequest claimed = ItemRequest.first(job.id(), Set.of(ItemStatus.RUNNING), LOST_AT_ONCE);
        List<JobItem> lost = patience.untilDone(() -> stores.jobCatalogue().items(claimed));
        lost.forEach(item -> window.add(start(item)));
        claimsMayBeLost = lost.size() == LOST_AT_ONCE;
        return !window.isEmpty();
    }

    /** Finds a cancel that another process took in. */
    private void heedCancel() {
        try {
            stores.jobCatalogue().standing(job.id()).ifPresent(control::heed);
        } catch (StoreException e) {
            LOG.debug("Whether job {} is to be cancelled is not known now", job.id(), e);
        }
    }

    private InFlight start(JobItem item) {
        return new InFlight(this, item, processor).startOn(pipeline.threads());
    }

    /** Records the oldest image in flight, once it has ended, and with it those behind it that have ended, too. */
    private void settle() {
        InFlight flight = window.remove();
        Optional<ItemOutcome> outcome = outcome(flight);
        List<Ended> ended = new ArrayList<>();
        while (outcome.isPresent()) { // else whoever ends the job ends it
            if (caughtInOutage.remove(flight) && refusedByStorage(outcome.get())) {
                window.addFirst(start(flight.item()));
                break;
            }
            ended.add(new Ended(flight.item(), outcome.get()));
            streaks.count(outcome.get());
            if (window.isEmpty() || streaks.storageIsAway() || streaks.engineIsBroken()) {
                break;
            }
            outcome = window.element().ended();
            flight = outcome.isPresent() ? window.remove() : flight;
        }
        if (!ended.isEmpty()) {
            recorder.record(ended);
            heedStreaks(ended.get(ended.size() - 1).outcome());
        }
    }

    private void heedStreaks(ItemOutcome last) {
        if (streaks.storageIsAway()) {
            awaitStorage();
        }
        if (streaks.engineIsBroken() && !cancellation.isCancelled() && last instanceof ItemOutcome.Failed failed) {
            giveUp(failed);
        }
    }

    /** How it went; empty when it was ended before that. */
    private Optional<ItemOutcome> outcome(InFlight first) {
        InFlight flight = first;
        for (int tries = 1; ; tries++) {
            try {
                return Optional.of(flight.await(this::heedCancel));
            } catch (CancelledException e) {
                return stop.isCancelled() || cancellation.isCancelled()
                        ? Optional.empty()
                        : Optional.of(Failures.of(e));
            } catch (StoreException e) {
                LOG.error("{} waits for the database: {}", flight.item().filename(), e.getMessage());
                if (tries == TRIES) {
                    return Optional.of(new ItemOutcome.Failed(FailureCode.STORAGE, String.valueOf(e.getMessage())));
                } else if (!patience.untilDatabaseWorks()) {
                    return Optional.empty();
                }
                flight = start(flight.item());
            }
        }
    }

    private void awaitStorage() {
        StorageProbe probe = new StorageProbe(pipeline.blobs(), pipeline.ids());
        if (probe.works()) { // files of these images are gone, say
            streaks.storageIsBack();
            return;
        }
        LOG.error(
                "The storage failed on {} images in a row: the queue pauses until it takes blobs again",
                FailureStreaks.STORAGE_LIMIT);
        boolean back = patience.until(() -> {
            heedCancel();
            return probe.works();
        });
        if (back) {
            LOG.info("The storage takes blobs again: the queue goes on");
            streaks.storageIsBack();
            caughtInOutage.addAll(window);
        }
    }

    private static boolean refusedByStorage(ItemOutcome outcome) {
        return outcome instanceof ItemOutcome.Failed failed && failed.code() == FailureCode.STORAGE;
    }

    private void giveUp(ItemOutcome.Failed last) {
        broken = Optional.of("The model failed on " + pipeline.settings().maxEngineErrorsOrDefault()
                + " images in a row, so the rest was not tried. Mend what the last one says, then retry the job: "
                + last.sentence());
        cancellation.cancel();
    }

    /** Ends what is in flight, and takes back what it wrote. */
    private void abandon() {
        cancellation.cancel();
        for (InFlight flight : window) {
            try {
                recorder.discard(flight.await(() -> {}));
            } catch (RuntimeException | Error e) {
                LOG.debug("{} was abandoned", flight.item().filename(), e);
            }
        }
    }
}
