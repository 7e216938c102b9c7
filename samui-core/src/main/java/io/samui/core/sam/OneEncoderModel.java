package io.samui.core.sam;

import io.samui.core.image.RgbImage;
import io.samui.core.inference.Cancellation;
import io.samui.core.inference.ImageFrame;
import java.util.List;
import java.util.Map;

/** A model that sees images through one encoder. */
interface OneEncoderModel extends SamModel {

    ImageEncoder encoder();

    @Override
    default String preprocessingVersion() {
        return encoder().version();
    }

    @Override
    default ImageFrame frameFor(int width, int height) {
        return encoder().preprocessing().used(width, height);
    }

    @Override
    default List<Tensor> prepare(RgbImage image) {
        return List.of(encoder().prepare(image));
    }

    @Override
    default Map<String, Tensor> encode(
            Map<String, TensorGraph> graphs, List<Tensor> prepared, Cancellation cancellation) {
        return encoder().encode(graphs, prepared.get(0), cancellation);
    }
}
