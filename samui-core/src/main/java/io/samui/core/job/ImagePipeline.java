package io.samui.core.job;

import io.samui.core.IdGenerator;
import io.samui.core.Stores;
import io.samui.core.inference.EmbeddingSource;
import io.samui.core.inference.EngineHolder;
import io.samui.core.inference.InferenceLane;
import io.samui.core.storage.BlobStorage;
import java.time.Clock;

/**
 * What processing an image takes, put together once: where photos come from, the model, and where results go.
 *
 * @param lane the device that runs the model
 */
public record ImagePipeline(
        Stores stores,
        BlobStorage blobs,
        EngineHolder engines,
        EmbeddingSource embeddings,
        InferenceLane lane,
        IdGenerator ids,
        Clock clock) {

    ImageProcessor processor() {
        return new ImageProcessor(stores, engines, blobs, embeddings, lane, new ResultWriter(blobs, ids, clock), clock);
    }
}
