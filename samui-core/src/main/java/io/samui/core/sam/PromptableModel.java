package io.samui.core.sam;

import io.samui.core.inference.Cancellation;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.ImageFrame;
import io.samui.core.inference.InferenceException;
import io.samui.core.inference.Prompt;
import io.samui.core.inference.PromptKind;
import io.samui.core.inference.Segmentation;
import io.samui.core.inference.Segmentation.Instance;
import io.samui.core.inference.SegmentationMode;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A model of boxes and points: the encoder runs once an image, the decoder answers prompts.
 *
 * @param decoderRole by which the decoder's graph is found
 */
record PromptableModel(ImageEncoder encoder, String decoderRole, InspectedFile decoder, DecoderLayout layout)
        implements OneEncoderModel {

    @Override
    public Map<String, InspectedFile> files() {
        return Map.of(encoder.role(), encoder.file(), decoderRole, decoder);
    }

    @Override
    public Set<SegmentationMode> modes() {
        return layout.modes();
    }

    @Override
    public Set<PromptKind> promptKinds() {
        Set<PromptKind> kinds = EnumSet.noneOf(PromptKind.class);
        for (SegmentationMode mode : modes()) {
            kinds.add(mode == SegmentationMode.POINT ? PromptKind.POINT : PromptKind.BOX);
        }
        return kinds;
    }

    @Override
    public int exemplarLimit() {
        return 0;
    }

    @Override
    public Segmentation decode(
            Map<String, TensorGraph> graphs,
            Map<String, Tensor> features,
            ImageFrame image,
            Prompt prompt,
            DecodeOptions options,
            Cancellation cancellation) {
        DecoderCall call = new DecoderCall(
                Graphs.of(graphs, decoderRole),
                features,
                new PromptFrame(image, encoder.preprocessing()),
                cancellation);
        return new Segmentation(image.width(), image.height(), answer(call, prompt));
    }

    private List<Instance> answer(DecoderCall call, Prompt prompt) {
        if (prompt instanceof Prompt.BoxPrompt boxes && modes().contains(SegmentationMode.INSIDE_BOX)) {
            return layout.boxes(call, boxes.boxes());
        }
        if (prompt instanceof Prompt.PointPrompt points && modes().contains(SegmentationMode.POINT)) {
            return List.of(layout.points(call, points.points()));
        }
        String lacking = prompt instanceof Prompt.BoxPrompt
                ? "boxes"
                : prompt instanceof Prompt.PointPrompt ? "points" : "concepts: find_all needs a SAM3 model";
        throw new InferenceException(
                InferenceException.Kind.MODE_NOT_SUPPORTED, "This model takes no " + lacking, null);
    }
}
