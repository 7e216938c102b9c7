package io.samui.core.sam;

import java.util.Optional;

/** SAM3's tracker by itself: boxes and points, no concepts. */
final class Sam3TrackerFamily implements ModelFamily {

    @Override
    public String name() {
        return "sam3-tracker";
    }

    @Override
    public String requirement() {
        return name()
                + ": an encoder with one image input (f32 [N,3,1008,1008]) and outputs image_embeddings.0 to .2, and a decoder with "
                + "these three, input_points, input_labels, optionally input_boxes, and outputs iou_scores and pred_masks";
    }

    @Override
    public Optional<SamModel> recognise(BundleContents bundle) {
        return new TransformersSplit(bundle).sam3("").map(model -> model);
    }
}
