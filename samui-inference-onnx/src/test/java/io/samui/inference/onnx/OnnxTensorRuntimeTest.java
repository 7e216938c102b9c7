package io.samui.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import io.samui.core.ConfigurationException;
import io.samui.core.inference.Cancellation;
import io.samui.core.inference.InferenceException;
import io.samui.core.sam.DType;
import io.samui.core.sam.GraphOptions;
import io.samui.core.sam.ModelFile;
import io.samui.core.sam.Tensor;
import io.samui.core.sam.TensorGraph;
import io.samui.core.sam.TensorMap;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxTensorRuntimeTest {

    private static final GraphOptions ON_CPU = new GraphOptions("cpu", 0);

    private final OnnxTensorRuntime runtime = new OnnxTensorRuntime(OnnxSettings.defaults());

    @TempDir
    Path folder;

    @Test
    void its_name_has_the_version() {
        assertThat(runtime.name()).matches("onnxruntime \\d+\\.\\d+\\.\\d+");
    }

    @Test
    void it_reads_onnx_files_only() {
        assertThat(runtime.reads("sam.ONNX")).isTrue();
        assertThat(runtime.reads("sam.onnx.data")).isFalse();
        assertThat(runtime.reads("sam.pt")).isFalse();
    }

    @Test
    void no_native_is_loaded_before_a_device_is_chosen_or_a_graph_loaded() throws Exception {
        Path model = Files.write(folder.resolve("model.onnx"), ProbeGraph.bytes());
        URL[] here = {
            location(OnnxTensorRuntime.class), location(OnnxTensorRuntimeTest.class), location(OrtEnvironment.class)
        };
        try (Isolated loader = new Isolated(here)) {
            loader.loadClass(BeforeAnyNative.class.getName())
                    .getMethod("makeARuntimeAndInspect", Path.class)
                    .invoke(null, model);
            assertThat(loader.hasLoaded(OnnxTensorRuntime.class.getName())).isTrue();
            assertThat(loader.hasLoaded("ai.onnxruntime.OnnxRuntime")).isFalse();
        }
    }

    @Test
    void a_model_is_loaded_from_a_jar() throws IOException {
        Path jar = folder.resolve("models.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream packed = new JarOutputStream(out)) {
            packed.putNextEntry(new JarEntry("models/probe.onnx"));
            packed.write(ProbeGraph.bytes());
        }
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            ModelFile file =
                    new ModelFile("probe.onnx", null, "models/probe.onnx", loader, null, ModelFile.DEFAULT_METHOD);
            assertThat(runtime.inspect(file).inputs()).hasSize(1);
            try (TensorGraph graph = runtime.load(file, ON_CPU)) {
                assertThat(answer(graph)).isEqualTo(ProbeGraph.ANSWER);
            }
        }
    }

    @Test
    void weights_beside_a_model_are_found_also_when_it_lies_in_a_class_path_folder() throws IOException {
        Files.write(folder.resolve("split.onnx"), Graphs.sumWithExternalWeight("split.data"));
        Files.write(folder.resolve("split.data"), new byte[] {0, 0, 0x40, 0x40}); // 3
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
            for (ModelFile file : List.of(
                    Models.onDisk(folder.resolve("split.onnx")),
                    new ModelFile("split.onnx", null, "split.onnx", loader, null, ModelFile.DEFAULT_METHOD))) {
                try (TensorGraph graph = runtime.load(file, ON_CPU);
                        TensorMap outputs = graph.run(
                                Map.of("x", Tensor.ofFloats(new float[] {4}, 1)), Set.of("y"), Cancellation.none())) {
                    assertThat(outputs.get("y").host().getFloat()).isEqualTo(7);
                }
            }
        }
    }

    @Test
    void missing_weights_are_named_with_the_place_where_they_belong() throws IOException {
        Path model = Files.write(folder.resolve("split.onnx"), Graphs.sumWithExternalWeight("split.data"));
        assertThatThrownBy(() -> runtime.load(Models.onDisk(model), ON_CPU))
                .asInstanceOf(type(InferenceException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(InferenceException.Kind.MODEL_NOT_LOADED))
                .satisfies(e -> assertThat(e).hasMessageContaining("split.data").hasMessageContaining("beside it"));
    }

    @Test
    void without_cuda_auto_is_the_cpu_and_cuda_by_name_is_an_error() {
        assumeFalse(cudaWorks(), "CUDA works here");
        assertThat(runtime.chooseDevice("auto")).isEqualTo("cpu");
        for (String device : List.of("cuda", "cuda:1", "tensorrt")) {
            assertThatThrownBy(() -> runtime.chooseDevice(device))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("-Pgpu");
        }
    }

    @Test
    @Tag("gpu")
    void with_cuda_auto_is_cuda_and_a_graph_runs_there() throws IOException {
        if (!cudaWorks()) {
            abort("CUDA is not usable here; ONNX Runtime was built for " + OrtEnvironment.getAvailableProviders());
        }
        assertThat(OrtEnvironment.getAvailableProviders()).contains(OrtProvider.CUDA);
        assertThat(runtime.chooseDevice("auto")).isEqualTo("cuda:0");
        Path model = Files.write(folder.resolve("model.onnx"), ProbeGraph.bytes());
        try (TensorGraph graph = runtime.load(Models.onDisk(model), new GraphOptions("cuda:0", 0))) {
            assertThat(answer(graph)).isEqualTo(ProbeGraph.ANSWER);
        }
    }

    private static boolean cudaWorks() {
        try {
            new OnnxTensorRuntime(OnnxSettings.defaults()).chooseDevice("cuda");
            return true;
        } catch (ConfigurationException e) {
            return false;
        }
    }

    private static float answer(TensorGraph probe) {
        Tensor ones = Tensor.ofFloats(new float[] {1, 1, 1, 1, 1, 1, 1, 1, 1}, ProbeGraph.shape());
        assertThat(ones.dtype()).isEqualTo(DType.F32);
        try (TensorMap outputs = probe.run(Map.of("x", ones), Set.of("y"), Cancellation.none())) {
            return outputs.get("y").host().getFloat();
        }
    }

    private static URL location(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    /** Loads this module and ONNX Runtime anew, and tells which classes of them were touched. */
    private static final class Isolated extends URLClassLoader {

        Isolated(URL[] urls) {
            super(urls, OnnxTensorRuntimeTest.class.getClassLoader());
        }

        boolean hasLoaded(String name) {
            return findLoadedClass(name) != null;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("io.samui.inference.onnx.") && !name.startsWith("ai.onnxruntime.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }
}
