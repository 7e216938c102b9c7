package io.samui.inference.onnx;

import ai.onnxruntime.OnnxJavaType;
import io.samui.core.sam.DType;
import java.util.Optional;

/** The element types of samui, of the ONNX format ({@code TensorProto.DataType}) and of ONNX Runtime. */
final class ElementTypes {

    private ElementTypes() {}

    /** Empty for a type that samui has no tensors of. */
    static Optional<DType> ofFormat(long dataType) {
        return Optional.ofNullable(
                switch ((int) Math.min(dataType, Integer.MAX_VALUE)) {
                    case 1 -> DType.F32;
                    case 2 -> DType.U8;
                    case 3 -> DType.I8;
                    case 6 -> DType.I32;
                    case 7 -> DType.I64;
                    case 9 -> DType.BOOL;
                    case 10 -> DType.F16;
                    default -> null;
                });
    }

    /** Empty for a type that samui has no tensors of. */
    static Optional<DType> ofRuntime(OnnxJavaType type) {
        return Optional.ofNullable(
                switch (type) {
                    case FLOAT -> DType.F32;
                    case FLOAT16 -> DType.F16;
                    case INT64 -> DType.I64;
                    case INT32 -> DType.I32;
                    case UINT8 -> DType.U8;
                    case INT8 -> DType.I8;
                    case BOOL -> DType.BOOL;
                    default -> null;
                });
    }

    static OnnxJavaType toRuntime(DType dtype) {
        return switch (dtype) {
            case F32 -> OnnxJavaType.FLOAT;
            case F16 -> OnnxJavaType.FLOAT16;
            case I64 -> OnnxJavaType.INT64;
            case I32 -> OnnxJavaType.INT32;
            case U8 -> OnnxJavaType.UINT8;
            case I8 -> OnnxJavaType.INT8;
            case BOOL -> OnnxJavaType.BOOL;
        };
    }
}
