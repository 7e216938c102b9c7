package io.samui.examples.kserve;

import io.samui.core.inference.Cancellation;
import io.samui.core.inference.InferenceException;
import io.samui.core.inference.InferenceException.Kind;
import io.samui.core.sam.GraphSignature;
import io.samui.core.sam.RunCheck;
import io.samui.core.sam.Tensor;
import io.samui.core.sam.TensorGraph;
import io.samui.core.sam.TensorMap;
import io.samui.core.sam.TensorSpec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A graph that the server has loaded. A run that is cancelled hangs up; the server may go on with it. */
final class KServeGraph implements TensorGraph {

    private final KServeClient server;
    private final String model;
    private final GraphSignature signature;
    private final TensorMessage message;
    private final RunCheck check;
    private volatile boolean closed;

    KServeGraph(KServeClient server, String model, GraphSignature signature, boolean binary) {
        this.server = server;
        this.model = model;
        this.signature = signature;
        this.message = new TensorMessage(signature, binary);
        this.check = new RunCheck(model, signature.inputs(), signature.outputs());
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
    public TensorMap run(Map<String, Tensor> inputs, Set<String> wanted, Cancellation cancellation) {
        if (closed) {
            throw new IllegalStateException(model + " is closed");
        }
        check.check(inputs, wanted);
        cancellation.throwIfCancelled();
        try {
            return TensorMap.of(
                    message.read(server.send(model + "/infer", message.request(inputs, wanted), cancellation), wanted));
        } catch (IOException | OutOfMemoryError e) {
            Kind kind = e instanceof IOException ? Kind.RUN_FAILED : Kind.OUT_OF_MEMORY;
            throw new InferenceException(kind, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
