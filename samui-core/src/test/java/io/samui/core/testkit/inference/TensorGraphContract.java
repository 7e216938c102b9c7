package io.samui.core.testkit.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.inference.Cancellation;
import io.samui.core.inference.CancelledException;
import io.samui.core.inference.InferenceException;
import io.samui.core.sam.DType;
import io.samui.core.sam.Tensor;
import io.samui.core.sam.TensorGraph;
import io.samui.core.sam.TensorMap;
import io.samui.core.sam.TensorSpec;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a {@link TensorGraph} promises. Part of {@link TensorRuntimeContract}. */
public abstract class TensorGraphContract extends TensorTestBase {

    @ParameterizedTest
    @EnumSource
    void bytes_of_every_type_pass_through_unchanged(DType dtype) {
        try (TensorGraph graph = load(identity(dtype, ANY, 3));
                Tensor input = TestTensors.random(dtype, 2, 3);
                TensorMap outputs = run(graph, input)) {
            assertThat(graph.inputs().get(0).dtype()).isEqualTo(dtype);
            TestTensors.assertSame(outputs.get("y"), input);
        }
    }

    @ParameterizedTest
    @EnumSource
    void bytes_of_every_type_pass_through_unchanged_where_the_size_is_known_beforehand(DType dtype) {
        try (TensorGraph graph = load(identity(dtype, 2, 3));
                Tensor input = TestTensors.random(dtype, 2, 3);
                TensorMap outputs = run(graph, input)) {
            TestTensors.assertSame(outputs.get("y"), input);
        }
    }

    @Test
    void sizes_may_differ_from_run_to_run() {
        try (TensorGraph graph = load(identity(DType.F32, ANY, 3))) {
            for (int rows : new int[] {1, 3, 2}) {
                Tensor input = TestTensors.random(DType.F32, rows, 3);
                try (TensorMap outputs = run(graph, input)) {
                    TestTensors.assertSame(outputs.get("y"), input);
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
                Tensor input = TestTensors.random(DType.I64);
                TensorMap outputs = run(graph, input)) {
            TestTensors.assertSame(outputs.get("y"), input);
        }
    }

    @Test
    void inputs_and_outputs_go_by_name_and_only_those_come_that_are_wanted() {
        Tensor seven = Tensor.ofFloats(new float[] {7}, 1);
        Tensor five = Tensor.ofFloats(new float[] {5}, 1);
        try (TensorGraph graph = load(sumAndDifference())) {
            assertThat(graph.inputs()).extracting(TensorSpec::name).containsExactly("a", "b");
            assertThat(graph.outputs()).extracting(TensorSpec::name).containsExactly("sum", "difference");
            for (Map<String, Tensor> inputs : List.of(Map.of("a", seven, "b", five), reversed(seven, five))) {
                try (TensorMap both = graph.run(inputs, Set.of("difference", "sum"), Cancellation.none());
                        TensorMap one = graph.run(inputs, Set.of("difference"), Cancellation.none())) {
                    assertThat(TestTensors.floats(both.get("sum"))).containsExactly(12);
                    assertThat(TestTensors.floats(both.get("difference"))).containsExactly(2);
                    assertThat(TestTensors.floats(one.get("difference"))).containsExactly(2);
                    assertThatThrownBy(() -> one.get("sum"))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageContaining("sum");
                }
            }
        }
    }

    private static Map<String, Tensor> reversed(Tensor a, Tensor b) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        inputs.put("b", b);
        inputs.put("a", a);
        return inputs;
    }

    @Test
    void outputs_and_their_map_close_again_quietly_and_what_was_taken_is_no_longer_the_maps() {
        try (TensorGraph graph = load(identity(DType.F32, 3))) {
            TensorMap outputs = run(graph, TestTensors.random(DType.F32, 3));
            Tensor taken = outputs.take("y");
            assertThatThrownBy(() -> outputs.get("y")).isInstanceOf(IllegalArgumentException.class);

            outputs.close();
            outputs.close();

            TestTensors.assertSame(taken, TestTensors.random(DType.F32, 3));
            taken.close();
            taken.close();
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
            assertThat(TestTensors.floats(input))
                    .as("an input stays the caller's")
                    .containsExactly(1, 2);
            input.host().order(ByteOrder.nativeOrder()).putFloat(0, 9);
        }
        try (TensorGraph second = load(identity(DType.F32, 2));
                TensorMap outputs = run(second, taken)) {
            assertThat(TestTensors.floats(outputs.get("y"))).containsExactly(1, 2);
        }
        taken.close();
    }

    @Test
    void a_wrong_type_is_refused_by_name_with_what_is_expected_and_what_came() {
        try (TensorGraph graph = load(identity(DType.I64, ANY, 3))) {
            assertRefused(
                    graph, Map.of("x", TestTensors.random(DType.F32, 2, 3)), "Input x", "I64 [-1, 3]", "F32 [2, 3]");
        }
    }

    @Test
    void a_wrong_shape_is_refused_by_name_with_what_is_expected_and_what_came() {
        try (TensorGraph graph = load(identity(DType.F32, ANY, 3))) {
            assertRefused(
                    graph, Map.of("x", TestTensors.random(DType.F32, 2, 4)), "Input x", "F32 [-1, 3]", "F32 [2, 4]");
            assertRefused(graph, Map.of("x", TestTensors.random(DType.F32, 3)), "Input x", "F32 [-1, 3]", "F32 [3]");
        }
    }

    @Test
    void missing_and_unknown_names_are_refused() {
        Tensor right = TestTensors.random(DType.F32, 2, 3);
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
            Map<String, Tensor> inputs = Map.of("x", TestTensors.random(DType.F32, 1));
            assertThatThrownBy(() -> graph.run(inputs, Set.of("y"), cancelled)).isInstanceOf(CancelledException.class);
        }
    }

