package io.samui.core.job;

import io.samui.core.StoreException;
import io.samui.core.history.ProcessingResult;
import io.samui.core.history.Timings;
import io.samui.core.image.ImageCatalogue;
import io.samui.core.image.ImageRecord;
import io.samui.core.image.StoredPhoto;
import io.samui.core.inference.CancelledException;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.EmbeddingSource;
import io.samui.core.inference.EngineHolder;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.InferenceException;
import io.samui.core.inference.ModelAccess;
import io.samui.core.inference.Prompt;
import io.samui.core.inference.Segmentation;
import io.samui.core.storage.BlobSource;
import io.samui.core.storage.BlobStorage;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Processes one image of a job, up to its blobs. Whatever goes wrong with it is an outcome of this image only. Thread-safe. */
final class ImageProcessor {

    private static final Logger LOG = LoggerFactory.getLogger(ImageProcessor.class);

    private final ImageCatalogue images;
    private final EngineHolder engines;
    private final BlobStorage blobs;
    private final EmbeddingSource embeddings;
    private final ResultWriter writer;

    ImageProcessor(
            ImageCatalogue images,
            EngineHolder engines,
            BlobStorage blobs,
            EmbeddingSource embeddings,
            ResultWriter writer) {
        this.images = images;
        this.engines = engines;
        this.blobs = blobs;
        this.embeddings = embeddings;
        this.writer = writer;
    }

    /**
     * Processes a running item.
     *
     * @return how it went; the blobs of a result are written, its row is not
     * @throws CancelledException when it was ended before that; nothing is left of it
     * @throws StoreException     when the database was away; nothing is left of it
     */
    ItemOutcome process(InFlight flight) {
        try {
            flight.cancellation().throwIfCancelled();
            Optional<ImageRecord> image = images.find(flight.item().imageId());
            return image.isEmpty()
                    ? ItemOutcome.Skipped.IMAGE_DELETED
                    : new ItemOutcome.Processed(run(flight, image.get()));
        } catch (CancelledException | StoreException e) {
            throw e;
        } catch (RuntimeException | Error e) { // a missing class or a deep file, too, is one image's
            if (flight.cancellation().isCancelled()) {
                throw cancelled(e); // whatever the run that was broken off says of it
            }
            // a photo that went away while it was read is no failure
            return gone(flight.item(), e) ? ItemOutcome.Skipped.IMAGE_DELETED : failed(flight.item(), e);
        }
    }

    private ProcessingResult run(InFlight flight, ImageRecord image) {
        InferenceEngine engine = engines.get();
        JobItem item = flight.item();
        requireMode(engine, item);
        Prompt prompt = Prompts.of(item.snapshot());
        DecodeOptions parameters = flight.job().parameters();
        ModelAccess model = new ModelAccess(engine, flight, flight.cancellation());
        BlobSource photo = new CancellableSource(new StoredPhoto(image, blobs), flight.cancellation());
        EmbeddingSource.Leased leased = embeddings.lease(image.sha256(), photo, model);
        ModelAccess.Run<Segmentation> decoded;
        try (var embedding = leased.embedding()) {
            decoded = model.decode(embedding, prompt, parameters);
        }
        flight.cancellation().throwIfCancelled();
        Timings timings = new Timings(leased.read(), leased.encode(), decoded.took(), Duration.ZERO, Duration.ZERO);
        return writer.write(item, image, decoded.value(), parameters, engine.info(), timings);
    }

    /**
     * Whether its image was deleted.
     *
     * @throws StoreException when the database is away; then the image is tried again, and its failure comes again if it was one
     */
    private boolean gone(JobItem item, Throwable failure) {
        try {
            return images.find(item.imageId()).isEmpty();
        } catch (StoreException e) {
            e.addSuppressed(failure);
            throw e;
        } catch (RuntimeException | Error e) {
            failure.addSuppressed(e);
            return false;
        }
    }

    private static CancelledException cancelled(Throwable failure) {
        CancelledException cancelled = new CancelledException();
        cancelled.initCause(failure);
        return cancelled;
    }

    private static ItemOutcome.Failed failed(JobItem item, Throwable cause) {
        ItemOutcome.Failed failed = Failures.of(cause);
        if (failed.code() == FailureCode.INTERNAL) {
            LOG.error("{} of job {} failed", item.filename(), item.jobId(), cause);
        } else {
            LOG.warn("{} of job {} failed: {}", item.filename(), item.jobId(), failed.sentence());
        }
        return failed;
    }

    private static void requireMode(InferenceEngine engine, JobItem item) {
        if (!engine.info().modes().contains(item.snapshot().mode())) {
            throw new InferenceException(
                    InferenceException.Kind.MODE_NOT_SUPPORTED,
                    "The model " + engine.info().modelId() + ", which is configured now, does not have the mode "
                            + item.snapshot().mode().wireName(),
                    null);
        }
    }
}
