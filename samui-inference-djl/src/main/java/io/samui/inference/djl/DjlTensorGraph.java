package io.samui.inference.djl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.samui.core.inference.Cancellation;
import io.samui.core.inference.InferenceException;
import io.samui.core.sam.DType;
import io.samui.core.sam.GraphSignature;
import io.samui.core.sam.ModelFile;
import io.samui.core.sam.RunCheck;
import io.samui.core.sam.Tensor;
import io.samui.core.sam.TensorGraph;
import io.samui.core.sam.TensorMap;
import io.samui.core.sam.TensorSpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A TorchScript module. Inputs are used where they lie, so a module must not write into them; outputs are copied into direct
 * buffers of our own, since memory of PyTorch's would have to be given back by hand, and a device's is dearer than the host's.
 * PyTorch cannot be told to stop a run: a cancellation that comes during one takes effect before the next.
 */
final class DjlTensorGraph implements TensorGraph {

    /** An input of this name says which method to call, by a convention of DJL's. */
    private static final String METHOD = "module_method:";

    private final String name;
    private final String method;
    private final GraphSignature signature;
    private final NDManager manager;
    private final PtSymbolBlock block;
    private final boolean optimised;
    private final RunCheck check;
    private boolean closed;

    /**
     * @param manager the block's; closed with the graph
     */
    DjlTensorGraph(
            ModelFile file, GraphSignature signature, NDManager manager, PtSymbolBlock block, boolean optimised) {
        this.name = file.name();
        this.method = file.method();
        this.signature = signature;
        this.manager = manager;
        this.block = block;
        this.optimised = optimised;
        this.check = new RunCheck(name, signature.inputs(), signature.outputs());
    }

    @Override
    public List<TensorSpec> inputs() {
        return signature.inputs();
    }

    @Override
    public List<TensorSpec> outputs() {
        return signature.outputs();
    }

    @Override
    public synchronized TensorMap run(Map<String, Tensor> inputs, Set<String> wanted, Cancellation cancellation) {
        if (closed) {
            throw new IllegalStateException(name + " is closed");
        }
        check.check(inputs, wanted);
        cancellation.throwIfCancelled();
        // the setting is the thread's
        JniUtils.setGraphExecutorOptimize(optimised);
        try (NDManager run = manager.newSubManager()) {
            return TensorMap.of(collect(IValueUtils.forward(block, feed(run, inputs), false), wanted));
        } catch (EngineException | UnsupportedOperationException | OutOfMemoryError e) {
            throw PyTorchFailures.whileRunning(name, e);
        }
    }

    private NDList feed(NDManager run, Map<String, Tensor> inputs) {
        NDList feed = new NDList();
        for (TensorSpec spec : inputs()) {
            Tensor tensor = Objects.requireNonNull(inputs.get(spec.name()));
            Shape shape = new Shape(tensor.shape());
            feed.add(
                    tensor.elements() == 0
                            ? run.create(shape, ElementTypes.toDjl(tensor.dtype()))
                            : run.create(tensor.host(), shape, ElementTypes.toDjl(tensor.dtype())));
        }
        if (!method.equals(ModelFile.DEFAULT_METHOD)) {
            NDArray which = run.create(0);
            which.setName(METHOD + method);
            feed.add(which);
        }
        return feed;
    }

    private Map<String, Tensor> collect(NDList given, Set<String> wanted) {
        boolean named = given.stream().allMatch(array -> array.getName() != null);
        if (!named && given.size() != outputs().size()) {
            throw wrong("gave " + given.size() + " outputs where its manifest declares "
                    + outputs().size());
        }
        Map<String, Tensor> tensors = new HashMap<>();
        for (int i = 0; i < outputs().size(); i++) {
            TensorSpec spec = outputs().get(i);
            if (wanted.contains(spec.name())) {
                tensors.put(spec.name(), copy(spec, named ? given.get(spec.name()) : given.get(i)));
            }
        }
        return tensors;
    }

    private Tensor copy(TensorSpec spec, @Nullable NDArray array) {
        if (array == null) {
            throw wrong("gave no output " + spec.name() + ", which its manifest declares");
        }
        long[] shape = array.getShape().getShape();
        DType dtype = ElementTypes.ofDjl(array.getDataType()).orElse(null);
        if (dtype != spec.dtype() || !spec.fits(shape)) {
            throw wrong("gave " + spec.name() + " as " + array.getDataType() + " " + Arrays.toString(shape)
                    + " where its manifest declares " + spec.described());
        }
        Tensor tensor = Tensor.allocate(dtype, shape);
        if (tensor.elements() > 0) {
            tensor.host().put(array.toByteBuffer(true));
        }
        return tensor;
    }

    private InferenceException wrong(String what) {
        return new InferenceException(
                InferenceException.Kind.RUN_FAILED, name + " " + what + ": correct its model.json", null);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            manager.close();
        }
    }
}