    @Test
    void cancelling_after_a_run_harms_nothing() {
        Cancellation cancellation = new Cancellation();
        Tensor input = TestTensors.random(DType.F32, 3);
        try (TensorGraph graph = load(identity(DType.F32, 3));
                TensorMap outputs = graph.run(Map.of("x", input), Set.of("y"), cancellation)) {
            cancellation.cancel();
            TestTensors.assertSame(outputs.get("y"), input);
        }
    }

    @Test
    void cancelling_races_with_the_end_of_a_run_without_harm() throws Exception {
        try (TensorGraph graph = load(identity(DType.F32, 3));
                Tensor input = TestTensors.random(DType.F32, 3)) {
            for (int i = 0; i < 500; i++) {
                Cancellation cancellation = new Cancellation();
                CompletableFuture<Void> cancelling = CompletableFuture.runAsync(cancellation::cancel);
                try (TensorMap outputs = graph.run(Map.of("x", input), Set.of("y"), cancellation)) {
                    TestTensors.assertSame(outputs.get("y"), input);
                } catch (CancelledException e) {
                    assertThat(cancellation.isCancelled()).isTrue();
                }
                cancelling.get(30, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void a_run_that_fails_says_so_and_the_next_one_works() {
        try (TensorGraph graph = load(ofSeven())) {
            assertThatThrownBy(() -> run(graph, TestTensors.random(DType.F32, 3)))
                    .isInstanceOfSatisfying(
                            InferenceException.class,
                            e -> assertThat(e.kind()).isEqualTo(InferenceException.Kind.RUN_FAILED))
                    .hasMessageNotContaining("\n");
            Tensor seven = TestTensors.random(DType.F32, 7);
            try (TensorMap outputs = run(graph, seven)) {
                TestTensors.assertSame(outputs.get("y"), seven);
            }
        }
    }

    @Test
    void a_lack_of_memory_is_called_one_and_says_what_to_do() {
        try (TensorGraph graph = load(tooLarge())) {
            assertThatThrownBy(() -> run(graph, TestTensors.random(DType.F32, 1)))
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

        assertThatThrownBy(() -> run(graph, TestTensors.random(DType.F32, 1)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> graph.run(Map.of(), Set.of("y"), Cancellation.none()))
                .isInstanceOf(IllegalStateException.class);
    }

    private static void assertRefused(TensorGraph graph, Map<String, Tensor> inputs, String... says) {
        assertThatThrownBy(() -> graph.run(inputs, Set.of("y"), Cancellation.none()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(says);
    }
}
