package io.samui.examples.kserve;

import io.samui.core.sam.DType;
import io.samui.core.sam.GraphSignature;
import io.samui.core.sam.Tensor;
import io.samui.core.sam.TensorSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tensors as the protocol has them: as bytes behind the JSON where the server offers that, else as numbers in it. Bytes go as they lie
 * in memory, which is little-endian on all machines that the runtimes know.
 */
record TensorMessage(GraphSignature signature, boolean binary) {

    private static final String JSON_LENGTH = "Inference-Header-Content-Length";

    /** As the protocol calls it: FP32 for F32, UINT8 for U8. */
    private static String name(DType type) {
        return type.name().replaceFirst("^F", "FP").replaceFirst("^I", "INT").replaceFirst("^U", "UINT");
    }

    static DType type(JsonNode tensor) throws IOException {
        String wanted = tensor.path("datatype").asString("");
        return Arrays.stream(DType.values())
                .filter(type -> name(type).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IOException(
                        "The server's answer has a tensor of type \"" + wanted + "\", which samui does not know"));
    }

    static List<Long> shape(JsonNode tensor) {
        List<Long> shape = new ArrayList<>();
        tensor.path("shape").forEach(size -> shape.add(size.asLong()));
        return shape;
    }

    HttpRequest.Builder request(Map<String, Tensor> inputs, Set<String> wanted) throws IOException {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (TensorSpec spec : signature.inputs()) {
            Tensor tensor = Objects.requireNonNull(inputs.get(spec.name()));
            ObjectNode input = json.withArray("inputs").addObject();
            input.put("name", spec.name()).put("datatype", name(spec.dtype()));
            input.set("shape", JsonMapper.shared().valueToTree(tensor.shape()));
            ByteBuffer elements = tensor.host();
            if (binary) {
                input.putObject("parameters").put("binary_data_size", elements.remaining());
                byte[] copy = new byte[elements.remaining()];
                elements.get(copy);
                bytes.write(copy);
            } else {
                write(spec.dtype(), elements, input.putArray("data"));
            }
        }
        for (String name : wanted) {
            ObjectNode output = json.withArray("outputs").addObject().put("name", name);
            output.putObject("parameters").put("binary_data", binary);
        }
        byte[] header = JsonMapper.shared().writeValueAsBytes(json);
        HttpRequest.Builder request = HttpRequest.newBuilder()
                .header("Content-Type", binary ? "application/octet-stream" : "application/json")
                .POST(BodyPublishers.concat(
                        BodyPublishers.ofByteArray(header), BodyPublishers.ofByteArray(bytes.toByteArray())));
        return binary ? request.header(JSON_LENGTH, String.valueOf(header.length)) : request;
    }

    Map<String, Tensor> read(HttpResponse<byte[]> response, Set<String> wanted) throws IOException {
        try {
            byte[] body = response.body();
            int at = (int) response.headers().firstValueAsLong(JSON_LENGTH).orElse(body.length);
            Map<String, Tensor> tensors = new HashMap<>();
            for (JsonNode output : JsonMapper.shared().readTree(body, 0, at).path("outputs")) {
                long[] shape = shape(output).stream().mapToLong(Long::longValue).toArray();
                Tensor tensor = Tensor.allocate(type(output), shape);
                ByteBuffer elements = tensor.host();
                int size = output.path("parameters").path("binary_data_size").asInt(-1);
                if (size >= 0) {
                    elements.put(body, at, size);
                    at += size;
                } else {
                    read(output.path("data"), tensor.dtype(), elements);
                }
                TensorSpec spec =
                        signature.output(output.path("name").asString("")).orElseThrow();
                if (elements.hasRemaining() || spec.dtype() != tensor.dtype() || !spec.fits(shape)) {
                    throw new IOException("The server's answer for " + spec.name() + " is not " + spec.described());
                }
                tensors.put(spec.name(), tensor);
            }
            if (!tensors.keySet().containsAll(wanted)) {
                throw new IOException("The server's answer lacks some of " + wanted);
            }
            return tensors;
        } catch (RuntimeException e) {
            throw new IOException("The server's answer is not as the protocol has it (" + e + ")", e);
        }
    }

    private static void write(DType type, ByteBuffer from, ArrayNode data) throws IOException {
        while (from.hasRemaining()) {
            switch (type) {
                case F32 -> data.add(from.getFloat());
                case I64 -> data.add(from.getLong());
                case I32 -> data.add(from.getInt());
                case I8 -> data.add(from.get());
                case U8 -> data.add(from.get() & 0xff);
                case BOOL -> data.add(from.get() != 0);
                case F16 -> throw new IOException("JSON has no float16: use a server that has binary_tensor_data");
            }
        }
    }

    /** Numbers may come flat, or as lists in lists. */
    private static void read(JsonNode data, DType type, ByteBuffer to) {
        data.forEach(element -> read(element, type, to));
        if (data.isArray()) {
            return;
        }
        switch (type) {
            case F32 -> to.putFloat((float) data.asDouble());
            case I64 -> to.putLong(data.asLong());
            case I32 -> to.putInt(data.asInt());
            case I8, U8 -> to.put((byte) data.asInt());
            case BOOL -> to.put((byte) (data.asBoolean() ? 1 : 0));
            case F16 -> throw new IllegalArgumentException("float16 as JSON");
        }
    }
}
