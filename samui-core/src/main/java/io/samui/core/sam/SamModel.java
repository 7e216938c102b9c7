package io.samui.core.sam;

import io.samui.core.image.RgbImage;
import io.samui.core.inference.Cancellation;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.ImageFrame;
import io.samui.core.inference.Prompt;
import io.samui.core.inference.PromptKind;
import io.samui.core.inference.Segmentation;
import io.samui.core.inference.SegmentationMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A recognised model: how it turns images into tensors, and tensors into masks. Stateless, thread-safe. */
interface SamModel {

    /** The files in use, by role. */
    Map<String, InspectedFile> files();

    Set<SegmentationMode> modes();

    /** Those of its modes that it has in an approximation only. */
    default Set<SegmentationMode> approximateModes() {
        return Set.of();
    }

    Set<PromptKind> promptKinds();

    /** Why it cannot take these texts; empty when it can, or takes none at all. Loads no weights. */
    default Optional<String> refusal(List<String> texts) {
        return Optional.empty();
    }

    /** The tokenizer in use where the bundle brings it. */
    default Optional<ModelBundle.BundleFile> tokenizer() {
        return Optional.empty();
    }

    /** The most exemplar boxes, 0 where it takes none. */
    int exemplarLimit();

    /** Changes with everything that changes the encoder's input. */
    String preprocessingVersion();

    /** The pixels it wants of an image this size. */
    ImageFrame frameFor(int width, int height);

    /** The encoder's input, or an input per encoder; the caller closes them. */
    List<Tensor> prepare(RgbImage image);

    /**
     * Runs the encoder.
     *
     * @param graphs   by role
     * @param prepared what {@link #prepare} returned; stays the caller's
     * @return what the decoder takes, by name; the caller closes them
     */
    Map<String, Tensor> encode(Map<String, TensorGraph> graphs, List<Tensor> prepared, Cancellation cancellation);

    /**
     * Runs the decoder for all prompts.
     *
     * @param features what {@link #encode} returned; stays the caller's
     * @param image    the size of the upright image
     */
    Segmentation decode(
            Map<String, TensorGraph> graphs,
            Map<String, Tensor> features,
            ImageFrame image,
            Prompt prompt,
            DecodeOptions options,
            Cancellation cancellation);
}
