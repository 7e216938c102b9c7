package io.samui.examples.kserve;

import io.samui.core.sam.DType;
import io.samui.core.sam.ModelFile;
import io.samui.core.sam.TensorRuntime;
import io.samui.core.testkit.inference.TensorRuntimeContract;
import io.samui.core.testkit.onnx.OnnxWriter;
import io.samui.core.testkit.onnx.SmallGraphs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What a runtime promises, kept by one whose graphs run elsewhere. */
class KServeRuntimeTest extends TensorRuntimeContract {

    private KServeServer server;

    @BeforeEach
    void start() throws IOException {
        server = new KServeServer(KServeServer.BINARY);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    protected TensorRuntime runtime() {
        return new KServeRuntime(
                new KServeClient(new KServeInferenceProvider.Settings(server.url(), Duration.ofMinutes(1))));
    }

    @Override
    protected String device() {
        return runtime().chooseDevice("auto");
    }

    @Override
    protected ModelFile identity(DType dtype, long... shape) {
        return served(SmallGraphs.identity(dtype, shape));
    }

    @Override
    protected ModelFile sumAndDifference() {
        return served(SmallGraphs.sumAndDifference());
    }

    @Override
    protected ModelFile ofSeven() {
        return served(SmallGraphs.ofSeven());
    }

    @Override
    protected ModelFile tooLarge() {
        return served(SmallGraphs.tooLarge());
    }

    @Override
    protected boolean runsHere() {
        return false;
    }

    private ModelFile served(OnnxWriter model) {
        try {
            server.with("small", Files.write(folder.resolve("small.onnx"), model.model()));
            Path name = Files.writeString(folder.resolve("model.kserve"), "small");
            return new ModelFile("model.kserve", name, null, null, null, ModelFile.DEFAULT_METHOD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
