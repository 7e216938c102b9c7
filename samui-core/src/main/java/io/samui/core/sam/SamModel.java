package io.samui.core.sam;

import io.samui.core.image.RgbImage;
import io.samui.core.inference.Cancellation;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.ImageFrame;
import io.samui.core.inference.Prompt;
import io.samui.core.inference.PromptKind;
import io.samui.core.inference.Segmentation;
import io.samui.core.inference.SegmentationMode;
import java.util.Map;
import java.util.Set;

/** A recognised model: how it turns images into tensors, and tensors into masks. Stateless, thread-safe. */
interface SamModel {

    /** The files in use, by role. */
    Map<String, InspectedFile> files();

    Set<SegmentationMode> modes();

    Set<PromptKind> promptKinds();

    /** The most exemplar boxes, 0 where it takes none. */
    int exemplarLimit();

    /** Changes with everything that changes the encoder's input. */
    String preprocessingVersion();

    /** The pixels it wants of an image this size. */
    ImageFrame frameFor(int width, int height);

    /** The encoder's input; the caller closes it. */
    Tensor prepare(RgbImage image);

    /**
     * Runs the encoder.
     *
     * @param graphs by role
     * @return what the decoder takes, by name; the caller closes them
     */
    Map<String, Tensor> encode(Map<String, TensorGraph> graphs, Tensor prepared, Cancellation cancellation);

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
