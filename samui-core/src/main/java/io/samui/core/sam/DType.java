package io.samui.core.sam;

/** Element types of tensors, named as in model manifests. */
public enum DType {
    F32(4),
    F16(2),
    I64(8),
    I32(4),
    U8(1),
    I8(1),
    BOOL(1);

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }
}
