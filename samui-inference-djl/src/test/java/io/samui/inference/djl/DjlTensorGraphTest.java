package io.samui.inference.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import ai.djl.ndarray.NDManager;
import io.samui.core.inference.Cancellation;
import io.samui.core.inference.CancelledException;
import io.samui.core.inference.InferenceException;
import io.samui.core.sam.DType;
import io.samui.core.sam.GraphOptions;
import io.samui.core.sam.Tensor;
import io.samui.core.sam.TensorGraph;
import io.samui.core.sam.TensorMap;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DjlTensorGraphTest {

    private static final long DYNAMIC = -1;

    private final DjlTensorRuntime runtime = new DjlTensorRuntime(DjlSettings.defaults());

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void bytes_of_every_type_pass_through_unchanged(DType dtype) {
        try (TensorGraph graph = load(TorchScriptWriter.identity(dtype, DYNAMIC, 3));
                Tensor input = someOf(dtype, 2, 3);
                TensorMap outputs = graph.run(Map.of("x", input), Set.of("y"), Cancellation.none())) {
            assertThat(graph.inputs().get(0).dtype()).isEqualTo(dtype);
            assertSame(outputs.get("y"), input);
        }
    }

    @Test
    void a_tensor_without_elements_passes_through() {
        try (TensorGraph graph = load(TorchScriptWriter.identity(DType.F32, 1, DYNAMIC, 4));
                TensorMap outputs =
                        graph.run(Map.of("x", Tensor.allocate(DType.F32, 1, 0, 4)), Set.of("y"), Cancellation.none())) {
            assertThat(outputs.get("y").shape()).containsExactly(1, 0, 4);
            assertThat(outputs.get("y").host().capacity()).isZero();
        }
    }

    @Test
    void a_scalar_passes_through() {
        try (TensorGraph graph = load(TorchScriptWriter.identity(DType.I64));
                Tensor input = someOf(DType.I64);
                TensorMap outputs = graph.run(Map.of("x", input), Set.of("y"), Cancellation.none())) {
            assertSame(outputs.get("y"), input);
        }
    }

    @Test
    void a_view_comes_back_row_by_row() {
        try (TensorGraph graph = load(TorchScriptWriter.of("Tensor", "return torch.transpose(x, 0, 1)")
                        .input("x", DType.F32, 2, 3)
                        .output("y", DType.F32, 3, 2));
                Tensor input = Tensor.ofFloats(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
                TensorMap outputs = graph.run(Map.of("x", input), Set.of("y"), Cancellation.none())) {
            assertFloats(outputs.get("y"), 1, 4, 2, 5, 3, 6);
        }
    }

    @Test
    void tuples_lists_and_dictionaries_are_outputs_by_the_manifests_names() {
        for (TorchScriptWriter several : new TorchScriptWriter[] {
            TorchScriptWriter.of("Tuple[Tensor, Tensor]", "return (x, torch.neg(x))"),
            TorchScriptWriter.of("List[Tensor]", "return [x, torch.neg(x)]"),
            TorchScriptWriter.of("Dict[str, Tensor]", "return {\"minus\": torch.neg(x), \"plus\": x}")
        }) {
            several.input("x", DType.F32, 2).output("plus", DType.F32, 2).output("minus", DType.F32, 2);
            try (TensorGraph graph = load(several);
                    Tensor input = Tensor.ofFloats(new float[] {3, 4}, 2);
                    TensorMap outputs = graph.run(Map.of("x", input), Set.of("plus", "minus"), Cancellation.none())) {
                assertFloats(outputs.get("plus"), 3, 4);
                assertFloats(outputs.get("minus"), -3, -4);
            }
        }
    }

    @Test
    void inputs_go_in_by_position_whatever_the_module_calls_them() {
        TorchScriptWriter difference = new TorchScriptWriter()
                .method("forward", "a: Tensor, b: Tensor", "Tensor", "return torch.sub(a, b)")
                .input("image", DType.F32, 1)
                .input("background", DType.F32, 1)
                .output("y", DType.F32, 1);
        try (TensorGraph graph = load(difference);
                Tensor image = Tensor.ofFloats(new float[] {7}, 1);
                Tensor background = Tensor.ofFloats(new float[] {5}, 1);
                TensorMap outputs =
                        graph.run(Map.of("background", background, "image", image), Set.of("y"), Cancellation.none())) {
            assertFloats(outputs.get("y"), 2);
        }
    }

    @Test
    void the_manifests_method_is_called() {
        TorchScriptWriter two = TorchScriptWriter.of("Tensor", "return x")
                .method("encode", "x: Tensor", "Tensor", "return torch.neg(x)")
                .input("x", DType.F32, 1)
                .output("y", DType.F32, 1)
                .calling("encode");
        try (TensorGraph graph = load(two);
                Tensor input = Tensor.ofFloats(new float[] {5}, 1);
                TensorMap outputs = graph.run(Map.of("x", input), Set.of("y"), Cancellation.none())) {
            assertFloats(outputs.get("y"), -5);
        }
    }

    @Test
    void an_output_outlives_the_input_it_is_a_view_of_its_map_and_its_graph() {
        Tensor taken;
        try (TensorGraph graph = load(TorchScriptWriter.identity(DType.F32, 2));
                Tensor input = Tensor.ofFloats(new float[] {1, 2}, 2);
                TensorMap outputs = graph.run(Map.of("x", input), Set.of("y"), Cancellation.none())) {
            taken = outputs.take("y");
            assertThatThrownBy(() -> outputs.take("y"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("y");
            input.host().putFloat(0, 9);
        }
        try (TensorGraph second = load(TorchScriptWriter.identity(DType.F32, 2));
                TensorMap outputs = second.run(Map.of("x", taken), Set.of("y"), Cancellation.none())) {
            assertFloats(outputs.get("y"), 1, 2);
        }
    }

    @Test
    void a_wrong_type_shape_or_name_is_refused() {
        Tensor right = someOf(DType.F32, 2, 3);
        try (TensorGraph graph = load(TorchScriptWriter.identity(DType.F32, DYNAMIC, 3))) {
            assertRefused(graph, Map.of("x", someOf(DType.I64, 2, 3)), "Input x", "F32 [-1, 3]", "I64 [2, 3]");
            assertRefused(graph, Map.of("x", someOf(DType.F32, 2, 4)), "Input x", "F32 [-1, 3]", "F32 [2, 4]");
            assertRefused(graph, Map.of(), "Input x", "missing");
            assertRefused(graph, Map.of("x", right, "z", right), "no input z", "[x]");
            assertThatThrownBy(() -> graph.run(Map.of("x", right), Set.of("q"), Cancellation.none()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no output q");
        }
    }

    @Test
    void a_module_that_gives_something_else_than_its_manifest_declares_is_an_error_that_says_what() {
        TorchScriptWriter another = TorchScriptWriter.of("Tensor", "return torch.to(x, 6)")
                .input("x", DType.I64, 1)
                .output("y", DType.I64, 1);
        assertWrong(another, "y as float32 [1]", "declares I64 [1]");
        TorchScriptWriter fewer = TorchScriptWriter.identity(DType.I64, 1).output("z", DType.I64, 1);
        assertWrong(fewer, "gave 1 outputs", "declares 2");
        TorchScriptWriter unnamed = TorchScriptWriter.of("Dict[str, Tensor]", "return {\"q\": x}")
                .input("x", DType.I64, 1)
                .output("y", DType.I64, 1);
        assertWrong(unnamed, "gave no output y");
    }

    @Test
    void a_run_that_was_cancelled_before_does_not_start() {
        Cancellation cancelled = new Cancellation();
        cancelled.cancel();
        try (TensorGraph graph = load(TorchScriptWriter.identity(DType.F32, 1))) {
            Map<String, Tensor> inputs = Map.of("x", someOf(DType.F32, 1));
            assertThatThrownBy(() -> graph.run(inputs, Set.of("y"), cancelled)).isInstanceOf(CancelledException.class);
        }
    }

    @Test
    void a_lack_of_memory_is_called_one_and_says_what_to_do() {
        TorchScriptWriter huge = TorchScriptWriter.of("Tensor", "return torch.expand_copy(x, [17592186044416])")
                .input("x", DType.F32, 1)
                .output("y", DType.F32, DYNAMIC);
        try (TensorGraph graph = load(huge)) {
            assertThatThrownBy(() -> graph.run(Map.of("x", someOf(DType.F32, 1)), Set.of("y"), Cancellation.none()))
                    .asInstanceOf(type(InferenceException.class))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(InferenceException.Kind.OUT_OF_MEMORY))
                    .satisfies(e -> assertThat(e).hasMessageContaining("smaller model"));
        }
    }

    @Test
    void a_run_that_fails_for_another_reason_says_which_in_one_line() {
        TorchScriptWriter reshape = TorchScriptWriter.of("Tensor", "return torch.reshape(x, [7])")
                .input("x", DType.F32, 3)
                .output("y", DType.F32, DYNAMIC);
        try (TensorGraph graph = load(reshape)) {
            assertThatThrownBy(() -> graph.run(Map.of("x", someOf(DType.F32, 3)), Set.of("y"), Cancellation.none()))
                    .asInstanceOf(type(InferenceException.class))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(InferenceException.Kind.RUN_FAILED))
                    .satisfies(e -> assertThat(e.getMessage())
                            .isEqualTo("PyTorch failed while running model.pt:"
                                    + " shape '[7]' is invalid for input of size 3"));
        }
    }

    @Test
    void runs_leave_no_array_behind_those_that_fail_included() {
        TorchScriptWriter pairs = TorchScriptWriter.of("Tensor", "return torch.reshape(x, [2])")
                .input("x", DType.F32, DYNAMIC)
                .output("y", DType.F32, 2);
        try (TensorGraph graph = load(pairs);
                NDManager any = PyTorchStart.engine().newBaseManager()) {
            NDManager root = any.getParentManager();
            int before = root.getManagedArrays().size();
            for (int i = 0; i < 3; i++) {
                run(graph, someOf(DType.F32, 2)).close();
                assertThatThrownBy(() -> run(graph, someOf(DType.F32, 3))).isInstanceOf(InferenceException.class);
            }
            assertThat(root.getManagedArrays()).hasSize(before);
        }
    }

    @Test
    void a_closed_graph_says_so_and_closes_again_quietly() {
        TensorGraph graph = load(TorchScriptWriter.identity(DType.F32, 1));
        graph.close();
        graph.close();
        assertThatThrownBy(() -> graph.run(Map.of(), Set.of("y"), Cancellation.none()))
                .isInstanceOf(IllegalStateException.class);
    }

    private void assertWrong(TorchScriptWriter module, String... says) {
        try (TensorGraph graph = load(module)) {
            assertThatThrownBy(() -> graph.run(Map.of("x", someOf(DType.I64, 1)), Set.of("y"), Cancellation.none()))
                    .asInstanceOf(type(InferenceException.class))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(InferenceException.Kind.RUN_FAILED))
                    .satisfies(e -> assertThat(e.getMessage()).contains(says).contains("model.json"));
        }
    }

    private static TensorMap run(TensorGraph graph, Tensor input) {
        return graph.run(Map.of("x", input), Set.of("y"), Cancellation.none());
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

    private static void assertFloats(Tensor actual, float... expected) {
        float[] floats = new float[expected.length];
        actual.host().asFloatBuffer().get(floats);
        assertThat(floats).containsExactly(expected);
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

    private TensorGraph load(TorchScriptWriter module) {
        return runtime.load(module.writeTo(folder.resolve("model.pt")), new GraphOptions("cpu", 1));
    }
}
