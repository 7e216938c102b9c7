package io.samui.core.job;

import io.samui.core.IdGenerator;
import io.samui.core.Stores;
import io.samui.core.inference.Cancellation;
import io.samui.core.inference.EmbeddingSource;
import io.samui.core.inference.EngineHolder;
import io.samui.core.inference.ModelCalls;
import io.samui.core.storage.BlobStorage;
import java.time.Clock;
import java.util.concurrent.Executor;

/**
 * What processing images takes, put together once: where photos come from, the model, where results go, and the threads that
 * images are worked on.
 *
 * @param model   where it runs
 * @param threads as many as images may be in flight
 */
public record ImagePipeline(
        Stores stores,
        BlobStorage blobs,
        EngineHolder engines,
        EmbeddingSource embeddings,
        ModelCalls model,
        Executor threads,
        QueueSettings settings,
        IdGenerator ids,
        Clock clock) {

    ImageProcessor processor() {
        return new ImageProcessor(stores.images(), engines, blobs, embeddings, writer());
    }

    /** What a job waits with while database or storage are away, until it is to stop or to end. */
    Patience patience(Job job, Cancellation stop, Cancellation cancellation) {
        return new Patience(
                settings.storeRetryOrDefault(), new DatabaseProbe(stores.jobCatalogue(), job.id()), stop, cancellation);
    }

    ResultWriter writer() {
        return new ResultWriter(blobs, ids, clock);
    }
}
