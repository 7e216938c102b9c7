package io.samui.core.job;

import io.samui.core.inference.Cancellation;
import io.samui.core.inference.CancelledException;
import io.samui.core.inference.InferenceSession;
import io.samui.core.inference.ModelCalls;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An item that is being processed on a thread of its own. Its calls of the model go through here, so that a stop lets an image
 * that the model has begun with go on to its end, and keeps all others from beginning.
 */
final class InFlight implements ModelCalls {

    private static final Logger LOG = LoggerFactory.getLogger(InFlight.class);

    private static final long LOOK_EVERY_SECONDS = 1;

    private final Job job;
    private final JobItem item;
    private final Cancellation cancellation;
    private final Cancellation stop;
    private final ModelCalls model;
    private final Runnable whenBegun;
    private final FutureTask<ItemOutcome> outcome;

    /** Touched on the model's thread only. */
    private boolean begun;

    /**
     * @param run the run that it belongs to
     */
    InFlight(JobRun run, JobItem item, ImageProcessor processor) {
        this.job = run.job();
        this.item = item;
        this.cancellation = run.cancellation();
        this.stop = run.stop();
        this.model = run.model();
        this.whenBegun = run::modelAnswers;
        this.outcome = new FutureTask<>(() -> processor.process(this));
    }

    InFlight startOn(Executor threads) {
        threads.execute(outcome);
        return this;
    }

    Job job() {
        return job;
    }

    JobItem item() {
        return item;
    }

    /** Ends this image at once, with the whole job. */
    Cancellation cancellation() {
        return cancellation;
    }

    @Override
    public <T> T call(Function<InferenceSession, T> call, Cancellation whileWaiting) {
        return model.call(
                session -> {
                    if (!begun && stop.isCancelled()) {
                        throw new CancelledException();
                    }
                    begun = true;
                    whenBegun.run();
                    return call.apply(session);
                },
                whileWaiting);
    }

    /**
     * How it went, once that is known.
     *
     * @param meanwhile is done every now and then until then
     * @throws CancelledException           when it was ended before that
     * @throws io.samui.core.StoreException when the database was away
     */
    ItemOutcome await(Runnable meanwhile) {
        while (true) {
            try {
                return outcome.get(LOOK_EVERY_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                meanwhile.run();
            } catch (InterruptedException e) {
                // the queue's thread is told to stop in another way, and what it does next would fail if it stayed
                // interrupted
                LOG.debug("An interrupt of the queue's thread is passed over", e);
            } catch (ExecutionException e) {
                throw unchecked(e);
            }
        }
    }

    /** How it went, if it has come to an outcome by now. */
    Optional<ItemOutcome> ended() {
        try {
            return outcome.isDone() ? Optional.of(outcome.get(0, TimeUnit.SECONDS)) : Optional.empty();
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty(); // whoever waits for it hears of it
        } catch (InterruptedException e) {
            throw new IllegalStateException("What has ended is not waited for", e);
        }
    }

    private static RuntimeException unchecked(ExecutionException failure) {
        if (failure.getCause() instanceof Error error) {
            throw error;
        }
        return failure.getCause() instanceof RuntimeException cause ? cause : new CompletionException(failure);
    }
}
