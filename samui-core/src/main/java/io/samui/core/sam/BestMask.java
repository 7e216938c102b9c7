package io.samui.core.sam;

import io.samui.core.inference.MaskSource;
import io.samui.core.inference.Segmentation.Instance;
import io.samui.core.mask.LogitMask;
import io.samui.core.mask.MaskFrame;
import java.nio.FloatBuffer;

/** Of the candidates that a decoder gives for one object, the one with the highest score. */
final class BestMask {

    /** How masks of a grid lie over the image. */
    @FunctionalInterface
    interface Placement {
        MaskFrame of(int gridWidth, int gridHeight);
    }

    private BestMask() {}

    /**
     * The answer for one object.
     *
     * @param scores a number per object and candidate
     * @param masks  logits: object, candidate, row, column
     * @param object which object of the run
     * @param index  the prompt that it answers
     */
    static Instance of(Tensor scores, Tensor masks, int object, int index, Placement placement) {
        int candidates = (int) scores.shape()[scores.shape().length - 1];
        FloatBuffer values = scores.host().asFloatBuffer();
        int best = object * candidates;
        for (int i = best + 1; i < (object + 1) * candidates; i++) {
            best = values.get(i) > values.get(best) ? i : best;
        }
        int width = Tensors.width(masks);
        int height = Tensors.height(masks);
        LogitMask mask = new LogitMask(Tensors.plane(masks, best), width, height, placement.of(width, height));
        return new Instance(index, null, values.get(best), new MaskSource.Logits(mask));
    }
}
