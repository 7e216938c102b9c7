package io.samui.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.inference.Cancellation;
import io.samui.core.inference.CancelledException;
import io.samui.core.inference.InferenceException;
import io.samui.core.sam.DType;
import io.samui.core.sam.ModelFile;
import io.samui.core.sam.Tensor;
import io.samui.core.sam.TensorGraph;
import io.samui.core.sam.TensorMap;
import io.samui.core.sam.TensorRuntime;
import io.samui.core.testkit.inference.TensorRuntimeContract;
import io.samui.core.testkit.inference.TestTensors;
import io.samui.core.testkit.onnx.OnnxWriter;
import io.samui.core.testkit.onnx.SmallGraphs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OnnxTensorGraphTest extends TensorRuntimeContract {

    private final OnnxTensorRuntime runtime = new OnnxTensorRuntime(OnnxSettings.defaults());

    @Override
    protected TensorRuntime runtime() {
        return runtime;
    }

    @Override
    protected ModelFile identity(DType dtype, long... shape) {
        return file(SmallGraphs.identity(dtype, shape));
    }

    @Override
    protected ModelFile sumAndDifference() {
        return file(SmallGraphs.sumAndDifference());
    }

    @Override
    protected ModelFile ofSeven() {
        return file(SmallGraphs.ofSeven());
    }

    @Override
    protected ModelFile tooLarge() {
        return file(SmallGraphs.tooLarge());
    }

    @Test
    void an_output_larger_than_declared_comes_back_whole_each_time() {
        try (TensorGraph graph = load(file(new OnnxWriter()
                .node("Identity", List.of("x"), "y")
                .input("x", DType.F32, ANY, 3)
                .output("y", DType.F32, 1, 3)))) {
            for (int rows = 1; rows < 4; rows++) {
                Tensor input = TestTensors.random(DType.F32, rows, 3);
                try (TensorMap outputs = run(graph, input)) {
                    TestTensors.assertSame(outputs.get("y"), input);
                }
            }
        }
    }

    @Test
    @Timeout(60)
    void a_running_graph_stops_when_it_is_cancelled_and_can_run_again() throws Exception {
        // about a minute of work, were it not stopped
        try (TensorGraph slow = load(multiplications(4000, 700));
                Tensor input = Tensor.allocate(DType.F32, 700, 700)) {
            Cancellation cancellation = new Cancellation();
            CompletableFuture<TensorMap> run =
                    CompletableFuture.supplyAsync(() -> slow.run(Map.of("x", input), Set.of("y"), cancellation));
            // nothing tells that a run has begun inside ONNX Runtime, so it is given the time to
            assertThatThrownBy(() -> run.get(300, TimeUnit.MILLISECONDS))
                    .isInstanceOf(java.util.concurrent.TimeoutException.class);
            cancellation.cancel();
            assertThatThrownBy(() -> run.get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(CancelledException.class);
            Cancellation again = new Cancellation();
            CompletableFuture<TensorMap> second =
                    CompletableFuture.supplyAsync(() -> slow.run(Map.of("x", input), Set.of("y"), again));
            again.cancel();
            assertThatThrownBy(() -> second.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(CancelledException.class);
        }
    }

    /** Of a size that nothing tells beforehand, so that it is ONNX Runtime which lacks it. */
    @Test
    void a_lack_of_memory_in_onnx_runtime_is_called_one() {
        ModelFile expand = file(new OnnxWriter()
                .node("Expand", List.of("x", "sizes"), "y")
                .input("x", DType.F32, 1)
                .input("sizes", DType.I64, 1)
                .output("y", DType.F32, ANY));
        Tensor sizes = Tensor.allocate(DType.I64, 1);
        sizes.host().asLongBuffer().put(1L << 44);
        Map<String, Tensor> inputs = Map.of("x", TestTensors.random(DType.F32, 1), "sizes", sizes);
        try (TensorGraph graph = load(expand)) {
            assertThatThrownBy(() -> graph.run(inputs, Set.of("y"), Cancellation.none()))
                    .isInstanceOfSatisfying(
                            InferenceException.class,
                            e -> assertThat(e.kind()).isEqualTo(InferenceException.Kind.OUT_OF_MEMORY))
                    .hasMessageContaining("smaller model");
        }
    }

    @Test
    void a_run_that_fails_says_of_which_graph() {
        try (TensorGraph graph = load(ofSeven())) {
            assertThatThrownBy(() -> run(graph, TestTensors.random(DType.F32, 3)))
                    .isInstanceOf(InferenceException.class)
                    .hasMessageContaining("model.onnx");
        }
    }

    /** A chain of multiplications of square matrices: {@code y = x * x * x ...}. */
    private ModelFile multiplications(int count, long size) {
        OnnxWriter writer = new OnnxWriter();
        for (int i = 0; i < count; i++) {
            String from = i == 0 ? "x" : "m" + i;
            writer.node("MatMul", List.of(from, "x"), i == count - 1 ? "y" : "m" + (i + 1));
        }
        return file(writer.input("x", DType.F32, size, size).output("y", DType.F32, size, size));
    }

    private ModelFile file(OnnxWriter writer) {
        try {
            return Models.onDisk(Files.write(folder.resolve("model.onnx"), writer.model()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
