package io.samui.examples.kserve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.inference.Cancellation;
import io.samui.core.inference.InferenceException;
import io.samui.core.sam.DType;
import io.samui.core.sam.GraphOptions;
import io.samui.core.sam.ModelFile;
import io.samui.core.sam.Tensor;
import io.samui.core.sam.TensorGraph;
import io.samui.core.sam.TensorMap;
import io.samui.core.testkit.onnx.OnnxWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tensors of every type arrive as they were sent, from servers that take bytes and from others. */
class TensorMessageTest {

    @TempDir
    private static Path folder;

    private static KServeServer binary;
    private static KServeServer plain;

    @BeforeAll
    static void start() throws IOException {
        binary = new KServeServer(KServeServer.BINARY);
        plain = new KServeServer();
        for (DType type : DType.values()) {
            String name = "identity-" + type;
            Path graph = Files.write(
                    folder.resolve(name + ".onnx"),
                    new OnnxWriter()
                            .node("Identity", List.of("x"), "y")
                            .input("x", type, -1, 3)
                            .output("y", type, -1, 3)
                            .model());
            binary.with(name, graph);
            plain.with(name, graph);
        }
    }

    @AfterAll
    static void stop() {
        binary.close();
        plain.close();
    }

    private static TensorGraph identity(KServeServer server, DType type) throws IOException {
        Path file = Files.writeString(folder.resolve(type + ".kserve"), "identity-" + type);
        return new KServeRuntime(
                        new KServeClient(new KServeInferenceProvider.Settings(server.url(), Duration.ofMinutes(1))))
                .load(
                        new ModelFile("x.kserve", file, null, null, null, ModelFile.DEFAULT_METHOD),
                        new GraphOptions("there", 0));
    }

    /** Two rows of three: the least, the greatest and some between. */
    private static Tensor values(DType type) {
        Tensor tensor = Tensor.allocate(type, 2, 3);
        ByteBuffer to = tensor.host();
        for (int i = 0; i < 6; i++) {
            switch (type) {
                case F32 -> to.putFloat(new float[] {-1.5f, 0, 0.1f, Float.MAX_VALUE, Float.MIN_VALUE, 1e-20f}[i]);
                case I64 -> to.putLong(new long[] {Long.MIN_VALUE, -1, 0, 1, 1L << 53, Long.MAX_VALUE}[i]);
                case I32 -> to.putInt(new int[] {Integer.MIN_VALUE, -1, 0, 1, 77, Integer.MAX_VALUE}[i]);
                case F16 -> to.putShort((short) (0x3c00 + i));
                case U8, I8 -> to.put((byte) new int[] {-128, -1, 0, 1, 77, 127}[i]);
                case BOOL -> to.put((byte) (i % 2));
            }
        }
        return tensor;
    }

    private static void assertComesBack(KServeServer server, DType type) throws IOException {
        Tensor sent = values(type);
        try (TensorGraph graph = identity(server, type);
                TensorMap outputs = graph.run(Map.of("x", sent), Set.of("y"), Cancellation.none())) {
            assertThat(outputs.get("y").dtype()).isEqualTo(type);
            assertThat(outputs.get("y").shape()).containsExactly(2, 3);
            assertThat(outputs.get("y").host()).isEqualTo(sent.host());
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_server_with_the_binary_extension_gives_back_what_it_got(DType type) throws IOException {
        int before = binary.binaryRequests.get();

        assertComesBack(binary, type);

        assertThat(binary.binaryRequests).hasValue(before + 1);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "F16")
    void a_server_without_it_gives_back_the_same(DType type) throws IOException {
        assertComesBack(plain, type);

        assertThat(plain.binaryRequests).hasValue(0);
    }

    @Test
    void float16_has_no_form_in_json_which_is_said() throws IOException {
        try (TensorGraph graph = identity(plain, DType.F16)) {
            assertThatThrownBy(() -> graph.run(Map.of("x", values(DType.F16)), Set.of("y"), Cancellation.none()))
                    .isInstanceOf(InferenceException.class)
                    .hasMessageContaining("binary_tensor_data");
        }
    }
}
