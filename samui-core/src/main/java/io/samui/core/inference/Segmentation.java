package io.samui.core.inference;

import io.samui.core.mask.Box;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model's answer for one image.
 *
 * @param imageWidth  width of the upright image that masks will have
 * @param imageHeight its height
 * @param instances   for boxes one per box in order, for points exactly one, for a concept any number
 */
public record Segmentation(int imageWidth, int imageHeight, List<Instance> instances) {

    public Segmentation {
        instances = List.copyOf(instances);
    }

    /**
     * One instance.
     *
     * @param promptIndex which prompt it answers: the box, or the text; 0 for points and exemplars
     * @param box         the model's own box of a discovered instance; null where the model gives none
     * @param score       the model's own estimate of quality, as it came (SAM's predicted IoU can exceed 1)
     * @param mask        where the mask is made from
     */
    public record Instance(int promptIndex, @Nullable Box box, double score, MaskSource mask) {}
}
