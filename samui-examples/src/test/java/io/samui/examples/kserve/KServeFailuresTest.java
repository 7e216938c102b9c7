package io.samui.examples.kserve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.ConfigurationException;
import io.samui.core.inference.Cancellation;
import io.samui.core.inference.CancelledException;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.InferenceException;
import io.samui.core.inference.InferenceException.Kind;
import io.samui.core.sam.DType;
import io.samui.core.sam.GraphOptions;
import io.samui.core.sam.ModelFile;
import io.samui.core.sam.Tensor;
import io.samui.core.sam.TensorGraph;
import io.samui.core.sam.TensorMap;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What can go wrong between the two is said plainly, and the next call works. */
class KServeFailuresTest {

    @TempDir
    private static Path models;

    private static TinyServer server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        server = TinyServer.start(models);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void answerAgain() {
        server.server.hook = exchange -> true;
        server.server.ready = true;
    }

    private KServeRuntime runtime(String timeout) {
        return new KServeRuntime(
                new KServeClient(new KServeInferenceProvider.Settings(server.url() + "/", Duration.parse(timeout))));
    }

    private TensorGraph encoder(String timeout) throws IOException {
        return runtime(timeout).load(file("tiny-encoder"), new GraphOptions("there", 0));
    }

    private ModelFile file(String content) throws IOException {
        Path path = Files.writeString(folder.resolve("model.kserve"), content);
        return new ModelFile("model.kserve", path, null, null, null, ModelFile.DEFAULT_METHOD);
    }

    /** Zeros of the sizes that the graph takes. */
    private static Map<String, Tensor> zeros(TensorGraph graph) {
        Map<String, Tensor> inputs = new HashMap<>();
        graph.inputs()
                .forEach(spec -> inputs.put(
                        spec.name(),
                        Tensor.allocate(
                                spec.dtype(),
                                spec.shape().stream()
                                        .mapToLong(size -> Math.max(1, size))
                                        .toArray())));
        return inputs;
    }

    private static Set<String> outputs(TensorGraph graph) {
        return graph.outputs().stream().map(spec -> spec.name()).collect(Collectors.toSet());
    }

    private static void assertRuns(TensorGraph graph) {
        graph.run(zeros(graph), outputs(graph), Cancellation.none()).close();
    }

