package io.samui.core.job;

import io.samui.core.IdGenerator;
import io.samui.core.export.CocoDocument;
import io.samui.core.export.CocoWriter;
import io.samui.core.export.PngWriter;
import io.samui.core.history.ProcessingResult;
import io.samui.core.history.Provenance;
import io.samui.core.history.ResultId;
import io.samui.core.history.Timings;
import io.samui.core.image.ImageRecord;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.EngineInfo;
import io.samui.core.inference.Segmentation;
import io.samui.core.inference.Segmentation.Instance;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.inference.Stopwatch;
import io.samui.core.mask.BinaryMask;
import io.samui.core.mask.Box;
import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobSource;
import io.samui.core.storage.BlobStorage;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes masks and the COCO document of an answer and puts them into the blob storage, so that they are there before any row
 * points at them.
 */
final class ResultWriter {

    private static final Logger LOG = LoggerFactory.getLogger(ResultWriter.class);

    private final BlobStorage blobs;
    private final IdGenerator ids;
    private final Clock clock;

    ResultWriter(BlobStorage blobs, IdGenerator ids, Clock clock) {
        this.blobs = blobs;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Writes the blobs of an answer.
     *
     * @param timings where the time went so far; post-processing and storing are added
     * @return the result, without sequence number, its blobs written
     */
    ProcessingResult write(
            JobItem item,
            ImageRecord image,
            Segmentation segmentation,
            DecodeOptions parameters,
            EngineInfo engine,
            Timings timings) {
        Stopwatch watch = new Stopwatch();
        List<BinaryMask> masks = segmentation.instances().stream()
                .map(instance -> instance.mask().toMask(parameters))
                .toList();
        byte[] png = PngWriter.grey(BinaryMask.union(image.width(), image.height(), masks));
        byte[] coco = CocoWriter.write(CocoDocument.of(image, item.snapshot(), segmentation, masks));
        Duration postprocess = watch.lap();

        ResultId id = new ResultId(ids.next());
        BlobKey maskKey = new BlobKey("masks/" + id + ".png");
        BlobKey cocoKey = new BlobKey("coco/" + id + ".json");
        blobs.put(maskKey, BlobSource.of(png), "image/png");
        try {
            blobs.put(cocoKey, BlobSource.of(coco), "application/json");
        } catch (RuntimeException | Error e) {
            delete(maskKey);
            throw e;
        }
        Timings all = new Timings(timings.read(), timings.encode(), timings.decode(), postprocess, watch.lap());
        return new ProcessingResult(
                id,
                0,
                item.jobId(),
                image.id(),
                clock.instant(),
                item.snapshot(),
                new Provenance(
                        image.sha256(),
                        engine.modelId(),
                        engine.modelDigest(),
                        engine.backend(),
                        engine.device(),
                        parameters,
                        all),
                segmentation.instances().stream().map(Instance::score).toList(),
                discoveredBoxes(item, segmentation, masks),
                maskKey,
                cocoKey);
    }

    /** Takes back the blobs of a result that got no row; one that cannot be deleted is left to the sweep. */
    void discard(ProcessingResult result) {
        delete(result.maskKey());
        delete(result.cocoKey());
    }

    private void delete(BlobKey key) {
        try {
            blobs.delete(key);
        } catch (RuntimeException e) {
            LOG.warn("{} has no result and could not be deleted", key, e);
        }
    }

    private static @Nullable List<Box> discoveredBoxes(
            JobItem item, Segmentation segmentation, List<BinaryMask> masks) {
        if (item.snapshot().mode() != SegmentationMode.FIND_ALL) {
            return null;
        }
        List<Instance> instances = segmentation.instances();
        return IntStream.range(0, instances.size())
                .mapToObj(i -> Optional.ofNullable(instances.get(i).box())
                        .orElseGet(() -> masks.get(i).bounds().toBox()))
                .toList();
    }
}
