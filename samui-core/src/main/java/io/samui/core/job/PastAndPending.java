package io.samui.core.job;

import io.samui.core.change.Attempt;
import io.samui.core.change.Pending;
import io.samui.core.image.ImageId;
import io.samui.core.inference.SegmentationMode;
import java.util.Collection;
import java.util.Map;

/**
 * Port that reads what change detection needs to know of items. Thread-safe; joins the caller's transaction, so that under the
 * queue's lock nothing it says can change.
 */
public interface PastAndPending {

    /** Of each of these images the newest item in this mode that is pending or running; images without one have no entry. */
    Map<ImageId, Pending> newestPending(Collection<ImageId> images, SegmentationMode mode);

    /** Of each of these images the newest item in this mode that was processed or failed; images without one have no entry. */
    Map<ImageId, Attempt> lastAttempts(Collection<ImageId> images, SegmentationMode mode);
}
