package io.samui.core.image;

import io.samui.core.inference.ImageFrame;

/** Says how many pixels are wanted of an upright image of a given size. */
@FunctionalInterface
public interface FrameChoice {

    ImageFrame frameFor(int width, int height);

    /** As it is, scaled down where its longer side has more pixels than that. */
    static FrameChoice longest(int pixels) {
        return (width, height) -> {
            double scale = Math.min(1, (double) pixels / Math.max(width, height));
            return new ImageFrame(
                    (int) Math.max(1, Math.round(width * scale)), (int) Math.max(1, Math.round(height * scale)));
        };
    }
}
