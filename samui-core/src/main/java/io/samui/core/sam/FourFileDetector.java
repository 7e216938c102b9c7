package io.samui.core.sam;

import io.samui.core.inference.Cancellation;
import io.samui.core.inference.ImageFrame;
import io.samui.core.inference.MaskSource;
import io.samui.core.inference.Prompt.Exemplar;
import io.samui.core.mask.LogitMask;
import io.samui.core.mask.MaskFrame;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * SAM3 as usls exports it from transformers: vision encoder, text encoder, geometry encoder, decoder; or, in its second version, the
 * last two in one. A pass takes one text and any number of boxes. In its masks, true is what counts.
 */
final class FourFileDetector implements DetectorLayout {

    static final String GEOMETRY_ENCODER = "geometry_encoder";

    private static final String INPUT_IDS = "input_ids";
    private static final String ATTENTION_MASK = "attention_mask";
    private static final String TEXT_FEATURES = "text_features";
    private static final String TEXT_MASK = "text_mask";
    private static final String INPUT_BOXES = "input_boxes";
    private static final String BOX_LABELS = "input_boxes_labels";
    private static final String GEOMETRY_FEATURES = "geometry_features";
    private static final String GEOMETRY_MASK = "geometry_mask";
    private static final String PROMPT_FEATURES = "prompt_features";
    private static final String PROMPT_MASK = "prompt_mask";
    private static final String PRED_MASKS = "pred_masks";
    private static final String PRED_BOXES = "pred_boxes";
    private static final String PRED_LOGITS = "pred_logits";
    private static final String PRESENCE_LOGITS = "presence_logits";
    private static final Set<String> ANSWERS = Set.of(PRED_MASKS, PRED_BOXES, PRED_LOGITS, PRESENCE_LOGITS);

    /** The label of a box that is none. */
    private static final float NO_BOX = -10;

    private static final int DEFAULT_LENGTH = 32;

    private final InspectedFile textEncoder;
    private final @Nullable InspectedFile geometryEncoder;
    private final InspectedFile decoder;

    /**
     * @param geometryEncoder null where the decoder takes boxes itself
     */
    FourFileDetector(InspectedFile textEncoder, @Nullable InspectedFile geometryEncoder, InspectedFile decoder) {
        this.textEncoder = textEncoder;
        this.geometryEncoder = geometryEncoder;
        this.decoder = decoder;
    }

    static boolean isTextEncoder(GraphSignature graph) {
        return names(graph.inputs()).equals(Set.of(INPUT_IDS, ATTENTION_MASK))
                && graph.inputs().stream().allMatch(input -> input.rank() == 2)
                && names(graph.outputs()).containsAll(Set.of(TEXT_FEATURES, TEXT_MASK));
    }

    static boolean isGeometryEncoder(GraphSignature graph) {
        return names(graph.inputs()).containsAll(Set.of(INPUT_BOXES, BOX_LABELS))
                && names(graph.outputs()).containsAll(Set.of(GEOMETRY_FEATURES, GEOMETRY_MASK));
    }

    /** The decoder that stands beside a geometry encoder. */
    static boolean isDecoder(GraphSignature graph) {
        return names(graph.inputs()).containsAll(Set.of(PROMPT_FEATURES, PROMPT_MASK)) && answers(graph);
    }

    /** The decoder that has the geometry encoder inside. */
    static boolean isDecoderWithGeometry(GraphSignature graph) {
        return names(graph.inputs()).containsAll(Set.of(TEXT_FEATURES, TEXT_MASK, INPUT_BOXES, BOX_LABELS))
                && answers(graph);
    }

    private static boolean answers(GraphSignature graph) {
        return names(graph.outputs()).containsAll(ANSWERS);
    }

    private static Set<String> names(List<TensorSpec> specs) {
        return specs.stream().map(TensorSpec::name).collect(Collectors.toSet());
    }

    @Override
    public Map<String, InspectedFile> files() {
        Map<String, InspectedFile> files = new HashMap<>();
        files.put(ThreeFileDetector.TEXT_ENCODER, textEncoder);
        files.put(Sam1MetaFamily.DECODER, decoder);
        if (geometryEncoder != null) {
            files.put(GEOMETRY_ENCODER, geometryEncoder);
        }
        return files;
    }

    @Override
    public Set<String> features() {
        Set<String> features = new HashSet<>(names(decoder.signature().inputs()));
        if (geometryEncoder != null) {
            features.addAll(names(geometryEncoder.signature().inputs()));
        }
        features.removeAll(Set.of(TEXT_FEATURES, TEXT_MASK, INPUT_BOXES, BOX_LABELS, PROMPT_FEATURES, PROMPT_MASK));
        return features;
    }

    @Override
    public int textLength() {
        long length =
                textEncoder.signature().input(INPUT_IDS).orElseThrow().shape().get(1);
        return length > 0 ? (int) length : DEFAULT_LENGTH;
    }

    @Override
    public boolean takesSeveralBoxes() {
        return true;
    }

