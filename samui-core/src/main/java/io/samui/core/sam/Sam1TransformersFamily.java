package io.samui.core.sam;

import java.util.Optional;

/** SAM1 as transformers.js has it, Xenova's exports among them. */
final class Sam1TransformersFamily implements ModelFamily {

    @Override
    public String name() {
        return "sam1-hf";
    }

    @Override
    public String requirement() {
        return name()
                + ": an encoder with one image input (f32 [N,3,S,S]) and outputs image_embeddings and image_positional_embeddings, "
                + "and a decoder with these two, input_points with input_labels, or input_boxes, or all three, and outputs "
                + "iou_scores and pred_masks";
    }

    @Override
    public Optional<SamModel> recognise(BundleContents bundle) {
        return new TransformersSplit(bundle).sam1();
    }
}
