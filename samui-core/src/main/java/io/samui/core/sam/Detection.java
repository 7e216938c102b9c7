package io.samui.core.sam;

import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.MaskSource;
import io.samui.core.mask.BinaryMask;
import io.samui.core.mask.Box;
import io.samui.core.mask.LogitMask;
import io.samui.core.mask.MaskFrame;
import org.jspecify.annotations.Nullable;

/**
 * Something that a detector found.
 *
 * @param box  in pixels of the image, cut off at its edges; null where the model's own is of no use
 */
record Detection(double score, @Nullable Box box, MaskSource mask) {

    /** The mask as the model gave it, for comparisons: as good as the one of the image's size, and much cheaper. */
    BinaryMask coarse(DecodeOptions options) {
        if (mask instanceof MaskSource.Scaled scaled) {
            return scaled.mask();
        }
        if (mask instanceof MaskSource.Probabilities probabilities) {
            return new MaskSource.Probabilities(unplaced(probabilities.probabilities())).toMask(options);
        }
        if (mask instanceof MaskSource.Logits logits) {
            return new MaskSource.Logits(unplaced(logits.logits())).toMask(options);
        }
        return mask.toMask(options);
    }

    private static LogitMask unplaced(LogitMask mask) {
        int width = mask.gridWidth();
        int height = mask.gridHeight();
        return new LogitMask(mask.logits(), width, height, new MaskFrame(width, height, width, height, width, height));
    }

    /** The box, or that of the mask. */
    Box place(DecodeOptions options, int imageWidth, int imageHeight) {
        if (box != null) {
            return box;
        }
        BinaryMask coarse = coarse(options);
        Box bounds = coarse.bounds().toBox();
        double x = (double) imageWidth / coarse.width();
        double y = (double) imageHeight / coarse.height();
        return new Box(bounds.x() * x, bounds.y() * y, bounds.width() * x, bounds.height() * y);
    }
}
