package io.samui.core.history;

import io.samui.core.Page;
import io.samui.core.PageRequest;
import io.samui.core.image.ImageId;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.storage.BlobKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Port to the result rows, for reading and trimming; they are written by {@code JobStore.finishItems}. Thread-safe; each method is one transaction, or joins the caller's
 * {@link io.samui.core.UnitOfWork}.
 */
public interface ResultStore {

    Optional<ProcessingResult> find(ResultId id);

    /** The result with the highest {@code seq} of this image and mode. */
    Optional<ProcessingResult> latest(ImageId image, SegmentationMode mode);

    /** The latest result of each of these images in this mode; images without one have no entry. */
    Map<ImageId, ProcessingResult> latest(Collection<ImageId> images, SegmentationMode mode);

    /** An image's results in a mode, newest first; empty when there is no such image. */
    Page<ProcessingResult> list(ImageId image, SegmentationMode mode, PageRequest request);

    /** All results in a mode, newest first. */
    Page<ProcessingResult> list(SegmentationMode mode, PageRequest request);

    /**
     * Looks for expired results among the oldest {@code limit} ones with a {@code seq} above {@code after}.
     *
     * @param after 0 begins with the oldest of all
     */
    ExpiredResults expired(Retention retention, long after, int limit);

    /**
     * Deletes results, but never the latest of an image and mode. Job items stay as they are, the id of their result with them.
     *
     * @return the keys of the blobs that belonged to each result that was deleted, to be deleted after the commit; the latest of
     *     an image and mode, and those that are not there, have no entry
     */
    Map<ResultId, List<BlobKey>> delete(Collection<ResultId> ids);
}
