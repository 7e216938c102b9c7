package io.samui.examples.kserve;

import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.InferenceSettings;
import io.samui.core.spi.ProviderConfig;
import io.samui.core.testkit.TinySam1;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Servers that have tiny-sam1, and bundles that name it there. */
public final class TinyServer implements AutoCloseable {

    final KServeServer server;

    private TinyServer(KServeServer server) {
        this.server = server;
    }

    /**
     * Starts one.
     *
     * @param folder takes the model's files
     */
    public static TinyServer start(Path folder, String... extensions) throws IOException {
        Path model = TinySam1.copyTo(folder);
        return new TinyServer(new KServeServer(extensions)
                .with("tiny-encoder", model.resolve("encoder.onnx"))
                .with("tiny-decoder", model.resolve("decoder.onnx")));
    }

    /** One that takes tensors as bytes. */
    public static TinyServer start(Path folder) throws IOException {
        return start(folder, KServeServer.BINARY);
    }

    public String url() {
        return server.url();
    }

    /** How many requests for inference had tensors as bytes. */
    public int binaryRequests() {
        return server.binaryRequests.get();
    }

    /** What a user puts into a directory. */
    public static Path bundle(Path directory) {
        return bundle(directory, "tiny-encoder", "tiny-decoder/1");
    }

    static Path bundle(Path directory, String encoder, String decoder) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("encoder.kserve"), encoder + "\n");
            Files.writeString(directory.resolve("decoder.kserve"), decoder + "\n");
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    InferenceEngine engine(Path bundle) {
        return engine(bundle, Map.of("url", url()));
    }

    static InferenceEngine engine(Path bundle, Map<String, String> own) {
        return new KServeInferenceProvider()
                .create(new ProviderConfig(
                        "kserve", null, InferenceSettings.PREFIX, Map.of("model", bundle.toString()), own));
    }

    @Override
    public void close() {
        server.close();
    }
}