    private static void assertFails(TensorGraph graph, String... words) {
        assertThatThrownBy(() -> assertRuns(graph))
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.RUN_FAILED))
                .hasMessageContainingAll(words);
    }

    @Test
    void a_server_that_is_not_there_is_named_with_the_setting() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        String nowhere = "http://127.0.0.1:" + port;

        assertThatThrownBy(() -> TinyServer.engine(TinyServer.bundle(folder), Map.of("url", nowhere)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(nowhere, "cannot be reached", "samui.inference.kserve.url");
    }

    @Test
    void a_model_that_the_server_lacks_is_named() {
        Path bundle = TinyServer.bundle(folder, "tiny-encoder", "no-such-model");

        assertThatThrownBy(() -> server.engine(bundle))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("decoder.kserve", "404", "no-such-model");
    }

    @Test
    void a_version_that_the_server_lacks_is_no_model() {
        Path bundle = TinyServer.bundle(folder, "tiny-encoder/7", "tiny-decoder");

        assertThatThrownBy(() -> server.engine(bundle))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("encoder.kserve", "404", "versions/7");
    }

    @Test
    void a_file_that_names_no_model_is_refused() throws IOException {
        for (String content : List.of("", "two words", "http://elsewhere/model", "a/b/c")) {
            ModelFile file = file(content);

            assertThatThrownBy(() -> runtime("PT1M").inspect(file))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("must hold the name of a model");
        }
    }

    @Test
    void a_device_is_the_servers_affair() {
        assertThatThrownBy(() -> runtime("PT1M").chooseDevice("cuda:0"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cuda:0");
    }

    @Test
    void a_model_that_is_not_ready_is_not_loaded() {
        server.server.ready = false;

        assertThatThrownBy(() -> encoder("PT1M"))
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MODEL_NOT_LOADED))
                .hasMessageContaining("/ready answers 400");
    }

    @Test
    void a_tensor_that_does_not_fit_goes_nowhere() throws IOException {
        try (TensorGraph graph = encoder("PT1M")) {
            Map<String, Tensor> inputs = zeros(graph);
            inputs.replaceAll((name, tensor) -> Tensor.allocate(DType.F32, 1, 2));
            int before = server.binaryRequests();

            assertThatThrownBy(() -> graph.run(inputs, outputs(graph), Cancellation.none()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[1, 2]");
            assertThat(server.binaryRequests()).isEqualTo(before);
        }
    }

    @Test
    void what_the_server_says_is_wrong_is_passed_on_and_the_next_run_works() throws IOException {
        try (TensorGraph graph = encoder("PT1M")) {
            server.server.hook = exchange -> {
                exchange.getRequestBody().readAllBytes();
                KServeServer.json(exchange, 503, Map.of("error", "the queue is full"));
                return false;
            };
            assertFails(graph, "503", "the queue is full");

            answerAgain();
            assertRuns(graph);
        }
    }

    @Test
    void an_answer_that_is_none_is_an_error() throws IOException {
        for (String answer : List.of(
                "",
                "<html>",
                "{}",
                "{\"outputs\":[{\"name\":\"image_embeddings\",\"datatype\":\"FP32\",\"shape\":[2],\"data\":[1]}]}",
                "{\"outputs\":[{\"name\":\"other\",\"datatype\":\"FP32\",\"shape\":[1],\"data\":[1]}]}",
                "{\"outputs\":[{\"name\":\"image_embeddings\",\"datatype\":\"BYTES\",\"shape\":[1],\"data\":[\"a\"]}]}",
                "{\"outputs\":[{\"name\":\"image_embeddings\",\"datatype\":\"FP32\",\"shape\":[1],"
                        + "\"parameters\":{\"binary_data_size\":4}}]}")) {
            try (TensorGraph graph = encoder("PT1M")) {
                answerWith(answer);
                assertFails(graph, "The server's answer");
            }
        }
    }

    @Test
    void an_answer_that_no_buffer_holds_is_a_lack_of_memory() throws IOException {
        try (TensorGraph graph = encoder("PT1M")) {
            answerWith("{\"outputs\":[{\"name\":\"image_embeddings\",\"datatype\":\"FP32\",\"shape\":[17592186044416],"
                    + "\"data\":[1]}]}");

            assertThatThrownBy(() -> assertRuns(graph))
                    .isInstanceOfSatisfying(
                            InferenceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.OUT_OF_MEMORY))
                    .hasMessageContaining("2 GiB");
        }
    }

    private void answerWith(String json) {
        server.server.hook = exchange -> {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            return false;
        };
    }

    /** As when the server closes a connection that was kept just as it is used again. */
    @Test
    void a_line_that_is_cut_once_is_no_error() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        try (TensorGraph graph = encoder("PT1M")) {
            server.server.hook = exchange -> {
                if (requests.incrementAndGet() == 1) {
                    throw new IOException("cut");
                }
                return true;
            };
            assertRuns(graph);
        }
        assertThat(requests).hasValue(2);
    }

    @Test
    void a_line_that_is_cut_is_an_error() throws IOException {
        try (TensorGraph graph = encoder("PT1M")) {
            server.server.hook = exchange -> {
                exchange.sendResponseHeaders(200, 1000);
                exchange.getResponseBody().write(new byte[10]);
                exchange.getResponseBody().flush();
                throw new IOException("cut");
            };
            assertFails(graph, "samui.inference.kserve.url");
        }
    }

    @Test
    @Timeout(60)
    void a_server_that_does_not_answer_is_not_waited_for_longer_than_the_time_out() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (TensorGraph graph = encoder("PT0.3S")) {
            server.server.hook = exchange -> {
                end.await();
                return true;
            };
            assertFails(graph, "300 ms", "samui.inference.kserve.timeout");
        } finally {
            end.countDown();
        }
    }

    @Test
    @Timeout(60)
    void a_cancellation_ends_a_run_that_the_server_is_at() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Cancellation cancellation = new Cancellation();
        try (TensorGraph graph = encoder("PT1M")) {
            server.server.hook = exchange -> {
                begun.countDown();
                end.await();
                return true;
            };
            CompletableFuture<TensorMap> run =
                    CompletableFuture.supplyAsync(() -> graph.run(zeros(graph), outputs(graph), cancellation));
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
            cancellation.cancel();

            assertThatThrownBy(run::join).hasCauseInstanceOf(CancelledException.class);
            answerAgain();
            assertRuns(graph);
        } finally {
            end.countDown();
        }
    }

    @Test
    void a_closed_graph_runs_nothing() throws IOException {
        TensorGraph graph = encoder("PT1M");
        graph.close();
        graph.close();

        assertThatThrownBy(() -> assertRuns(graph)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void several_threads_may_run_at_once() throws IOException {
        try (TensorGraph graph = encoder("PT1M")) {
            List<CompletableFuture<Void>> runs = IntStream.range(0, 4)
                    .mapToObj(i -> CompletableFuture.runAsync(() -> assertRuns(graph)))
                    .toList();

            assertThat(runs).allSatisfy(CompletableFuture::join);
        }
    }

    @Test
    void an_engine_whose_server_goes_away_says_so_and_works_when_it_is_back() throws Exception {
        try (InferenceEngine engine = server.engine(TinyServer.bundle(folder))) {
            server.server.ready = false;
            assertThatThrownBy(engine::open).isInstanceOf(InferenceException.class);

            server.server.ready = true;
            engine.open().close();
        }
    }
}
