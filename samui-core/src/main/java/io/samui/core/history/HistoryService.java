package io.samui.core.history;

import io.samui.core.NotFoundException;
import io.samui.core.Page;
import io.samui.core.PageRequest;
import io.samui.core.image.ImageCatalogue;
import io.samui.core.image.ImageId;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobNotFoundException;
import io.samui.core.storage.BlobSource;
import io.samui.core.storage.BlobStorage;
import java.io.InputStream;

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
