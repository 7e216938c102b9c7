package io.samui.core.testkit.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.inference.Cancellation;
import io.samui.core.inference.CancelledException;
import io.samui.core.inference.InferenceException;
import io.samui.core.sam.DType;
import io.samui.core.sam.GraphOptions;
import io.samui.core.sam.ModelFile;
import io.samui.core.sam.Tensor;
import io.samui.core.sam.TensorGraph;
import io.samui.core.sam.TensorMap;
import io.samui.core.sam.TensorRuntime;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a {@link TensorGraph} promises, on graphs so small that each runtime can have them in its format. All take {@code x} and give
 * {@code y}. Part of {@link TensorRuntimeContract}.
 */
public abstract class TensorGraphContract {

    /** A size in a declared shape that any other fits. */
    protected static final long ANY = -1;

    @TempDir
    protected Path folder;

    /** The same each time, or a new one. */
    protected abstract TensorRuntime runtime();

    /** Where graphs are loaded: one that {@link TensorRuntime#chooseDevice} gives. */
    protected String device() {
        return "cpu";
    }

    /**
     * {@code y = x}.
     *
     * @param dtype of both
     * @param shape declared for both; empty for a scalar
     */
    protected abstract ModelFile identity(DType dtype, long... shape);

    /** {@code y}, float32 of shape [7], is what {@code x}, float32 of shape [{@link #ANY}], has: a run with another number fails. */
    protected abstract ModelFile ofSeven();

    /** {@code y} is the one float32 of {@code x}, of shape [1], 2<sup>44</sup> times. */
    protected abstract ModelFile larger();

    /** Whether graphs run in this process; of what another one lacks, it need not know more than that a run failed. */
    protected boolean runsHere() {
        return true;
    }

    protected final TensorGraph load(ModelFile file) {
        return runtime().load(file, new GraphOptions(device(), 1));
    }

    @ParameterizedTest
    @EnumSource
    void bytes_of_every_type_pass_through_unchanged(DType dtype) {
        try (TensorGraph graph = load(identity(dtype, ANY, 3));
                Tensor input = Tensors.random(dtype, 2, 3);
                TensorMap outputs = run(graph, input)) {
            assertThat(graph.inputs().get(0).dtype()).isEqualTo(dtype);
            Tensors.assertSame(outputs.get("y"), input);
        }
    }

    @ParameterizedTest
    @EnumSource
    void bytes_of_every_type_pass_through_unchanged_where_the_size_is_known_beforehand(DType dtype) {
        try (TensorGraph graph = load(identity(dtype, 2, 3));
                Tensor input = Tensors.random(dtype, 2, 3);
                TensorMap outputs = run(graph, input)) {
            Tensors.assertSame(outputs.get("y"), input);
        }
    }

    @Test
    void sizes_may_differ_from_run_to_run() {
        try (TensorGraph graph = load(identity(DType.F32, ANY, 3))) {
            for (int rows : new int[] {1, 3, 2}) {
                Tensor input = Tensors.random(DType.F32, rows, 3);
                try (TensorMap outputs = run(graph, input)) {
                    Tensors.assertSame(outputs.get("y"), input);
                }
            }
        }
    }

    @Test
    void a_tensor_without_elements_passes_through() {
        try (TensorGraph graph = load(identity(DType.F32, 1, ANY, 4));
                TensorMap outputs = run(graph, Tensor.allocate(DType.F32, 1, 0, 4))) {
            assertThat(outputs.get("y").shape()).containsExactly(1, 0, 4);
            assertThat(outputs.get("y").host().capacity()).isZero();
        }
    }

    @Test
    void a_scalar_passes_through() {
        try (TensorGraph graph = load(identity(DType.I64));
                Tensor input = Tensors.random(DType.I64);
                TensorMap outputs = run(graph, input)) {
            Tensors.assertSame(outputs.get("y"), input);
        }
    }

