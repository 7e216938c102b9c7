package io.samui.core.sam;

import io.samui.core.image.RgbImage;
import io.samui.core.inference.Cancellation;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A model's image encoder: a graph with one input.
 *
 * @param role     by which its graph is found
 * @param wanted   the outputs to keep
 * @param features takes the outputs that are kept, each under the name by which the decoder asks for it
 */
record ImageEncoder(
        String role,
        InspectedFile file,
        Preprocessing preprocessing,
        Set<String> wanted,
        Function<TensorMap, Map<String, Tensor>> features) {

    /** Keeps these outputs, under other names. */
    static ImageEncoder renaming(
            String role, InspectedFile file, Preprocessing preprocessing, Map<String, String> names) {
        return new ImageEncoder(role, file, preprocessing, names.keySet(), outputs -> {
            Map<String, Tensor> features = new HashMap<>();
            names.forEach((output, feature) -> features.put(feature, outputs.take(output)));
            return features;
        });
    }

    /** Keeps these outputs, under their own names. */
    static ImageEncoder keeping(String role, InspectedFile file, Preprocessing preprocessing, Set<String> names) {
        return renaming(
                role, file, preprocessing, names.stream().collect(Collectors.toMap(name -> name, name -> name)));
    }

    TensorSpec input() {
        return file.signature().inputs().get(0);
    }

    /** Changes with everything that changes the input. */
    String version() {
        return "1 " + preprocessing + " " + input().dtype();
    }

    Tensor prepare(RgbImage image) {
        return ImageTensors.of(image, preprocessing, input().dtype());
    }

    /** The caller closes what it returns. */
    Map<String, Tensor> encode(Map<String, TensorGraph> graphs, Tensor prepared, Cancellation cancellation) {
        try (TensorMap outputs = Graphs.of(graphs, role).run(Map.of(input().name(), prepared), wanted, cancellation)) {
            return features.apply(outputs);
        }
    }
}
