package io.samui.examples.kserve;

import io.samui.core.sam.DType;
import io.samui.core.sam.TensorGraph;
import io.samui.core.sam.TensorSpec;
import java.util.List;
import java.util.Map;

/** What a server says of a model. */
final class Metadata {

    private Metadata() {}

    static Map<String, Object> of(String name, TensorGraph graph) {
        return Map.of(
                "name",
                name,
                "versions",
                List.of("1"),
                "platform",
                "onnxruntime_onnx",
                "inputs",
                graph.inputs().stream().map(Metadata::tensor).toList(),
                "outputs",
                graph.outputs().stream().map(Metadata::tensor).toList());
    }

    private static Map<String, Object> tensor(TensorSpec spec) {
        return Map.of("name", spec.name(), "datatype", datatype(spec.dtype()), "shape", spec.shape());
    }

    static String datatype(DType type) {
        return switch (type) {
            case F32 -> "FP32";
            case F16 -> "FP16";
            case I64 -> "INT64";
            case I32 -> "INT32";
            case U8 -> "UINT8";
            case I8 -> "INT8";
            case BOOL -> "BOOL";
        };
    }

    static DType dtype(String datatype) {
        for (DType type : DType.values()) {
            if (datatype(type).equals(datatype)) {
                return type;
            }
        }
        throw new IllegalArgumentException("unknown datatype " + datatype);
    }
}
