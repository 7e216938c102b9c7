package io.samui.core.sam;

import io.samui.core.ConfigurationException;
import io.samui.core.inference.ImageFrame;
import io.samui.core.sam.BundleManifest.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code model.json}, format 1. Keys it does not know are errors: a misspelt key would otherwise change nothing. */
final class ManifestReader {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String where;

    /**
     * @param where names the file in messages
     */
    ManifestReader(String where) {
        this.where = where;
    }

    /**
     * @throws ConfigurationException when it does not follow the schema, naming what is wrong
     */
    BundleManifest read(byte[] json) {
        try {
            JsonNode root = JSON.readTree(json);
            keys(root, "the manifest", Set.of("format", "id", "family", "licence", "files", "preprocessing"));
            if (root.path("format").asInt(0) != 1) {
                throw wrong("\"format\" must be 1");
            }
            List<Entry> files = new ArrayList<>();
            for (JsonNode file : array(root, "files")) {
                files.add(entry(file));
            }
            return new BundleManifest(
                    text(root, "id"),
                    text(root, "family"),
                    root.path("licence").asString(null),
                    files,
                    root.has("preprocessing") ? preprocessing(root.get("preprocessing")) : null);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new ConfigurationException(where + " cannot be used: " + e.getMessage(), e);
        }
    }

    private Entry entry(JsonNode file) {
        keys(file, "a file", Set.of("role", "path", "sha256", "method", "inputs", "outputs"));
        GraphSignature signature = null;
        if (file.has("inputs") || file.has("outputs")) {
            signature = new GraphSignature(specs(file, "inputs"), specs(file, "outputs"));
        }
        String path = text(file, "path");
        if (path.startsWith("/") || path.contains("..") || path.contains("\\")) {
            throw wrong("\"path\" must stay inside the bundle, but is \"" + path + "\"");
        }
        return new Entry(
                text(file, "role"),
                path,
                file.path("sha256").asString(null),
                file.path("method").asString(ModelFile.DEFAULT_METHOD),
                signature);
    }

    private List<TensorSpec> specs(JsonNode file, String key) {
        List<TensorSpec> specs = new ArrayList<>();
        for (JsonNode spec : array(file, key)) {
            keys(spec, "an entry of " + key, Set.of("name", "dtype", "shape"));
            List<Long> shape = new ArrayList<>();
            for (JsonNode dimension : array(spec, "shape")) {
                shape.add(dimension.asLong());
            }
            specs.add(new TensorSpec(text(spec, "name"), constant(DType.class, spec, "dtype"), shape));
        }
        return specs;
    }

    private Preprocessing preprocessing(JsonNode node) {
        keys(node, "preprocessing", Set.of("size", "resize", "scale", "mean", "std", "pad", "layout"));
        return new Preprocessing(
                square(node.path("size").asInt(0)),
                constant(Preprocessing.Resize.class, node, "resize"),
                node.path("scale").asDouble(1),
                numbers(node, "mean"),
                numbers(node, "std"),
                constant(Preprocessing.Pad.class, node, "pad"),
                constant(Preprocessing.Layout.class, node, "layout"));
    }

    private ImageFrame square(int size) {
        if (size < 1) {
            throw wrong("\"size\" must be the side of the model's square input in pixels");
        }
        return new ImageFrame(size, size);
    }

    private List<Double> numbers(JsonNode node, String key) {
        List<Double> numbers = new ArrayList<>();
        array(node, key).forEach(number -> numbers.add(number.asDouble()));
        return numbers;
    }

    private <E extends Enum<E>> E constant(Class<E> type, JsonNode node, String key) {
        String name = text(node, key);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(name)) {
                return constant;
            }
        }
        throw wrong("\"" + key + "\" cannot be \"" + name + "\"");
    }

    private String text(JsonNode node, String key) {
        @Nullable String text = node.path(key).asString(null);
        if (text == null || text.isBlank()) {
            throw wrong("\"" + key + "\" is missing");
        }
        return text;
    }

    private JsonNode array(JsonNode node, String key) {
        JsonNode array = node.path(key);
        if (!array.isArray()) {
            throw wrong("\"" + key + "\" must be a list");
        }
        return array;
    }

    private void keys(JsonNode node, String what, Set<String> known) {
        if (!node.isObject()) {
            throw wrong(what + " must be an object");
        }
        for (String key : node.propertyNames()) {
            if (!known.contains(key)) {
                throw wrong("there is no key \"" + key + "\" in " + what + "; known are "
                        + String.join(", ", new TreeSet<>(known)));
            }
        }
    }

    private ConfigurationException wrong(String what) {
        return new ConfigurationException(where + " cannot be used: " + what);
    }
}
