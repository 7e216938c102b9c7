package io.samui.core.sam;

import io.samui.core.inference.Prompt.PromptPoint;
import io.samui.core.inference.Segmentation.Instance;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.mask.Box;
import java.util.List;
import java.util.Set;

/** How a mask decoder is asked about boxes and points. Stateless. */
interface DecoderLayout {

    /** {@code INSIDE_BOX}, {@code POINT}, or both: some exports leave inputs out. */
    Set<SegmentationMode> modes();

    /** One instance per box, in order. */
    List<Instance> boxes(DecoderCall call, List<Box> boxes);

    /** One instance for all points. */
    Instance points(DecoderCall call, List<PromptPoint> points);
}