    @Override
    public Map<String, Tensor> encode(Map<String, TensorGraph> graphs, int[] tokens, Cancellation cancellation) {
        int length = textLength();
        float[] ids = new float[length];
        float[] attention = new float[length];
        for (int i = 0; i < length; i++) {
            ids[i] = tokens[Math.min(i, tokens.length - 1)]; // padded with the end mark, which the mask hides
            attention[i] = i < tokens.length ? 1 : 0;
        }
        GraphSignature signature = textEncoder.signature();
        Map<String, Tensor> inputs = Map.of(
                INPUT_IDS, Tensors.of(signature, INPUT_IDS, ids, 1, length),
                ATTENTION_MASK, Tensors.of(signature, ATTENTION_MASK, attention, 1, length));
        try (TensorMap outputs = Graphs.of(graphs, ThreeFileDetector.TEXT_ENCODER)
                .run(inputs, Set.of(TEXT_FEATURES, TEXT_MASK), cancellation)) {
            return Map.of(
                    TEXT_FEATURES, Tensors.copy(outputs.get(TEXT_FEATURES)),
                    TEXT_MASK, Tensors.copy(outputs.get(TEXT_MASK)));
        }
    }

    @Override
    public List<Detection> detect(DetectorCall call, Map<String, Tensor> text, List<Exemplar> boxes) {
        TensorGraph graph = Graphs.of(call.graphs(), Sam1MetaFamily.DECODER);
        Map<String, Tensor> prompt = geometryEncoder == null
                ? withBoxes(text, boxes, call.image(), decoder.signature())
                : joined(call, text, boxes, geometryEncoder);
        Map<String, Tensor> inputs = Tensors.inputs(graph, call.features(), prompt);
        try (TensorMap outputs = graph.run(inputs, ANSWERS, call.cancellation())) {
            return read(outputs, call);
        }
    }

    private static Map<String, Tensor> withBoxes(
            Map<String, Tensor> text, List<Exemplar> boxes, ImageFrame image, GraphSignature graph) {
        Map<String, Tensor> prompt = new HashMap<>(text);
        int count = Math.max(1, boxes.size());
        float[] coordinates = new float[4 * count];
        float[] labels = new float[count];
        Arrays.fill(labels, NO_BOX);
        for (int i = 0; i < boxes.size(); i++) {
            System.arraycopy(Boxes.centred(boxes.get(i).box(), image), 0, coordinates, 4 * i, 4);
            labels[i] = boxes.get(i).positive() ? 1 : 0;
        }
        prompt.put(INPUT_BOXES, Tensors.of(graph, INPUT_BOXES, coordinates, 1, count, 4));
        prompt.put(BOX_LABELS, Tensors.of(graph, BOX_LABELS, labels, 1, count));
        return prompt;
    }

    /** The text's tokens, then those of the boxes. */
    private static Map<String, Tensor> joined(
            DetectorCall call, Map<String, Tensor> text, List<Exemplar> boxes, InspectedFile geometry) {
        Tensor features = Tensors.feature(text, TEXT_FEATURES);
        Tensor mask = Tensors.feature(text, TEXT_MASK);
        if (boxes.isEmpty()) {
            return Map.of(PROMPT_FEATURES, features, PROMPT_MASK, mask);
        }
        TensorGraph graph = Graphs.of(call.graphs(), GEOMETRY_ENCODER);
        Map<String, Tensor> inputs =
                Tensors.inputs(graph, call.features(), withBoxes(Map.of(), boxes, call.image(), geometry.signature()));
        try (TensorMap outputs = graph.run(inputs, Set.of(GEOMETRY_FEATURES, GEOMETRY_MASK), call.cancellation())) {
            return Map.of(
                    PROMPT_FEATURES, Tensors.joined(features, outputs.get(GEOMETRY_FEATURES)),
                    PROMPT_MASK, Tensors.joined(mask, outputs.get(GEOMETRY_MASK)));
        }
    }

    private static List<Detection> read(TensorMap outputs, DetectorCall call) {
        ImageFrame image = call.image();
        double presence =
                logistic(outputs.get(PRESENCE_LOGITS).host().asFloatBuffer().get(0));
        FloatBuffer logits = outputs.get(PRED_LOGITS).host().asFloatBuffer();
        double[] scores = new double[logits.remaining()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = logistic(logits.get(i)) * presence;
        }
        float[] boxes = new float[4 * scores.length];
        outputs.get(PRED_BOXES).host().asFloatBuffer().get(boxes);
        List<Detection> detections = new ArrayList<>();
        for (int i : Boxes.best(scores, call.threshold(), MOST)) {
            detections.add(new Detection(
                    scores[i],
                    Boxes.of(boxes, i, image.width(), image.height(), image),
                    mask(outputs.get(PRED_MASKS), i, image)));
        }
        return detections;
    }

    /** As transformers' post-processing has it: probabilities are resampled, not logits. */
    private static MaskSource mask(Tensor masks, int index, ImageFrame image) {
        float[] values = Tensors.plane(masks, index);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) logistic(values[i]);
        }
        int width = Tensors.width(masks);
        int height = Tensors.height(masks);
        MaskFrame frame = new MaskFrame(width, height, width, height, image.width(), image.height());
        return new MaskSource.Probabilities(new LogitMask(values, width, height, frame));
    }

    private static double logistic(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}
