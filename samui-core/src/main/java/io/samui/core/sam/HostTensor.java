package io.samui.core.sam;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A tensor in direct host memory; the memory goes when nobody refers to it. */
final class HostTensor implements Tensor {

    private final DType dtype;
    private final ByteBuffer buffer;
    private final long[] shape;

    HostTensor(DType dtype, ByteBuffer buffer, long... shape) {
        long bytes = Arrays.stream(shape).reduce(dtype.bytes(), Math::multiplyExact);
        if (!buffer.isDirect() || buffer.order() != ByteOrder.nativeOrder() || buffer.capacity() != bytes) {
            throw new IllegalArgumentException("A tensor of " + dtype + " " + Arrays.toString(shape)
                    + " takes a direct buffer of native order and " + bytes + " bytes, not " + buffer);
        }
        this.dtype = dtype;
        this.buffer = buffer;
        this.shape = shape.clone();
    }

    @Override
    public DType dtype() {
        return dtype;
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    @Override
    public ByteBuffer host() {
        return buffer.duplicate().clear().order(ByteOrder.nativeOrder());
    }

    @Override
    public void close() {
        // the collector's
    }
}
