package io.samui.core.job;

import io.samui.core.image.ImageId;
import io.samui.core.inference.SegmentationMode;
import java.util.Collection;
import java.util.List;

/**
 * Port that reads what change detection needs. Thread-safe; joins the caller's transaction, so that under the queue's lock what it
 * says of items and results stays true.
 */
public interface ImageStates {

    /**
     * How those of the images that exist stand in a mode, in any order. Reads no annotations and no snapshots: a few short values
     * of each image, in a number of statements that does not depend on what they hold.
     */
    List<ImageState> find(Collection<ImageId> images, SegmentationMode mode);
}
