package io.samui.core.testkit.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.ConfigurationException;
import io.samui.core.inference.InferenceException;
import io.samui.core.sam.DType;
import io.samui.core.sam.GraphOptions;
import io.samui.core.sam.GraphSignature;
import io.samui.core.sam.ModelFile;
import io.samui.core.sam.Tensor;
import io.samui.core.sam.TensorGraph;
import io.samui.core.sam.TensorMap;
import io.samui.core.sam.TensorRuntime;
import io.samui.core.sam.TensorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What a {@link TensorRuntime} and its graphs promise. That its constructor loads no natives is for each to show,
 * as each knows its own.
 */
public abstract class TensorRuntimeContract extends TensorGraphContract {

    @Test
    void its_name_has_a_version() {
        assertThat(runtime().name()).matches("\\S+ .*\\d.*").isEqualTo(runtime().name());
    }

    @Test
    void it_reads_files_of_its_format_only() {
        assertThat(runtime().reads(identity(DType.F32, 1).name())).isTrue();
        assertThat(runtime().reads("README.md")).isFalse();
        assertThat(runtime().reads("model.json")).isFalse();
    }

    @Test
    void auto_is_a_device_that_has_a_name_and_stays_the_same() {
        assertThat(runtime().chooseDevice("auto"))
                .isNotBlank()
                .isNotEqualTo("auto")
                .isEqualTo(runtime().chooseDevice("auto"));
        assertThatThrownBy(() -> runtime().chooseDevice("abacus"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("abacus");
    }

    @Test
    void what_a_graph_takes_and_gives_is_known_before_it_is_loaded() {
        ModelFile file = identity(DType.F32, ANY, 3);
        GraphSignature signature = runtime().inspect(file);

        assertThat(signature.inputs()).containsExactly(new TensorSpec("x", DType.F32, List.of(ANY, 3L)));
        assertThat(signature.outputs()).containsExactly(new TensorSpec("y", DType.F32, List.of(ANY, 3L)));
        try (TensorGraph graph = load(file)) {
            assertThat(graph.inputs()).isEqualTo(signature.inputs());
            assertThat(graph.outputs()).isEqualTo(signature.outputs());
        }
    }

    @Test
    void a_file_that_is_no_model_is_refused_by_name() throws IOException {
        ModelFile text = another("text-");
        Files.writeString(Objects.requireNonNull(text.path()), "once upon a time");

        assertRefused(text);
        ModelFile missing = another("missing-");
        assertRefused(missing);
        ClassLoader loader = getClass().getClassLoader();
        assertRefused(new ModelFile(
                missing.name(), null, "no/such/" + missing.name(), loader, missing.signature(), missing.method()));
    }

    /** The same in the manifest's eyes, under another name. */
    private ModelFile another(String prefix) {
        ModelFile file = identity(DType.F32, 1);
        String name = prefix + file.name();
        return new ModelFile(name, folder.resolve(name), null, null, file.signature(), file.method());
    }

    private void assertRefused(ModelFile file) {
        assertThatThrownBy(() -> runtime().inspect(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(file.name());
        assertThatThrownBy(() -> load(file))
                .isInstanceOfSatisfying(
                        InferenceException.class,
                        e -> assertThat(e.kind()).isEqualTo(InferenceException.Kind.MODEL_NOT_LOADED))
                .hasMessageContaining(file.name());
    }

    @Test
    void threads_load_and_run_graphs_of_their_own_at_once() throws Exception {
        TensorRuntime one = runtime();
        ModelFile file = identity(DType.F32, ANY);
        List<CompletableFuture<Void>> all = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.runAsync(() -> {
                    try (TensorGraph graph = one.load(file, new GraphOptions(device(), 1))) {
                        for (int size = 1; size < 100; size++) {
                            float[] values = new float[size];
                            Arrays.fill(values, i);
                            try (TensorMap outputs = run(graph, Tensor.ofFloats(values, size))) {
                                assertThat(TestTensors.floats(outputs.get("y"))).containsExactly(values);
                            }
                        }
                    }
                }))
                .toList();

        for (CompletableFuture<Void> each : all) {
            each.get(120, TimeUnit.SECONDS);
        }
    }
}
