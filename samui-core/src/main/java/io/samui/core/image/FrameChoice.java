package io.samui.core.image;

import io.samui.core.inference.ImageFrame;

/** Says how many pixels are wanted of an upright image of a given size. */
@FunctionalInterface
public interface FrameChoice {

    ImageFrame frameFor(int width, int height);
}
