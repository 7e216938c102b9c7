package io.samui.inference.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.Engine;
import io.samui.core.ConfigurationException;
import io.samui.core.inference.Cancellation;
import io.samui.core.inference.InferenceException;
import io.samui.core.sam.DType;
import io.samui.core.sam.GraphOptions;
import io.samui.core.sam.ModelFile;
import io.samui.core.sam.Tensor;
import io.samui.core.sam.TensorGraph;
import io.samui.core.sam.TensorMap;
import io.samui.core.testkit.TinySam1;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DjlTensorRuntimeTest {

    private static final GraphOptions ON_CPU = new GraphOptions("cpu", 0);

    private final DjlTensorRuntime runtime = new DjlTensorRuntime(DjlSettings.defaults());

    @TempDir
    Path folder;

    @Test
    void its_name_has_the_versions() {
        assertThat(runtime.name()).matches("pytorch \\d+\\.\\d+\\.\\d+ \\(djl \\d+\\.\\d+\\.\\d+\\)");
    }

    @Test
    void it_reads_torchscript_files_only() {
        assertThat(runtime.reads("encoder.PT")).isTrue();
        assertThat(runtime.reads("encoder.torchscript")).isTrue();
        assertThat(runtime.reads("encoder.onnx")).isFalse();
        assertThat(runtime.reads("encoder.pth")).isFalse();
    }

    @Test
    void nothing_of_djl_starts_before_a_graph_is_loaded() throws Exception {
        Path bundle = TinySam1.copyTorchScriptTo(folder);
        URL[] here = {location(DjlTensorRuntime.class), location(DjlTensorRuntimeTest.class), location(Engine.class)};
        try (Isolated loader = new Isolated(here)) {
            loader.loadClass(BeforeAnyNative.class.getName())
                    .getMethod("makeAnEngineAndPrepare", Path.class)
                    .invoke(null, bundle);
            assertThat(loader.hasLoaded(DjlTensorRuntime.class.getName())).isTrue();
            assertThat(loader.hasLoaded(Engine.class.getName())).isFalse();
        }
    }

    @Test
    void a_start_asks_nothing_of_the_network_and_leaves_the_programs_settings_alone() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OfflineStart.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(process.getInputStream().readAllBytes());
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(said).contains(OfflineStart.OK);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void a_module_is_loaded_from_a_jar() throws IOException {
        Path jar = folder.resolve("models.jar");
        TorchScriptWriter module = TorchScriptWriter.identity(DType.F32, 1);
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream packed = new JarOutputStream(out)) {
            packed.putNextEntry(new JarEntry("models/plain.pt"));
            packed.write(module.module());
        }
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            ModelFile file = new ModelFile(
                    "plain.pt", null, "models/plain.pt", loader, module.signature(), ModelFile.DEFAULT_METHOD);
            assertThat(runtime.inspect(file)).isEqualTo(module.signature());
            try (TensorGraph graph = runtime.load(file, ON_CPU);
                    TensorMap outputs = graph.run(
                            Map.of("x", Tensor.ofFloats(new float[] {4}, 1)), Set.of("y"), Cancellation.none())) {
                assertThat(outputs.get("y").host().getFloat()).isEqualTo(4);
            }
        }
    }

    @Test
    void without_a_manifest_it_says_that_one_is_needed() throws IOException {
        Path module = Files.write(
                folder.resolve("encoder.pt"),
                TorchScriptWriter.identity(DType.F32, 1).module());

        assertRefused(undeclared(module), "encoder.pt", "model.json", "\"inputs\" and \"outputs\"");
    }

    @Test
    void what_is_no_module_is_told_from_one_with_the_remedy() throws IOException {
        Path file = folder.resolve("encoder.pt");
        byte[] module = TorchScriptWriter.identity(DType.F32, 1).module();
        assertRefused(undeclared(file), "no model file", "encoder.pt");
        Files.writeString(file, "version https://git-lfs.github.com/spec/v1\noid sha256:1");
        assertRefused(undeclared(file), "git-lfs pointer", "git lfs pull");
        Files.writeString(file, "<!DOCTYPE html>");
        assertRefused(undeclared(file), "a web page", "Download it again");
        Files.writeString(file, "once upon a time");
        assertRefused(undeclared(file), "not TorchScript", "Export the model");
        Files.write(file, java.util.Arrays.copyOf(module, module.length / 2));
        assertRefused(undeclared(file), "cut short", "download it again");
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream checkpoint = new JarOutputStream(out)) {
            checkpoint.putNextEntry(new JarEntry("archive/data.pkl"));
        }
        assertRefused(undeclared(file), "checkpoint", "torch.jit.save");
    }

    @Test
    void a_module_whose_code_does_not_compile_cannot_be_loaded_and_says_why_in_one_line() {
        ModelFile broken = TorchScriptWriter.of("Tensor", "return torch.no_such_thing(x)")
                .input("x", DType.F32, 1)
                .output("y", DType.F32, 1)
                .writeTo(folder.resolve("broken.pt"));

        assertThatThrownBy(() -> runtime.load(broken, ON_CPU))
                .asInstanceOf(type(InferenceException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(InferenceException.Kind.MODEL_NOT_LOADED))
                .satisfies(e -> assertThat(e).hasMessageContaining("broken.pt").hasMessageNotContaining("\n"));
    }

    @Test
    void auto_is_the_cpu_where_pytorch_is_built_for_it_and_cuda_by_name_is_an_error() {
        assertThat(runtime.chooseDevice("auto")).isEqualTo("cpu");
        for (String device : List.of("cuda", "cuda:1")) {
            assertThatThrownBy(() -> runtime.chooseDevice(device))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("built for the CPU only")
                    .hasMessageContaining("PYTORCH_LIBRARY_PATH");
        }
        assertThatThrownBy(() -> runtime.chooseDevice("tensorrt"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("no tensorrt");
    }

    @Test
    void libraries_that_claim_cuda_and_have_none_leave_auto_on_the_cpu() {
        DjlTensorRuntime claiming =
                new DjlTensorRuntime(DjlSettings.defaults(), new Natives("here", "cu128", "2.7.1-0.36.0"));

        assertThat(claiming.chooseDevice("auto")).isEqualTo("cpu");
        assertThatThrownBy(() -> claiming.chooseDevice("cuda:7"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cuda:7 is not usable");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void memory_does_not_grow_with_the_number_of_runs(boolean optimised) throws IOException {
        assumeTrue(Files.isReadable(Path.of("/proc/self/status")), "only Linux tells a process its memory");
        ModelFile file = TorchScriptWriter.of("Tuple[Tensor, Tensor]", "return (torch.neg(x), torch.add(x, x))")
                .input("x", DType.F32, 1, -1, 64, 64)
                .output("a", DType.F32, 1, -1, 64, 64)
                .output("b", DType.F32, 1, -1, 64, 64)
                .writeTo(folder.resolve("model.pt"));
        DjlTensorRuntime tried = new DjlTensorRuntime(new DjlSettings(1, optimised));
        try (TensorGraph graph = tried.load(file, ON_CPU);
                Tensor input = Tensor.allocate(DType.F32, 1, 16, 64, 64)) {
            run(graph, input, 200);
            long before = residentKilobytes();
            run(graph, input, 1000);
            assertThat((residentKilobytes() - before) / 1000)
                    .as("kB more a run; the outputs of one are 512 kB")
                    .isLessThan(50);
        }
    }

    private static void run(TensorGraph graph, Tensor input, int times) {
        for (int i = 0; i < times; i++) {
            graph.run(Map.of("x", input), Set.of("a", "b"), Cancellation.none()).close();
            if (i % 100 == 99) {
                System.gc(); // host tensors are the collector's
            }
        }
    }

    private static long residentKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private void assertRefused(ModelFile file, String... says) {
        assertThatThrownBy(() -> runtime.inspect(file))
                .isInstanceOf(ConfigurationException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(says));
    }

    private static ModelFile undeclared(Path path) {
        return new ModelFile(path.getFileName().toString(), path, null, null, null, ModelFile.DEFAULT_METHOD);
    }

    private static URL location(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    /** Loads this module and DJL anew, and tells which classes of them were touched. */
    private static final class Isolated extends URLClassLoader {

        Isolated(URL[] urls) {
            super(urls, DjlTensorRuntimeTest.class.getClassLoader());
        }

        boolean hasLoaded(String name) {
            return findLoadedClass(name) != null;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("io.samui.inference.djl.") && !name.startsWith("ai.djl.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }
}
