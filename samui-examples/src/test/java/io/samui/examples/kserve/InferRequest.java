package io.samui.examples.kserve;

import com.sun.net.httpserver.HttpExchange;
import io.samui.core.sam.DType;
import io.samui.core.sam.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * What a client asks a server to infer.
 *
 * @param binary        whether any input came as bytes
 * @param binaryOutputs the outputs that it wants as bytes
 */
record InferRequest(Map<String, Tensor> inputs, Set<String> wanted, boolean binary, Set<String> binaryOutputs) {

    static InferRequest read(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String header = exchange.getRequestHeaders().getFirst("Inference-Header-Content-Length");
        int at = header == null ? body.length : Integer.parseInt(header);
        JsonNode json = KServeServer.parse(Arrays.copyOf(body, at));
        Map<String, Tensor> inputs = new HashMap<>();
        for (JsonNode input : json.required("inputs")) {
            long[] shape = StreamSupport.stream(input.required("shape").spliterator(), false)
                    .mapToLong(JsonNode::asLong)
                    .toArray();
            DType type = Metadata.dtype(input.required("datatype").asString());
            Tensor tensor = Tensor.allocate(type, shape);
            JsonNode size = input.path("parameters").path("binary_data_size");
            if (size.isMissingNode()) {
                put(input.required("data"), tensor);
            } else if (size.asLong() != tensor.sizeInBytes()) {
                throw new IllegalArgumentException(
                        "binary_data_size is " + size + ", the shape takes " + tensor.sizeInBytes());
            } else {
                tensor.host().put(ByteBuffer.wrap(body, at, size.asInt()));
                at += size.asInt();
            }
            inputs.put(input.required("name").asString(), tensor);
        }
        if (at != body.length) {
            throw new IllegalArgumentException((body.length - at) + " bytes are left over");
        }
        Set<String> wanted = new HashSet<>();
        Set<String> binary = new HashSet<>();
        for (JsonNode output : json.required("outputs")) {
            wanted.add(output.required("name").asString());
            if (output.path("parameters").path("binary_data").asBoolean(false)) {
                binary.add(output.required("name").asString());
            }
        }
        return new InferRequest(inputs, wanted, header != null, binary);
    }

    private static void put(JsonNode data, Tensor tensor) {
        ByteBuffer to = tensor.host().order(ByteOrder.nativeOrder());
        for (JsonNode element : data) {
            switch (tensor.dtype()) {
                case F32 -> to.putFloat((float) element.doubleValue());
                case I64 -> to.putLong(element.longValue());
                case I32 -> to.putInt(element.intValue());
                case U8, I8 -> to.put((byte) element.intValue());
                case BOOL -> to.put((byte) (element.booleanValue() ? 1 : 0));
                case F16 -> throw new IllegalArgumentException("FP16 is not to be had as JSON");
            }
        }
        if (to.hasRemaining()) {
            throw new IllegalArgumentException("data is shorter than its shape");
        }
    }
}
