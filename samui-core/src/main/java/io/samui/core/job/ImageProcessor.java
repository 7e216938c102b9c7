package io.samui.core.job;

import io.samui.core.Stores;
import io.samui.core.history.ProcessingResult;
import io.samui.core.history.Timings;
import io.samui.core.image.ImageRecord;
import io.samui.core.image.StoredPhoto;
import io.samui.core.inference.Cancellation;
import io.samui.core.inference.CancelledException;
import io.samui.core.inference.EmbeddingSource;
import io.samui.core.inference.EngineHolder;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.InferenceException;
import io.samui.core.inference.InferenceLane;
import io.samui.core.inference.Prompt;
import io.samui.core.inference.Segmentation;
import io.samui.core.inference.Stopwatch;
import io.samui.core.storage.BlobStorage;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Processes one image of a job, from its embedding to its row. Whatever goes wrong with it ends this item only. */
final class ImageProcessor {

    private static final Logger LOG = LoggerFactory.getLogger(ImageProcessor.class);

    private final Stores stores;
    private final EngineHolder engines;
    private final BlobStorage blobs;
    private final EmbeddingSource embeddings;
    private final InferenceLane lane;
    private final ResultWriter writer;
    private final Clock clock;

    ImageProcessor(
            Stores stores,
            EngineHolder engines,
            BlobStorage blobs,
            EmbeddingSource embeddings,
            InferenceLane lane,
            ResultWriter writer,
            Clock clock) {
        this.stores = stores;
        this.engines = engines;
        this.blobs = blobs;
        this.embeddings = embeddings;
        this.lane = lane;
        this.writer = writer;
        this.clock = clock;
    }

    /**
     * Processes a running item and ends it, unless {@code cancellation} comes first: then the item is left to whoever ends the
     * job.
     */
    void process(Job job, JobItem item, Cancellation cancellation) {
        Optional<ImageRecord> image = stores.images().find(item.imageId());
        if (image.isEmpty()) {
            finish(item, ItemOutcome.Skipped.IMAGE_DELETED);
            return;
        }
        ProcessingResult result;
        try {
            result = run(job, item, image.get(), cancellation);
        } catch (RuntimeException | Error e) { // a missing class or a deep file, too, is one image's
            if (!(e instanceof CancelledException && cancellation.isCancelled())) {
                // a photo that went away while it was read is no failure
                boolean gone = stores.images().find(item.imageId()).isEmpty();
                finish(item, gone ? ItemOutcome.Skipped.IMAGE_DELETED : failed(item, e));
            }
            return;
        }
        commit(item, result);
    }

    private ProcessingResult run(Job job, JobItem item, ImageRecord image, Cancellation cancellation) {
        InferenceEngine engine = engines.get();
        requireMode(engine, item);
        Prompt prompt = Prompts.of(item.snapshot());
        EmbeddingSource.Leased leased =
                embeddings.lease(image.sha256(), new StoredPhoto(image, blobs), engine, cancellation);
        Segmentation segmentation;
        Stopwatch watch = new Stopwatch();
        try (var embedding = leased.embedding()) {
            segmentation = lane.call(session -> session.decode(embedding, prompt, job.parameters(), cancellation));
        }
        Timings timings = new Timings(leased.read(), leased.encode(), watch.lap(), Duration.ZERO, Duration.ZERO);
        return writer.write(item, image, segmentation, job.parameters(), engine.info(), timings);
    }

    private void commit(JobItem item, ProcessingResult result) {
        boolean ended;
        try {
            ended = finish(item, new ItemOutcome.Processed(result));
        } catch (RuntimeException e) {
            // whether the commit went through is unknown: the blobs stay, the sweep takes them if there is no row
            LOG.error("The result of {} could not be recorded", item.filename(), e);
            throw e;
        }
        if (!ended) {
            writer.discard(result);
            finish(item, ItemOutcome.Skipped.IMAGE_DELETED);
        }
    }

    private boolean finish(JobItem item, ItemOutcome outcome) {
        return stores.jobs().finishItem(item.jobId(), item.position(), outcome, clock.instant());
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
