package io.samui.examples.kserve;

import com.sun.net.httpserver.HttpExchange;
import io.samui.core.sam.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** What a server answers to a request for inference. JSON tensors come as lists in lists, as servers are free to do. */
record InferAnswer(String model, Map<String, Tensor> outputs, Set<String> binaryOutputs) {

    void send(HttpExchange exchange) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<Map<String, Object>> described = new ArrayList<>();
        outputs.forEach((name, tensor) -> {
            Map<String, Object> output = new LinkedHashMap<>();
            output.put("name", name);
            output.put("datatype", Metadata.datatype(tensor.dtype()));
            output.put("shape", tensor.shape());
            if (binaryOutputs.contains(name)) {
                output.put("parameters", Map.of("binary_data_size", tensor.sizeInBytes()));
                byte[] copy = new byte[Math.toIntExact(tensor.sizeInBytes())];
                tensor.host().get(copy);
                bytes.writeBytes(copy);
            } else {
                output.put("data", nested(tensor, tensor.host(), 0));
            }
            described.add(output);
        });
        byte[] json = JsonMapper.shared().writeValueAsBytes(Map.of("model_name", model, "outputs", described));
        boolean binary = !binaryOutputs.isEmpty();
        exchange.getResponseHeaders().add("Content-Type", binary ? "application/octet-stream" : "application/json");
        if (binary) {
            exchange.getResponseHeaders().add("Inference-Header-Content-Length", String.valueOf(json.length));
        }
        exchange.sendResponseHeaders(200, json.length + bytes.size());
        exchange.getResponseBody().write(json);
        bytes.writeTo(exchange.getResponseBody());
    }

    private static Object nested(Tensor tensor, ByteBuffer from, int dimension) {
        if (dimension == tensor.shape().length) {
            return switch (tensor.dtype()) {
                case F32 -> from.getFloat();
                case I64 -> from.getLong();
                case I32 -> from.getInt();
                case I8 -> from.get();
                case U8 -> from.get() & 0xff;
                case BOOL -> from.get() != 0;
                case F16 -> throw new IllegalArgumentException("FP16 is not to be had as JSON");
            };
        }
        List<Object> list = new ArrayList<>();
        for (long i = 0; i < tensor.shape()[dimension]; i++) {
            list.add(nested(tensor, from, dimension + 1));
        }
        return list;
    }
}
