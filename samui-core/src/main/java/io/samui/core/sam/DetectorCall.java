package io.samui.core.sam;

import io.samui.core.inference.Cancellation;
import io.samui.core.inference.ImageFrame;
import java.util.Map;

/**
 * What a detector is asked with, besides the prompt.
 *
 * @param graphs    by role
 * @param features  what the image encoder made of the image
 * @param image     the size of the upright image
 * @param threshold detections with a score below it are of no use
 */
record DetectorCall(
        Map<String, TensorGraph> graphs,
        Map<String, Tensor> features,
        ImageFrame image,
        double threshold,
        Cancellation cancellation) {}
