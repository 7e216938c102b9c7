package io.samui.examples.kserve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.samui.core.inference.Cancellation;
import io.samui.core.sam.GraphOptions;
import io.samui.core.sam.ModelFile;
import io.samui.core.sam.Tensor;
import io.samui.core.sam.TensorGraph;
import io.samui.core.sam.TensorMap;
import io.samui.inference.onnx.OnnxSettings;
import io.samui.inference.onnx.OnnxTensorRuntime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An inference server that speaks the Open Inference Protocol and runs ONNX graphs, as far as a client needs it: what the server and
 * its models are, whether they are ready, and inference, with tensors as bytes where it was told to offer that.
 */
final class KServeServer implements AutoCloseable {

    static final String BINARY = "binary_tensor_data";

    private static final Pattern MODEL = Pattern.compile("/v2/models/([^/]+)(?:/versions/([^/]+))?(/ready|/infer)?");

    /** What happens to a request for inference before the server looks at it. */
    interface Hook {
        /** Whether it goes on: false where the hook has answered. */
        boolean before(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<String> extensions;
    private final Map<String, TensorGraph> models = new ConcurrentHashMap<>();
    final AtomicInteger binaryRequests = new AtomicInteger();
    final AtomicInteger jsonRequests = new AtomicInteger();
    volatile Hook hook = exchange -> true;
    volatile boolean ready = true;

    KServeServer(String... extensions) throws IOException {
        this.extensions = Set.of(extensions);
        this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(threads);
        http.createContext("/", this::answer);
        http.start();
    }

    /** Loads a graph, which is then there under this name, in version 1. */
    KServeServer with(String name, Path onnx) {
        ModelFile file = new ModelFile(name, onnx, null, null, null, ModelFile.DEFAULT_METHOD);
        models.put(name, new OnnxTensorRuntime(OnnxSettings.defaults()).load(file, new GraphOptions("cpu", 1)));
        return this;
    }

    String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Matcher model = MODEL.matcher(path);
            if (path.equals("/v2")) {
                json(exchange, 200, Map.of("name", "test", "version", "1", "extensions", extensions));
            } else if (path.equals("/v2/health/live") || path.equals("/v2/health/ready")) {
                exchange.sendResponseHeaders(200, -1);
            } else if (model.matches()) {
                answer(exchange, model);
            } else {
                json(exchange, 404, Map.of("error", "there is no " + path));
            }
        } catch (IOException e) {
            throw e; // the client has hung up
        } catch (RuntimeException | InterruptedException e) {
            json(exchange, 500, Map.of("error", String.valueOf(e.getMessage())));
        }
    }

    private void answer(HttpExchange exchange, Matcher asked) throws IOException, InterruptedException {
        TensorGraph graph = models.get(asked.group(1));
        String what = String.valueOf(asked.group(3));
        if (graph == null || (asked.group(2) != null && !asked.group(2).equals("1"))) {
            json(exchange, 404, Map.of("error", "Request for unknown model: '" + asked.group(1) + "' is not found"));
        } else if (what.equals("/ready")) {
            exchange.sendResponseHeaders(ready ? 200 : 400, -1);
        } else if (what.equals("/infer")) {
            if (hook.before(exchange)) {
                infer(exchange, graph, asked.group(1));
            }
        } else {
            json(exchange, 200, Metadata.of(asked.group(1), graph));
        }
    }

    private void infer(HttpExchange exchange, TensorGraph graph, String name) throws IOException {
        InferRequest request;
        try {
            request = InferRequest.read(exchange);
            (request.binary() ? binaryRequests : jsonRequests).incrementAndGet();
            if (request.binary() && !extensions.contains(BINARY)) {
                throw new IllegalArgumentException("this server takes no binary tensors");
            }
        } catch (RuntimeException e) {
            json(exchange, 400, Map.of("error", "failed to parse the request: " + e.getMessage()));
            return;
        }
        synchronized (graph) {
            try (TensorMap outputs = graph.run(request.inputs(), request.wanted(), Cancellation.none())) {
                Map<String, Tensor> named = new TreeMap<>();
                request.wanted().forEach(output -> named.put(output, outputs.get(output)));
                new InferAnswer(name, named, request.binaryOutputs()).send(exchange);
            } catch (IllegalArgumentException e) {
                json(exchange, 400, Map.of("error", String.valueOf(e.getMessage())));
            }
        }
    }

    static void json(HttpExchange exchange, int status, Map<String, ?> body) throws IOException {
        byte[] bytes = JsonMapper.shared().writeValueAsBytes(body);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    static JsonNode parse(byte[] json) {
        return JsonMapper.shared().readTree(new String(json, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
        models.values().forEach(graph -> {
            synchronized (graph) {
                graph.close();
            }
        });
    }
}
