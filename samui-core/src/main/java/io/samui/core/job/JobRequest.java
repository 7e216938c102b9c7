package io.samui.core.job;

import io.samui.core.image.ImageId;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.SegmentationMode;
import java.util.List;

/**
 * A submission.
 *
 * @param imageIds   in the order in which they are to be processed; duplicates count once, unknown ones are left out
 * @param parameters compared by change detection
 * @param forceAll   process all that have something to process, changed or not
 */
public record JobRequest(List<ImageId> imageIds, SegmentationMode mode, DecodeOptions parameters, boolean forceAll) {

    public JobRequest {
        imageIds = List.copyOf(imageIds);
    }

    /** Only what needs processing, with default parameters. */
    public static JobRequest of(SegmentationMode mode, List<ImageId> imageIds) {
        return new JobRequest(imageIds, mode, DecodeOptions.defaults(), false);
    }

    public JobRequest forced() {
        return new JobRequest(imageIds, mode, parameters, true);
    }
}
