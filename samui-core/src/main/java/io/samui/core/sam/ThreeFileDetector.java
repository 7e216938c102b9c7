package io.samui.core.sam;

import io.samui.core.inference.Cancellation;
import io.samui.core.inference.ImageFrame;
import io.samui.core.inference.Prompt.Exemplar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * SAM3 as samexporter and osam export it: image encoder, language encoder, decoder. A pass takes one text and one box. In its masks
 * of texts, true is padding; in its masks of boxes, true is no box.
 */
final class ThreeFileDetector implements DetectorLayout {

    static final String TEXT_ENCODER = "text_encoder";

    private static final String HEIGHT = "original_height";
    private static final String WIDTH = "original_width";
    private static final String TEXT_MASK = "text_attention_mask";
    private static final String TEXT_MEMORY = "text_memory";
    private static final String TEXT_EMBEDS = "text_embeds";
    private static final String BOX_COORDS = "box_coords";
    private static final String BOX_LABELS = "box_labels";
    private static final String BOX_MASKS = "box_masks";

    /** What the decoder calls outputs of the language encoder; the last is left out of simplified graphs. */
    private static final Map<String, String> OF_TEXT =
            Map.of("language_mask", TEXT_MASK, "language_features", TEXT_MEMORY, "language_embeds", TEXT_EMBEDS);

    /** Masks come back at the size that is asked for, hundreds of them: large photos are answered small and enlarged. */
    private static final int LONGEST_SIDE = 2048;

    private static final int DEFAULT_LENGTH = 32;

    private final InspectedFile textEncoder;
    private final InspectedFile decoder;
    private final Set<String> inputs;
    private final ThreeFileAnswers answers;

    ThreeFileDetector(InspectedFile textEncoder, InspectedFile decoder) {
        this.textEncoder = textEncoder;
        this.decoder = decoder;
        this.inputs = names(decoder.signature().inputs());
        this.answers = new ThreeFileAnswers(inputs.contains(WIDTH));
    }

    static boolean isTextEncoder(GraphSignature graph) {
        return graph.inputs().size() == 1
                && graph.inputs().get(0).rank() == 2
                && graph.inputs().get(0).dtype() == DType.I64
                && names(graph.outputs()).containsAll(Set.of(TEXT_MASK, TEXT_MEMORY));
    }

    static boolean isDecoder(GraphSignature graph) {
        return names(graph.inputs())
                        .containsAll(Set.of("language_mask", "language_features", BOX_COORDS, BOX_LABELS, BOX_MASKS))
                && names(graph.outputs())
                        .containsAll(Set.of(ThreeFileAnswers.BOXES, ThreeFileAnswers.SCORES, ThreeFileAnswers.MASKS));
    }

    private static Set<String> names(List<TensorSpec> specs) {
        return specs.stream().map(TensorSpec::name).collect(Collectors.toSet());
    }

    @Override
    public Map<String, InspectedFile> files() {
        return Map.of(TEXT_ENCODER, textEncoder, Sam1MetaFamily.DECODER, decoder);
    }

    @Override
    public Set<String> features() {
        Set<String> prompt = Stream.concat(
                        OF_TEXT.keySet().stream(), Stream.of(HEIGHT, WIDTH, BOX_COORDS, BOX_LABELS, BOX_MASKS))
                .collect(Collectors.toSet());
        return inputs.stream().filter(name -> !prompt.contains(name)).collect(Collectors.toSet());
    }

    @Override
    public int textLength() {
        long length = textEncoder.signature().inputs().get(0).shape().get(1);
        return length > 0 ? (int) length : DEFAULT_LENGTH;
    }

    @Override
    public boolean takesSeveralBoxes() {
        return false;
    }

    @Override
    public Map<String, Tensor> encode(Map<String, TensorGraph> graphs, int[] tokens, Cancellation cancellation) {
        float[] padded = new float[textLength()];
        for (int i = 0; i < tokens.length; i++) {
            padded[i] = tokens[i];
        }
        String input = textEncoder.signature().inputs().get(0).name();
        Map<String, String> wanted = OF_TEXT.entrySet().stream()
                .filter(entry -> inputs.contains(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        try (TensorMap outputs = Graphs.of(graphs, TEXT_ENCODER)
                .run(
                        Map.of(input, Tensors.of(DType.I64, padded, 1, padded.length)),
                        Set.copyOf(wanted.values()),
                        cancellation)) {
            Map<String, Tensor> features = new HashMap<>();
            wanted.forEach((name, output) -> features.put(name, Tensors.copy(outputs.get(output))));
            return features;
        }
    }

    @Override
    public List<Detection> detect(DetectorCall call, Map<String, Tensor> text, List<Exemplar> boxes) {
        TensorGraph graph = Graphs.of(call.graphs(), Sam1MetaFamily.DECODER);
        Map<String, Tensor> prompt = new HashMap<>(text);
        Optional<Exemplar> box = boxes.stream().findFirst();
        float[] coordinates =
                box.map(one -> Boxes.centred(one.box(), call.image())).orElseGet(() -> new float[4]);
        boolean positive = box.map(Exemplar::positive).orElse(true);
        prompt.put(BOX_COORDS, of(BOX_COORDS, coordinates, 1, 1, 4));
        prompt.put(BOX_LABELS, of(BOX_LABELS, new float[] {positive ? 1 : 0}, 1, 1));
        prompt.put(BOX_MASKS, of(BOX_MASKS, new float[] {box.isEmpty() ? 1 : 0}, 1, 1));
        ThreeFileAnswers.Run run = asked -> {
            Map<String, Tensor> sized = new HashMap<>(prompt);
            if (inputs.contains(WIDTH)) {
                sized.put(HEIGHT, scalar(HEIGHT, asked.height()));
                sized.put(WIDTH, scalar(WIDTH, asked.width()));
            }
            return graph.run(Tensors.inputs(graph, call.features(), sized), ThreeFileAnswers.ALL, call.cancellation());
        };
        return answers.read(run, askedSize(call.image()), call);
    }

    private static ImageFrame askedSize(ImageFrame image) {
        double factor = Math.min(1, (double) LONGEST_SIDE / Math.max(image.width(), image.height()));
        return new ImageFrame(Math.max(1, (int) Math.round(image.width() * factor)), Math.max(1, (int)
                Math.round(image.height() * factor)));
    }

    private Tensor of(String input, float[] values, long... shape) {
        return Tensors.of(decoder.signature(), input, values, shape);
    }

    /** Exporters write a size as a scalar or as a list of one. */
    private Tensor scalar(String input, int value) {
        boolean list = decoder.signature().input(input).orElseThrow().rank() == 1;
        return list ? of(input, new float[] {value}, 1) : of(input, new float[] {value});
    }
}
