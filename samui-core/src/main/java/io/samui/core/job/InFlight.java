package io.samui.core.job;

import io.samui.core.inference.Cancellation;
import io.samui.core.inference.CancelledException;
import io.samui.core.inference.InferenceSession;
import io.samui.core.inference.ModelCalls;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/**
 * An item that is being processed on a thread of its own. Its calls of the model go through here, so that a stop lets an image
 * that the model has begun with go on to its end, and keeps all others from beginning.
 */
final class InFlight implements ModelCalls {

    private final Job job;
    private final JobItem item;
    private final Cancellation cancellation;
    private final Cancellation stop;
    private final ModelCalls lane;
    private final Runnable whenBegun;
    private final FutureTask<ItemOutcome> outcome;

    /** Touched on the lane only. */
    private boolean begun;

    /**
     * @param run the run that it belongs to
     */
    InFlight(JobRun run, JobItem item, ImageProcessor processor) {
        this.job = run.job();
        this.item = item;
        this.cancellation = run.cancellation();
        this.stop = run.stop();
        this.lane = run.lane();
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
    public <T> T call(Function<InferenceSession, T> call) {
        return lane.call(session -> {
            if (!begun && stop.isCancelled()) {
                throw new CancelledException();
            }
            begun = true;
            whenBegun.run();
            return call.apply(session);
        });
    }

    /**
     * How it went, once that is known; an interrupt waits.
     *
     * @throws CancelledException           when it was ended before that
     * @throws io.samui.core.StoreException when the database was away
     */
    ItemOutcome await() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return outcome.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw unchecked(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException unchecked(ExecutionException failure) {
        if (failure.getCause() instanceof Error error) {
            throw error;
        }
        return failure.getCause() instanceof RuntimeException cause ? cause : new CompletionException(failure);
    }
}
