package io.samui.inference.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import ai.djl.ndarray.NDManager;
import io.samui.core.inference.Cancellation;
import io.samui.core.inference.InferenceException;
import io.samui.core.sam.DType;
import io.samui.core.sam.ModelFile;
import io.samui.core.sam.Tensor;
import io.samui.core.sam.TensorGraph;
import io.samui.core.sam.TensorMap;
import io.samui.core.sam.TensorRuntime;
import io.samui.core.testkit.inference.TensorRuntimeContract;
import io.samui.core.testkit.inference.TestTensors;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DjlTensorGraphTest extends TensorRuntimeContract {

    private final DjlTensorRuntime runtime = new DjlTensorRuntime(DjlSettings.defaults());

    @Override
    protected TensorRuntime runtime() {
        return runtime;
    }

    @Override
    protected ModelFile identity(DType dtype, long... shape) {
        return file(TorchScriptWriter.identity(dtype, shape));
    }

    @Override
    protected ModelFile sumAndDifference() {
        return file(new TorchScriptWriter()
                .method(
                        "forward",
                        "a: Tensor, b: Tensor",
                        "Tuple[Tensor, Tensor]",
                        "return (torch.add(a, b), torch.sub(a, b))")
                .input("a", DType.F32, 1)
                .input("b", DType.F32, 1)
                .output("sum", DType.F32, 1)
                .output("difference", DType.F32, 1));
    }

    @Override
    protected ModelFile ofSeven() {
        return file(TorchScriptWriter.of("Tensor", "return torch.reshape(x, [7])")
                .input("x", DType.F32, ANY)
                .output("y", DType.F32, 7));
    }

    @Override
    protected ModelFile tooLarge() {
        return file(TorchScriptWriter.of("Tensor", "return torch.expand_copy(x, [17592186044416])")
                .input("x", DType.F32, 1)
                .output("y", DType.F32, ANY));
    }

    @Test
    void a_view_comes_back_row_by_row() {
        try (TensorGraph graph = load(TorchScriptWriter.of("Tensor", "return torch.transpose(x, 0, 1)")
                        .input("x", DType.F32, 2, 3)
                        .output("y", DType.F32, 3, 2));
                Tensor input = Tensor.ofFloats(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
                TensorMap outputs = run(graph, input)) {
            assertThat(TestTensors.floats(outputs.get("y"))).containsExactly(1, 4, 2, 5, 3, 6);
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
                assertThat(TestTensors.floats(outputs.get("plus"))).containsExactly(3, 4);
                assertThat(TestTensors.floats(outputs.get("minus"))).containsExactly(-3, -4);
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
            assertThat(TestTensors.floats(outputs.get("y"))).containsExactly(2);
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
                TensorMap outputs = run(graph, input)) {
            assertThat(TestTensors.floats(outputs.get("y"))).containsExactly(-5);
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
    void a_run_that_fails_says_why_in_one_line() {
        try (TensorGraph graph = load(ofSeven())) {
            assertThatThrownBy(() -> run(graph, TestTensors.random(DType.F32, 3)))
                    .isInstanceOf(InferenceException.class)
                    .hasMessage(
                            "PyTorch failed while running model.pt:" + " shape '[7]' is invalid for input of size 3");
        }
    }

    @Test
    void runs_leave_no_array_behind_those_that_fail_included() {
        TorchScriptWriter pairs = TorchScriptWriter.of("Tensor", "return torch.reshape(x, [2])")
                .input("x", DType.F32, ANY)
                .output("y", DType.F32, 2);
        try (TensorGraph graph = load(pairs);
                NDManager any = PyTorchStart.engine().newBaseManager()) {
            NDManager root = any.getParentManager();
            int before = root.getManagedArrays().size();
            for (int i = 0; i < 3; i++) {
                run(graph, TestTensors.random(DType.F32, 2)).close();
                assertThatThrownBy(() -> run(graph, TestTensors.random(DType.F32, 3)))
                        .isInstanceOf(InferenceException.class);
            }
            assertThat(root.getManagedArrays()).hasSize(before);
        }
    }

    private void assertWrong(TorchScriptWriter module, String... says) {
        try (TensorGraph graph = load(module)) {
            assertThatThrownBy(() -> run(graph, TestTensors.random(DType.I64, 1)))
                    .asInstanceOf(type(InferenceException.class))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(InferenceException.Kind.RUN_FAILED))
                    .satisfies(e -> assertThat(e.getMessage()).contains(says).contains("model.json"));
        }
    }

    private TensorGraph load(TorchScriptWriter module) {
        return load(file(module));
    }

    private ModelFile file(TorchScriptWriter module) {
        return module.writeTo(folder.resolve("model.pt"));
    }
}
