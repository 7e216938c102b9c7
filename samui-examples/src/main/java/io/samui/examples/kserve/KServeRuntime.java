package io.samui.examples.kserve;

import io.samui.core.ConfigurationException;
import io.samui.core.inference.Cancellation;
import io.samui.core.inference.InferenceException;
import io.samui.core.sam.GraphOptions;
import io.samui.core.sam.GraphSignature;
import io.samui.core.sam.ModelFile;
import io.samui.core.sam.TensorGraph;
import io.samui.core.sam.TensorRuntime;
import io.samui.core.sam.TensorSpec;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Graphs on the server. The files of a bundle end in {@code .kserve} and hold the name of a model there, {@code sam-encoder}, or its
 * name and version, {@code sam-encoder/3}, by which change detection sees that it is another one.
 */
final class KServeRuntime implements TensorRuntime {

    private final KServeClient server;

    KServeRuntime(KServeClient server) {
        this.server = server;
    }

    @Override
    public String name() {
        return "kserve v2";
    }

    @Override
    public boolean reads(String fileName) {
        return fileName.endsWith(".kserve");
    }

    @Override
    public String chooseDevice(String requested) {
        if (!requested.strip().equalsIgnoreCase("auto")) {
            throw new ConfigurationException("samui.inference.device is \"" + requested + "\", but the server at "
                    + server.host() + " has its own way of choosing: take the setting away");
        }
        return server.host();
    }

    @Override
    public GraphSignature inspect(ModelFile file) {
        try {
            return signature(model(file));
        } catch (IOException e) {
            throw new ConfigurationException(file.name() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public TensorGraph load(ModelFile file, GraphOptions options) {
        try {
            String model = model(file);
            server.send(model + "/ready", HttpRequest.newBuilder(), Cancellation.none());
            boolean binary = server.json("v2").path("extensions").toString().contains("\"binary_tensor_data\"");
            return new KServeGraph(server, model, signature(model), binary);
        } catch (IOException e) {
            throw new InferenceException(
                    InferenceException.Kind.MODEL_NOT_LOADED, file.name() + ": " + e.getMessage(), e);
        }
    }

    private GraphSignature signature(String model) throws IOException {
        JsonNode metadata = server.json(model);
        return new GraphSignature(specs(metadata.path("inputs")), specs(metadata.path("outputs")));
    }

    private static List<TensorSpec> specs(JsonNode tensors) throws IOException {
        List<TensorSpec> specs = new ArrayList<>();
        for (JsonNode tensor : tensors) {
            specs.add(new TensorSpec(
                    tensor.path("name").asString(""), TensorMessage.type(tensor), TensorMessage.shape(tensor)));
        }
        return specs;
    }

    private static String model(ModelFile file) throws IOException {
        try (InputStream in = file.open()) {
            String line = new String(in.readNBytes(1000), StandardCharsets.UTF_8).strip();
            if (!line.matches("[\\w.-]+(/[\\w.-]+)?")) {
                throw new IOException("it must hold the name of a model on the server, or name/version");
            }
            return "v2/models/" + line.replace("/", "/versions/");
        }
    }
}
