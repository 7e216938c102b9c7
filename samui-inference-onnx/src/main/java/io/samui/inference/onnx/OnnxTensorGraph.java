package io.samui.inference.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.samui.core.inference.Cancellation;
import io.samui.core.inference.CancelledException;
import io.samui.core.sam.GraphSignature;
import io.samui.core.sam.Tensor;
import io.samui.core.sam.TensorGraph;
import io.samui.core.sam.TensorMap;
import io.samui.core.sam.TensorSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A graph in an ONNX Runtime session, which lives as long as the graph: sessions per run would load the weights each time, and
 * their memory would grow. Runs and closing exclude each other, for a session closed under a run crashes the JVM.
 */
final class OnnxTensorGraph implements TensorGraph {

    private final String name;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final GraphSignature signature;
    private final InputCheck check;
    private boolean closed;

    OnnxTensorGraph(String name, OrtEnvironment environment, OrtSession session, GraphSignature signature) {
        this.name = name;
        this.environment = environment;
        this.session = session;
        this.signature = signature;
        this.check = new InputCheck(name, signature.inputs(), signature.outputs());
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
        List<OnnxTensor> wrapped = new ArrayList<>();
        try (RunTermination termination = new RunTermination(cancellation)) {
            return run(feed(inputs, wrapped), wanted, termination);
        } catch (OrtException | OutOfMemoryError e) {
            if (cancellation.isCancelled()) {
                CancelledException cancelled = new CancelledException();
                cancelled.initCause(e);
                throw cancelled;
            }
            throw OrtFailures.whileRunning(name, e);
        } finally {
            wrapped.forEach(OnnxTensor::close);
        }
    }

    /**
     * @param wrapped receives what was made for this run alone, also when this method throws
     */
    private Map<String, OnnxTensor> feed(Map<String, Tensor> inputs, List<OnnxTensor> wrapped) throws OrtException {
        Map<String, OnnxTensor> feed = new HashMap<>();
        for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
            Tensor tensor = input.getValue();
            if (tensor instanceof OrtTensor ours) {
                feed.put(input.getKey(), ours.inRuntime());
            } else {
                OnnxTensor wrapper = OnnxTensor.createTensor(
                        environment, tensor.host(), tensor.shape(), ElementTypes.toRuntime(tensor.dtype()));
                wrapped.add(wrapper);
                feed.put(input.getKey(), wrapper);
            }
        }
        return feed;
    }

    private TensorMap run(Map<String, OnnxTensor> feed, Set<String> wanted, RunTermination termination)
            throws OrtException {
        // the result is not closed: each of its tensors is closed by whoever owns it
        OrtSession.Result result = session.run(feed, wanted, termination.options());
        Map<String, OrtTensor> outputs = new HashMap<>();
        for (Map.Entry<String, OnnxValue> output : result) {
            if (!(output.getValue() instanceof OnnxTensor tensor)) {
                result.close();
                throw new OrtException("Output " + output.getKey() + " is not a tensor but " + output.getValue());
            }
            outputs.put(output.getKey(), new OrtTensor(tensor));
        }
        return new OrtTensorMap(outputs);
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            session.close();
        } catch (OrtException e) {
            throw OrtFailures.whileRunning(name, e);
        }
    }
}
