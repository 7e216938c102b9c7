package io.samui.core.job;

import io.samui.core.IdGenerator;
import io.samui.core.Stores;
import io.samui.core.image.ImageReader;
import io.samui.core.inference.EmbeddingCache;
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
        ImageReader reader,
        EngineHolder engines,
        EmbeddingCache cache,
        InferenceLane lane,
        IdGenerator ids,
        Clock clock) {

    ImageProcessor processor() {
        return new ImageProcessor(
                stores,
                engines,
                new Embeddings(blobs, reader, cache, lane),
                lane,
                new ResultWriter(blobs, ids, clock),
                clock);
    }
}
