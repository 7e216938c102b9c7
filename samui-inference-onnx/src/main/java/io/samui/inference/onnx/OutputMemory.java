package io.samui.inference.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.samui.core.sam.DType;
import io.samui.core.sam.Tensor;
import io.samui.core.sam.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Where one run's outputs go: into direct buffers of our own. Left in ONNX Runtime's memory, an embedding in the cache would
 * hold the whole arena of its session when the weights are released. Where a graph says an output's size beforehand the run
 * writes there (pinned outputs); the rest is copied, twice, since the Java API hands out copies on the heap.
 */
final class OutputMemory implements AutoCloseable {

    private final Map<String, Tensor> tensors = new HashMap<>();
    private final Map<String, OnnxTensor> pinned = new HashMap<>();
    private final Set<String> open = new HashSet<>();

    /**
     * @param wanted the outputs to return
     * @param pin    whether to trust the sizes that the graph declares
     */
    OutputMemory(OrtEnvironment environment, Iterable<TensorSpec> wanted, boolean pin) throws OrtException {
        try {
            for (TensorSpec output : wanted) {
                if (pin && isOfKnownSize(output)) {
                    pin(environment, output);
                } else {
                    open.add(output.name());
                }
            }
        } catch (OrtException | RuntimeException | OutOfMemoryError e) {
            close();
            throw e;
        }
    }

    /** Outputs for whose memory the run is to care. */
    Set<String> open() {
        return open;
    }

    /** Outputs that the run writes into our memory. */
    Map<String, OnnxTensor> pinned() {
        return pinned;
    }

    /** All outputs, in our memory. The result is closed by whoever ran. */
    Map<String, Tensor> collect(OrtSession.Result result) throws OrtException {
        for (String name : open) {
            OnnxValue value = result.get(name).orElseThrow(() -> new OrtException("no output " + name + " came back"));
            if (!(value instanceof OnnxTensor tensor)) {
                throw new OrtException("output " + name + " is " + value.getInfo() + " instead of a tensor");
            }
            tensors.put(name, copy(tensor));
        }
        return tensors;
    }

    /** Unpins the memory; the tensors stay usable. */
    @Override
    public void close() {
        pinned.values().forEach(OnnxTensor::close);
        pinned.clear();
    }

    private void pin(OrtEnvironment environment, TensorSpec output) throws OrtException {
        long[] shape = output.shape().stream().mapToLong(Long::longValue).toArray();
        Tensor tensor = Tensor.allocate(output.dtype(), shape);
        tensors.put(output.name(), tensor);
        pinned.put(output.name(), wrap(environment, tensor));
    }

    /** A tensor of ONNX Runtime over the same memory. */
    static OnnxTensor wrap(OrtEnvironment environment, Tensor tensor) throws OrtException {
        return OnnxTensor.createTensor(
                environment, tensor.host(), tensor.shape(), ElementTypes.toRuntime(tensor.dtype()));
    }

    /** A rank of 0 may be a scalar, or a shape of which the file says nothing. */
    private static boolean isOfKnownSize(TensorSpec output) {
        return output.rank() > 0 && output.shape().stream().allMatch(size -> size > 0);
    }

    private static Tensor copy(OnnxTensor tensor) throws OrtException {
        DType dtype = ElementTypes.ofRuntime(tensor.getInfo().type)
                .orElseThrow(() -> new OrtException("samui has no tensors of " + tensor.getInfo().type));
        long[] shape = tensor.getInfo().getShape();
        if (tensor.getInfo().getNumElements() == 0) {
            return Tensor.allocate(dtype, shape);
        }
        ByteBuffer onHeap = tensor.getByteBuffer();
        ByteBuffer direct = ByteBuffer.allocateDirect(onHeap.remaining()).order(ByteOrder.nativeOrder());
        return Tensor.ofHost(dtype, direct.put(onHeap).flip(), shape);
    }
}
