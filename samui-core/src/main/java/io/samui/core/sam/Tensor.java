package io.samui.core.sam;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A dense tensor, row major. Made from host memory ({@link #ofHost}, {@link #allocate}) or owned by a graph's runtime. Closing
 * twice is a no-op; a closed tensor may not be used.
 */
public interface Tensor extends AutoCloseable {

    DType dtype();

    /** One entry per dimension, all known; empty for a scalar. */
    long[] shape();

    /**
     * The elements in a direct buffer of native order, position 0, limit at the end; copied from the device where need be. Not
     * to be used after {@link #close()}.
     */
    ByteBuffer host();

    @Override
    void close();

    /** Number of elements. */
    default long elements() {
        return Arrays.stream(shape()).reduce(1, (a, b) -> a * b);
    }

    /** Bytes of its elements. */
    default long sizeInBytes() {
        return elements() * dtype().bytes();
    }

    /**
     * A tensor of zeros in direct memory.
     *
     * @throws OutOfMemoryError when there is not so much, or when it takes 2 GiB or more, which no buffer holds
     */
    static Tensor allocate(DType dtype, long... shape) {
        double bytes = Arrays.stream(shape).asDoubleStream().reduce(dtype.bytes(), (a, b) -> a * b);
        if (bytes > Integer.MAX_VALUE) {
            throw new OutOfMemoryError("a tensor of " + dtype + " " + Arrays.toString(shape) + " takes 2 GiB or more");
        }
        return ofHost(dtype, ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder()), shape);
    }

    /** A tensor over a direct buffer of native order, which it shares. */
    static Tensor ofHost(DType dtype, ByteBuffer buffer, long... shape) {
        return new HostTensor(dtype, buffer, shape);
    }

    /** A small float32 tensor. */
    static Tensor ofFloats(float[] values, long... shape) {
        Tensor tensor = allocate(DType.F32, shape);
        tensor.host().asFloatBuffer().put(values);
        return tensor;
    }
}
