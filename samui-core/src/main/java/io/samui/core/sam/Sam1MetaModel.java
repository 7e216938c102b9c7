package io.samui.core.sam;

import static io.samui.core.sam.Sam1MetaFamily.DECODER;
import static io.samui.core.sam.Sam1MetaFamily.ENCODER;
import static io.samui.core.sam.Sam1MetaFamily.IMAGE_EMBEDDINGS;

import io.samui.core.image.RgbImage;
import io.samui.core.inference.Cancellation;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.ImageFrame;
import io.samui.core.inference.InferenceException;
import io.samui.core.inference.Prompt;
import io.samui.core.inference.PromptKind;
import io.samui.core.inference.Segmentation;
import io.samui.core.inference.Segmentation.Instance;
import io.samui.core.inference.SegmentationMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One model of {@link Sam1MetaFamily}: the encoder runs once an image, the decoder once a box or set of points. */
final class Sam1MetaModel implements SamModel {

    /** One cell of the embedding covers so many pixels of the frame. */
    private static final int STRIDE = 16;

    private static final int DEFAULT_GRID = 64;

    private final InspectedFile encoder;
    private final InspectedFile decoder;
    private final Preprocessing preprocessing;
    private final TensorSpec encoderInput;
    private final String encoderOutput;

    Sam1MetaModel(InspectedFile encoder, InspectedFile decoder, @Nullable Preprocessing declared) {
        this.encoder = encoder;
        this.decoder = decoder;
        this.encoderInput = encoder.signature().inputs().get(0);
        this.encoderOutput = encoder.signature().outputs().get(0).name();
        this.preprocessing = declared == null ? preprocessing(encoder.signature(), decoder.signature()) : declared;
    }

    /** An encoder of rank 3 normalises and pads inside; one of rank 4 wants both done. */
    private static Preprocessing preprocessing(GraphSignature encoder, GraphSignature decoder) {
        TensorSpec input = encoder.inputs().get(0);
        if (input.rank() == 3) {
            return new Preprocessing(
                    STRIDE * grid(encoder, decoder),
                    Preprocessing.Resize.LONGEST_SIDE,
                    1,
                    List.of(0.0, 0.0, 0.0),
                    List.of(1.0, 1.0, 1.0),
                    Preprocessing.Pad.NONE,
                    Preprocessing.Layout.HWC);
        }
        long side = Math.max(input.shape().get(2), input.shape().get(3));
        return new Preprocessing(
                side > 0 ? (int) side : STRIDE * grid(encoder, decoder),
                Preprocessing.Resize.LONGEST_SIDE,
                1,
                Preprocessing.SAM1_MEAN,
                Preprocessing.SAM1_STD,
                Preprocessing.Pad.BOTTOM_RIGHT,
                Preprocessing.Layout.NCHW);
    }

    private static int grid(GraphSignature encoder, GraphSignature decoder) {
        long side = encoder.outputs().get(0).shape().get(3);
        if (side <= 0) {
            side = decoder.input(IMAGE_EMBEDDINGS)
                    .map(spec -> spec.shape().get(3))
                    .orElse(-1L);
        }
        return side > 0 ? (int) side : DEFAULT_GRID;
    }

    @Override
    public Map<String, InspectedFile> files() {
        return Map.of(ENCODER, encoder, DECODER, decoder);
    }

    @Override
    public Set<SegmentationMode> modes() {
        return Set.of(SegmentationMode.INSIDE_BOX, SegmentationMode.POINT);
    }

    @Override
    public Set<PromptKind> promptKinds() {
        return Set.of(PromptKind.BOX, PromptKind.POINT);
    }

    @Override
    public int exemplarLimit() {
        return 0;
    }

    @Override
    public String preprocessingVersion() {
        return "1 " + preprocessing + " " + encoderInput.dtype();
    }

    @Override
    public ImageFrame frameFor(int width, int height) {
        return preprocessing.used(width, height);
    }

    @Override
    public Tensor prepare(RgbImage image) {
        return ImageTensors.of(image, preprocessing, encoderInput.dtype());
    }

    @Override
    public Map<String, Tensor> encode(Map<String, TensorGraph> graphs, Tensor prepared, Cancellation cancellation) {
        try (TensorMap outputs = graph(graphs, ENCODER)
                .run(Map.of(encoderInput.name(), prepared), Set.of(encoderOutput), cancellation)) {
            return Map.of(IMAGE_EMBEDDINGS, outputs.take(encoderOutput));
        }
    }

    @Override
    public Segmentation decode(
            Map<String, TensorGraph> graphs,
            Map<String, Tensor> features,
            ImageFrame image,
            Prompt prompt,
            DecodeOptions options,
            Cancellation cancellation) {
        Sam1MetaDecoder run = new Sam1MetaDecoder(
                graph(graphs, DECODER), decoder.signature(), features, image, preprocessing, cancellation);
        List<Instance> instances = new ArrayList<>();
        if (prompt instanceof Prompt.BoxPrompt boxes) {
            for (int i = 0; i < boxes.boxes().size(); i++) {
                cancellation.throwIfCancelled();
                instances.add(run.box(i, boxes.boxes().get(i)));
            }
        } else if (prompt instanceof Prompt.PointPrompt points) {
            instances.add(run.points(points.points()));
        } else {
            throw new InferenceException(
                    InferenceException.Kind.MODE_NOT_SUPPORTED,
                    "A SAM1 model takes boxes and points, no concepts: find_all needs a SAM3 model",
                    null);
        }
        return new Segmentation(image.width(), image.height(), instances);
    }

    private static TensorGraph graph(Map<String, TensorGraph> graphs, String role) {
        TensorGraph graph = graphs.get(role);
        if (graph == null) {
            throw new IllegalStateException("The " + role + " is not loaded");
        }
        return graph;
    }
}
