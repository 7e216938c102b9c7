package io.samui.inference.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.samui.core.inference.Cancellation;
import io.samui.core.inference.CancelledException;
import io.samui.core.sam.GraphSignature;
import io.samui.core.sam.RunCheck;
import io.samui.core.sam.Tensor;
import io.samui.core.sam.TensorGraph;
import io.samui.core.sam.TensorMap;
import io.samui.core.sam.TensorSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A graph in an ONNX Runtime session, which lives as long as the graph: sessions per run would load the weights each time, and
 * their memory would grow. Runs and closing exclude each other, for a session closed under a run crashes the JVM.
 */
final class OnnxTensorGraph implements TensorGraph {

    private static final Logger log = LoggerFactory.getLogger(OnnxTensorGraph.class);

    private final String name;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final GraphSignature signature;
    private final RunCheck check;
    private boolean sizesAreTrue = true;
    private boolean closed;

    OnnxTensorGraph(String name, OrtEnvironment environment, OrtSession session, GraphSignature signature) {
        this.name = name;
        this.environment = environment;
        this.session = session;
        this.signature = signature;
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
        try {
            return runPinnedOrNot(inputs, wanted, cancellation);
        } catch (OrtException | OutOfMemoryError e) {
            if (cancellation.isCancelled()) {
                CancelledException cancelled = new CancelledException();
                cancelled.initCause(e);
                throw cancelled;
            }
            throw OrtFailures.whileRunning(name, e);
        }
    }

    private TensorMap runPinnedOrNot(Map<String, Tensor> inputs, Set<String> wanted, Cancellation cancellation)
            throws OrtException {
        if (!sizesAreTrue) {
            return run(inputs, wanted, false, cancellation);
        }
        try {
            return run(inputs, wanted, true, cancellation);
        } catch (OrtException e) {
            if (cancellation.isCancelled() || OrtFailures.isOutOfMemory(e)) {
                throw e;
            }
            // some exporters write down the sizes of the example they traced
            TensorMap outputs = run(inputs, wanted, false, cancellation);
            sizesAreTrue = false;
            log.info("{} gives outputs of other sizes than it declares; from now on they are copied", name);
            return outputs;
        }
    }

    private TensorMap run(Map<String, Tensor> inputs, Set<String> wanted, boolean pin, Cancellation cancellation)
            throws OrtException {
        List<TensorSpec> specs = outputs().stream()
                .filter(output -> wanted.contains(output.name()))
                .toList();
        Map<String, OnnxTensor> feed = new HashMap<>();
        try (RunTermination termination = new RunTermination(cancellation);
                OutputMemory memory = new OutputMemory(environment, specs, pin)) {
            for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
                feed.put(input.getKey(), OutputMemory.wrap(environment, input.getValue()));
            }
            try (OrtSession.Result result = session.run(feed, memory.open(), memory.pinned(), termination.options())) {
                return TensorMap.of(memory.collect(result));
            }
        } finally {
            feed.values().forEach(OnnxTensor::close);
        }
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
