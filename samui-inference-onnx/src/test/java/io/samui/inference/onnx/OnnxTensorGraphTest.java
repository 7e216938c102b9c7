package io.samui.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.samui.core.inference.Cancellation;
import io.samui.core.inference.CancelledException;
import io.samui.core.inference.InferenceException;
import io.samui.core.sam.DType;
import io.samui.core.sam.GraphOptions;
import io.samui.core.sam.ModelFile;
import io.samui.core.sam.Tensor;
import io.samui.core.sam.TensorGraph;
import io.samui.core.sam.TensorMap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OnnxTensorGraphTest {

    private static final long DYNAMIC = -1;

    private final OnnxTensorRuntime runtime = new OnnxTensorRuntime(OnnxSettings.defaults());

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void bytes_of_every_type_pass_through_unchanged(DType dtype) {
        try (TensorGraph graph =
                        load(Graphs.identity(Graphs.TYPES.get(dtype), List.of(DYNAMIC, 3L), List.of(DYNAMIC, 3L)));
                Tensor input = someOf(dtype, 2, 3);
                TensorMap outputs = graph.run(Map.of("x", input), Set.of("y"), Cancellation.none())) {
            assertThat(graph.inputs().get(0).dtype()).isEqualTo(dtype);
            assertSame(outputs.get("y"), input);
        }
    }

    @ParameterizedTest
    @EnumSource
    void bytes_of_every_type_pass_through_unchanged_where_the_size_is_known_beforehand(DType dtype) {
        try (TensorGraph graph = load(Graphs.identity(Graphs.TYPES.get(dtype), List.of(2L, 3L), List.of(2L, 3L)));
                Tensor input = someOf(dtype, 2, 3);
                TensorMap outputs = graph.run(Map.of("x", input), Set.of("y"), Cancellation.none())) {
            assertSame(outputs.get("y"), input);
        }
    }

    @Test
    void a_tensor_without_elements_passes_through() {
        try (TensorGraph graph = load(Graphs.identity(1, List.of(1L, DYNAMIC, 4L), List.of(1L, DYNAMIC, 4L)));
                TensorMap outputs =
                        graph.run(Map.of("x", Tensor.allocate(DType.F32, 1, 0, 4)), Set.of("y"), Cancellation.none())) {
            assertThat(outputs.get("y").shape()).containsExactly(1, 0, 4);
            assertThat(outputs.get("y").host().capacity()).isZero();
        }
    }

    @Test
    void a_scalar_passes_through() {
        try (TensorGraph graph = load(Graphs.identity(7, List.of(), List.of()));
                Tensor input = someOf(DType.I64);
                TensorMap outputs = graph.run(Map.of("x", input), Set.of("y"), Cancellation.none())) {
            assertSame(outputs.get("y"), input);
        }
    }

    @Test
    void an_output_larger_than_declared_comes_back_whole_each_time() {
        try (TensorGraph graph = load(Graphs.identity(1, List.of(DYNAMIC, 3L), List.of(1L, 3L)))) {
            for (int rows = 1; rows < 4; rows++) {
                Tensor input = someOf(DType.F32, rows, 3);
                try (TensorMap outputs = graph.run(Map.of("x", input), Set.of("y"), Cancellation.none())) {
                    assertSame(outputs.get("y"), input);
                }
            }
        }
    }

    @Test
    void an_output_that_was_taken_outlives_its_map_and_its_graph_and_feeds_another() {
        byte[] identity = Graphs.identity(1, List.of(2L, 3L), List.of(2L, 3L));
        Tensor input = someOf(DType.F32, 2, 3);
        Tensor taken;
        try (TensorGraph first = load(identity);
                TensorMap outputs = first.run(Map.of("x", input), Set.of("y"), Cancellation.none())) {
            taken = outputs.take("y");
            assertThatThrownBy(() -> outputs.take("y"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("y");
        }
        try (TensorGraph second = load(identity);
                TensorMap outputs = second.run(Map.of("x", taken), Set.of("y"), Cancellation.none())) {
            assertSame(outputs.get("y"), input);
        }
    }

    @Test
    void a_wrong_type_is_refused_by_name_with_what_is_expected_and_what_came() {
        try (TensorGraph graph = load(Graphs.identity(7, List.of(DYNAMIC, 3L), List.of(DYNAMIC, 3L)))) {
            assertRefused(graph, Map.of("x", someOf(DType.F32, 2, 3)), "Input x", "I64 [-1, 3]", "F32 [2, 3]");
        }
    }

    @Test
    void a_wrong_shape_is_refused_by_name_with_what_is_expected_and_what_came() {
        try (TensorGraph graph = load(Graphs.identity(1, List.of(DYNAMIC, 3L), List.of(DYNAMIC, 3L)))) {
            assertRefused(graph, Map.of("x", someOf(DType.F32, 2, 4)), "Input x", "F32 [-1, 3]", "F32 [2, 4]");
            assertRefused(graph, Map.of("x", someOf(DType.F32, 3)), "Input x", "F32 [-1, 3]", "F32 [3]");
        }
    }

    @Test
    void missing_and_unknown_names_are_refused() {
        Tensor right = someOf(DType.F32, 2, 3);
        try (TensorGraph graph = load(Graphs.identity(1, List.of(2L, 3L), List.of(2L, 3L)))) {
            assertRefused(graph, Map.of(), "Input x", "missing");
            assertRefused(graph, Map.of("x", right, "z", right), "no input z", "[x]");
            assertThatThrownBy(() -> graph.run(Map.of("x", right), Set.of("q"), Cancellation.none()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no output q");
            assertThatThrownBy(() -> graph.run(Map.of("x", right), Set.of(), Cancellation.none()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_run_that_was_cancelled_before_does_not_start() {
        Cancellation cancelled = new Cancellation();
        cancelled.cancel();
        try (TensorGraph graph = load(ProbeGraph.bytes())) {
            Map<String, Tensor> inputs = Map.of("x", someOf(DType.F32, 1, 1, 3, 3));
            assertThatThrownBy(() -> graph.run(inputs, Set.of("y"), cancelled)).isInstanceOf(CancelledException.class);
        }
    }

    @Test
    @Timeout(60)
    void a_running_graph_stops_when_it_is_cancelled_and_can_run_again() throws Exception {
        // about a minute of work, were it not stopped
        try (TensorGraph slow = load(Graphs.multiplications(4000, 700));
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

    @Test
    void cancelling_after_a_run_harms_nothing() {
        Cancellation cancellation = new Cancellation();
        try (TensorGraph graph = load(ProbeGraph.bytes());
                TensorMap outputs = graph.run(Map.of("x", someOf(DType.F32, 1, 1, 3, 3)), Set.of("y"), cancellation)) {
            cancellation.cancel();
            assertThat(outputs.get("y").host().remaining()).isEqualTo(Float.BYTES);
        }
    }

    @Test
    @Timeout(60)
    void cancelling_races_with_the_end_of_a_run_without_harm() {
        try (TensorGraph graph = load(ProbeGraph.bytes());
                Tensor input = someOf(DType.F32, 1, 1, 3, 3)) {
            for (int i = 0; i < 500; i++) {
                Cancellation cancellation = new Cancellation();
                CompletableFuture<Void> cancelling = CompletableFuture.runAsync(cancellation::cancel);
                try (TensorMap outputs = graph.run(Map.of("x", input), Set.of("y"), cancellation)) {
                    assertThat(outputs.get("y").host().remaining()).isEqualTo(Float.BYTES);
                } catch (CancelledException e) {
                    assertThat(cancellation.isCancelled()).isTrue();
                }
                cancelling.join();
            }
        }
    }

    @Test
    void a_lack_of_memory_is_called_one_and_says_what_to_do() {
        byte[] expand = new Graphs()
                .node("Expand", List.of("x", "sizes"), "y")
                .input("x", 1, List.of(1L))
                .input("sizes", 7, List.of(1L))
                .output("y", 1, List.of(DYNAMIC))
                .model();
        Tensor sizes = Tensor.allocate(DType.I64, 1);
        sizes.host().asLongBuffer().put(1L << 44);
        try (TensorGraph graph = load(expand)) {
            assertThatThrownBy(() -> graph.run(
                            Map.of("x", someOf(DType.F32, 1), "sizes", sizes), Set.of("y"), Cancellation.none()))
                    .asInstanceOf(type(InferenceException.class))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(InferenceException.Kind.OUT_OF_MEMORY))
                    .satisfies(e -> assertThat(e).hasMessageContaining("smaller model"));
        }
    }

    @Test
    void a_run_that_fails_for_another_reason_says_which() {
        byte[] reshape = new Graphs()
                .node("Reshape", List.of("x", "sizes"), "y")
                .input("x", 1, List.of(3L))
                .input("sizes", 7, List.of(1L))
                .output("y", 1, List.of(DYNAMIC))
                .model();
        Tensor sizes = Tensor.allocate(DType.I64, 1);
        sizes.host().asLongBuffer().put(7);
        try (TensorGraph graph = load(reshape)) {
            assertThatThrownBy(() -> graph.run(
                            Map.of("x", someOf(DType.F32, 3), "sizes", sizes), Set.of("y"), Cancellation.none()))
                    .asInstanceOf(type(InferenceException.class))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(InferenceException.Kind.RUN_FAILED))
                    .satisfies(e -> assertThat(e).hasMessageContaining("model.onnx"));
        }
    }

    @Test
    void a_closed_graph_says_so_and_closes_again_quietly() {
        TensorGraph graph = load(ProbeGraph.bytes());
        graph.close();
        graph.close();
        assertThatThrownBy(() -> graph.run(Map.of(), Set.of("y"), Cancellation.none()))
                .isInstanceOf(IllegalStateException.class);
    }

    private static void assertRefused(TensorGraph graph, Map<String, Tensor> inputs, String... says) {
        assertThatThrownBy(() -> graph.run(inputs, Set.of("y"), Cancellation.none()))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(says));
    }

    private static void assertSame(Tensor actual, Tensor expected) {
        assertThat(actual.dtype()).isEqualTo(expected.dtype());
        assertThat(actual.shape()).isEqualTo(expected.shape());
        assertThat(actual.host().isDirect()).isTrue();
        assertThat(actual.host().order()).isEqualTo(ByteOrder.nativeOrder());
        assertThat(actual.host()).isEqualTo(expected.host());
    }

    private static Tensor someOf(DType dtype, long... shape) {
        Tensor tensor = Tensor.allocate(dtype, shape);
        Random random = new Random(3);
        ByteBuffer bytes = tensor.host();
        while (bytes.hasRemaining()) {
            bytes.put((byte) (dtype == DType.BOOL ? random.nextInt(2) : random.nextInt(100)));
        }
        return tensor;
    }

    private TensorGraph load(byte[] model) {
        try {
            ModelFile file = Models.onDisk(Files.write(folder.resolve("model.onnx"), model));
            return runtime.load(file, new GraphOptions("cpu", 1));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
