package io.samui.core.history;

import io.samui.core.InvalidInputException;
import io.samui.core.NotFoundException;
import io.samui.core.Page;
import io.samui.core.PageRequest;
import io.samui.core.annotation.SnapshotDifference;
import io.samui.core.export.CocoReader;
import io.samui.core.image.ImageCatalogue;
import io.samui.core.image.ImageId;
import io.samui.core.image.ImageRecord;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.mask.BinaryMask;
import io.samui.core.mask.MaskComparison;
import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobNotFoundException;
import io.samui.core.storage.BlobSource;
import io.samui.core.storage.BlobStorage;
import io.samui.core.storage.BlobStorageException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import tools.jackson.core.JacksonException;

/** Reads the history. Thread-safe. */
public final class HistoryService {

    private final ImageCatalogue images;
    private final ResultStore results;
    private final BlobStorage blobs;

    public HistoryService(ImageCatalogue images, ResultStore results, BlobStorage blobs) {
        this.images = images;
        this.results = results;
        this.blobs = blobs;
    }

    /**
     * One entry.
     *
     * @throws NotFoundException when there is no such result
     */
    public ProcessingResult get(ResultId id) {
        return results.find(id).orElseThrow(() -> new NotFoundException("Result not found", id));
    }

    /**
     * An image's entries in a mode, newest first.
     *
     * @throws NotFoundException when there is no such image
     */
    public Page<ProcessingResult> list(ImageId image, SegmentationMode mode, PageRequest request) {
        requireImage(image);
        return results.list(image, mode, request);
    }

    /** All entries in a mode, newest first. */
    public Page<ProcessingResult> list(SegmentationMode mode, PageRequest request) {
        return results.list(mode, request);
    }

    /**
     * The newest entry of an image in a mode.
     *
     * @throws NotFoundException when there is no such image, or it has no result in that mode; the message names the mode
     */
    public ProcessingResult latest(ImageId image, SegmentationMode mode) {
        return results.latest(image, mode).orElseThrow(() -> {
            requireImage(image);
            return new NotFoundException(
                    "The image has no result in mode " + mode.wireName() + ": process it in that mode first", image);
        });
    }

    /** The union mask, an 8-bit grey PNG of the image's size; the caller closes it. */
    public InputStream mask(ProcessingResult result) {
        return blobs.open(result.maskKey());
    }

    /** The COCO document; the caller closes it. */
    public InputStream coco(ProcessingResult result) {
        return blobs.open(result.cocoKey());
    }

    /** The union mask as {@link #mask} gives it, with its size. */
    public BlobSource maskBlob(ProcessingResult result) {
        return blob(result.maskKey());
    }

    /** The COCO document as {@link #coco} gives it, with its size. */
    public BlobSource cocoBlob(ProcessingResult result) {
        return blob(result.cocoKey());
    }

    /**
     * The masks of a result's instances, in order, each of the image's size.
     *
     * @throws io.samui.core.storage.BlobNotFoundException when its COCO document is gone
     * @throws BlobStorageException when that cannot be read, or is damaged
     */
    public List<BinaryMask> masks(ProcessingResult result) {
        try (InputStream document = blobs.open(result.cocoKey())) {
            return CocoReader.masks(document);
        } catch (IllegalArgumentException e) {
            throw new BlobStorageException("Blob " + result.cocoKey() + " is damaged: " + e.getMessage(), e, false);
        } catch (IOException | JacksonException e) {
            throw new BlobStorageException("Blob " + result.cocoKey() + " could not be read to its end", e, true);
        }
    }

    /**
     * Compares two results of one image, whatever modes they are of.
     *
     * @throws NotFoundException     when there is no such result
     * @throws InvalidInputException when they are of different images
     */
    public ResultComparison compare(ResultId first, ResultId second) {
        ProcessingResult before = get(first);
        ProcessingResult after = get(second);
        if (!before.imageId().equals(after.imageId())) {
            throw new InvalidInputException(
                    "The two results are of different images: choose two of one image to compare them");
        }
        ImageRecord image = images.find(before.imageId())
                .orElseThrow(() -> new NotFoundException("Image not found", before.imageId()));
        return new ResultComparison(
                before,
                after,
                MaskComparison.of(image.width(), image.height(), masks(before), masks(after)),
                SnapshotDifference.between(before.snapshot(), after.snapshot()));
    }

    private BlobSource blob(BlobKey key) {
        long size = blobs.find(key)
                .orElseThrow(() -> new BlobNotFoundException(key))
                .size();
        return new BlobSource() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public InputStream open() {
                return blobs.open(key);
            }
        };
    }

    private void requireImage(ImageId image) {
        if (images.find(image).isEmpty()) {
            throw new NotFoundException("Image not found", image);
        }
    }
}
