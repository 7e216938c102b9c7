package io.samui.inference.onnx;

import ai.onnxruntime.OnnxTensor;
import io.samui.core.sam.DType;
import io.samui.core.sam.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * An output in ONNX Runtime's memory, freed by {@link #close()}. It goes into a later run as it is; only {@link #host()} copies
 * it, once.
 */
final class OrtTensor implements Tensor {

    private final OnnxTensor tensor;
    private final DType dtype;
    private @Nullable ByteBuffer host;

    OrtTensor(OnnxTensor tensor) {
        this.tensor = tensor;
        this.dtype = ElementTypes.ofRuntime(tensor.getInfo().type)
                .orElseThrow(() -> new IllegalArgumentException("samui has no tensors of " + tensor.getInfo().type));
    }

    @Override
    public DType dtype() {
        return dtype;
    }

    @Override
    public long[] shape() {
        return tensor.getInfo().getShape();
    }

    @Override
    public synchronized ByteBuffer host() {
        requireOpen();
        ByteBuffer buffer = host;
        if (buffer == null) {
            buffer = copy();
            host = buffer;
        }
        return buffer.duplicate().order(ByteOrder.nativeOrder());
    }

    /** For a run of the same runtime. */
    synchronized OnnxTensor inRuntime() {
        requireOpen();
        return tensor;
    }

    @Override
    public synchronized void close() {
        host = null;
        if (!tensor.isClosed()) {
            tensor.close();
        }
    }

    private ByteBuffer copy() {
        // a tensor without elements has no address to read from
        if (elements() == 0) {
            return ByteBuffer.allocateDirect(0);
        }
        ByteBuffer onHeap = tensor.getByteBuffer();
        return ByteBuffer.allocateDirect(onHeap.remaining()).put(onHeap).flip();
    }

    private void requireOpen() {
        if (tensor.isClosed()) {
            throw new IllegalStateException("The tensor is closed");
        }
    }
}
