package io.samui.inference.djl;

import ai.djl.ndarray.types.DataType;
import io.samui.core.sam.DType;
import java.util.Optional;

/** The element types of samui and of DJL. */
final class ElementTypes {

    private ElementTypes() {}

    /** Empty for a type that samui has no tensors of. */
    static Optional<DType> ofDjl(DataType type) {
        return Optional.ofNullable(
                switch (type) {
                    case FLOAT32 -> DType.F32;
                    case FLOAT16 -> DType.F16;
                    case INT64 -> DType.I64;
                    case INT32 -> DType.I32;
                    case UINT8 -> DType.U8;
                    case INT8 -> DType.I8;
                    case BOOLEAN -> DType.BOOL;
                    default -> null;
                });
    }

    static DataType toDjl(DType dtype) {
        return switch (dtype) {
            case F32 -> DataType.FLOAT32;
            case F16 -> DataType.FLOAT16;
            case I64 -> DataType.INT64;
            case I32 -> DataType.INT32;
            case U8 -> DataType.UINT8;
            case I8 -> DataType.INT8;
            case BOOL -> DataType.BOOLEAN;
        };
    }
}