    @Test
    void an_output_that_was_taken_outlives_its_input_its_map_and_its_graph_and_feeds_another() {
        Tensor taken;
        try (TensorGraph first = load(identity(DType.F32, 2));
                Tensor input = Tensor.ofFloats(new float[] {1, 2}, 2);
                TensorMap outputs = run(first, input)) {
            taken = outputs.take("y");
            assertThatThrownBy(() -> outputs.take("y"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("y");
            assertThat(Tensors.floats(input)).as("an input stays the caller's").containsExactly(1, 2);
            input.host().order(ByteOrder.nativeOrder()).putFloat(0, 9);
        }
        try (TensorGraph second = load(identity(DType.F32, 2));
                TensorMap outputs = run(second, taken)) {
            assertThat(Tensors.floats(outputs.get("y"))).containsExactly(1, 2);
        }
        taken.close();
    }

    @Test
    void a_wrong_type_is_refused_by_name_with_what_is_expected_and_what_came() {
        try (TensorGraph graph = load(identity(DType.I64, ANY, 3))) {
            assertRefused(graph, Map.of("x", Tensors.random(DType.F32, 2, 3)), "Input x", "I64 [-1, 3]", "F32 [2, 3]");
        }
    }

    @Test
    void a_wrong_shape_is_refused_by_name_with_what_is_expected_and_what_came() {
        try (TensorGraph graph = load(identity(DType.F32, ANY, 3))) {
            assertRefused(graph, Map.of("x", Tensors.random(DType.F32, 2, 4)), "Input x", "F32 [-1, 3]", "F32 [2, 4]");
            assertRefused(graph, Map.of("x", Tensors.random(DType.F32, 3)), "Input x", "F32 [-1, 3]", "F32 [3]");
        }
    }

    @Test
    void missing_and_unknown_names_are_refused() {
        Tensor right = Tensors.random(DType.F32, 2, 3);
        try (TensorGraph graph = load(identity(DType.F32, 2, 3))) {
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
        try (TensorGraph graph = load(identity(DType.F32, 1))) {
            Map<String, Tensor> inputs = Map.of("x", Tensors.random(DType.F32, 1));
            assertThatThrownBy(() -> graph.run(inputs, Set.of("y"), cancelled)).isInstanceOf(CancelledException.class);
        }
    }

    @Test
    void cancelling_after_a_run_harms_nothing() {
        Cancellation cancellation = new Cancellation();
        Tensor input = Tensors.random(DType.F32, 3);
        try (TensorGraph graph = load(identity(DType.F32, 3));
                TensorMap outputs = graph.run(Map.of("x", input), Set.of("y"), cancellation)) {
            cancellation.cancel();
            Tensors.assertSame(outputs.get("y"), input);
        }
    }

    @Test
    @Timeout(60)
    void cancelling_races_with_the_end_of_a_run_without_harm() {
        try (TensorGraph graph = load(identity(DType.F32, 3));
                Tensor input = Tensors.random(DType.F32, 3)) {
            for (int i = 0; i < 500; i++) {
                Cancellation cancellation = new Cancellation();
                CompletableFuture<Void> cancelling = CompletableFuture.runAsync(cancellation::cancel);
                try (TensorMap outputs = graph.run(Map.of("x", input), Set.of("y"), cancellation)) {
                    Tensors.assertSame(outputs.get("y"), input);
                } catch (CancelledException e) {
                    assertThat(cancellation.isCancelled()).isTrue();
                }
                cancelling.join();
            }
        }
    }

    @Test
    void a_run_that_fails_says_so_and_the_next_one_works() {
        try (TensorGraph graph = load(ofSeven())) {
            assertThatThrownBy(() -> run(graph, Tensors.random(DType.F32, 3)))
                    .isInstanceOfSatisfying(
                            InferenceException.class,
                            e -> assertThat(e.kind()).isEqualTo(InferenceException.Kind.RUN_FAILED))
                    .hasMessageNotContaining("\n");
            Tensor seven = Tensors.random(DType.F32, 7);
            try (TensorMap outputs = run(graph, seven)) {
                Tensors.assertSame(outputs.get("y"), seven);
            }
        }
    }

    @Test
    void a_lack_of_memory_is_called_one_and_says_what_to_do() {
        try (TensorGraph graph = load(larger())) {
            assertThatThrownBy(() -> run(graph, Tensors.random(DType.F32, 1)))
                    .isInstanceOfSatisfying(InferenceException.class, e -> {
                        if (runsHere() || e.kind() == InferenceException.Kind.OUT_OF_MEMORY) {
                            assertThat(e.kind()).isEqualTo(InferenceException.Kind.OUT_OF_MEMORY);
                            assertThat(e).hasMessageContaining("smaller model");
                        } else {
                            assertThat(e.kind()).isEqualTo(InferenceException.Kind.RUN_FAILED);
                        }
                    });
        }
    }

    @Test
    void a_closed_graph_says_so_and_closes_again_quietly() {
        TensorGraph graph = load(identity(DType.F32, 1));
        graph.close();
        graph.close();

        assertThatThrownBy(() -> run(graph, Tensors.random(DType.F32, 1))).isInstanceOf(IllegalStateException.class);
    }

    /** Of a graph of {@code x} and {@code y}. */
    protected static TensorMap run(TensorGraph graph, Tensor x) {
        return graph.run(Map.of("x", x), Set.of("y"), Cancellation.none());
    }

    private static void assertRefused(TensorGraph graph, Map<String, Tensor> inputs, String... says) {
        assertThatThrownBy(() -> graph.run(inputs, Set.of("y"), Cancellation.none()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(says);
    }
}
