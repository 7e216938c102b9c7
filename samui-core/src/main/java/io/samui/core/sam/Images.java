package io.samui.core.sam;

import io.samui.core.inference.ImageFrame;
import java.util.Optional;

/** Looks at image inputs of graphs. */
final class Images {

    private Images() {}

    /** Whether it is a batch of three planes of float32. */
    static boolean isPlanes(TensorSpec input) {
        return input.rank() == 4
                && input.dtype() == DType.F32
                && (input.shape().get(1) == 3 || input.shape().get(1) == -1);
    }

    /** The size of planes; empty where the graph leaves it open. */
    static Optional<ImageFrame> frame(TensorSpec planes) {
        long height = planes.shape().get(planes.rank() - 2);
        long width = planes.shape().get(planes.rank() - 1);
        return width > 0 && height > 0 ? Optional.of(new ImageFrame((int) width, (int) height)) : Optional.empty();
    }
}
