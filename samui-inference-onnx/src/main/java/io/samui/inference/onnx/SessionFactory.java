package io.samui.inference.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import io.samui.core.inference.InferenceException;
import io.samui.core.sam.Device;
import io.samui.core.sam.GraphSignature;
import io.samui.core.sam.TensorSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens sessions. The first one loads ONNX Runtime's natives. */
final class SessionFactory {

    private final OnnxSettings settings;
    private @Nullable OrtEnvironment environment;

    SessionFactory(OnnxSettings settings) {
        this.settings = settings;
    }

    OnnxTensorGraph open(String name, Path file, Device device, int threads) throws OrtException {
        return open(
                name, device, threads, (environment, options) -> environment.createSession(file.toString(), options));
    }

    OnnxTensorGraph open(String name, byte[] model, Device device, int threads) throws OrtException {
        return open(name, device, threads, (environment, options) -> environment.createSession(model, options));
    }

    /** Opens a graph all of whose nodes must run on the device. */
    OnnxTensorGraph openOnlyOn(Device device, byte[] model) throws OrtException {
        return open("the test graph", device, 1, (environment, options) -> {
            options.addConfigEntry("session.disable_cpu_ep_fallback", "1");
            return environment.createSession(model, options);
        });
    }

    private OnnxTensorGraph open(String name, Device device, int threads, Opening opening) throws OrtException {
        OrtEnvironment environment = environment();
        try (SessionOptions options = options(device, settings.threadsOr(threads))) {
            OrtSession session = opening.open(environment, options);
            try {
                return new OnnxTensorGraph(name, environment, session, signature(session));
            } catch (OrtException | RuntimeException e) {
                session.close();
                throw e;
            }
        }
    }

    private synchronized OrtEnvironment environment() {
        if (environment != null) {
            return environment;
        }
        try {
            OrtEnvironment started = OrtStart.environment();
            environment = started;
            return started;
        } catch (LinkageError | RuntimeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new InferenceException(
                    InferenceException.Kind.MODEL_NOT_LOADED,
                    "ONNX Runtime's native library cannot be loaded on " + System.getProperty("os.name") + " "
                            + System.getProperty("os.arch") + ": " + OrtFailures.text(cause)
                            + ". It comes for 64-bit Linux (glibc), Windows and macOS (ARM), and is unpacked into java.io.tmpdir",
                    e);
        }
    }

    private static SessionOptions options(Device device, int threads) throws OrtException {
        SessionOptions options = new SessionOptions();
        try {
            // what fails comes as an exception; natives would write it to standard error as well
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            if (threads > 0) {
                options.setIntraOpNumThreads(threads);
            }
            // The arena stays on: it goes back to the system with its session, as plain allocations do not.
            // Threads that spin after a run would take the cores from decoding and resampling.
            options.addConfigEntry("session.force_spinning_stop", "1");
            addAccelerator(options, device);
            return options;
        } catch (OrtException | RuntimeException e) {
            options.close();
            throw e;
        }
    }

    private static void addAccelerator(SessionOptions options, Device device) throws OrtException {
        if (device.kind() == Device.Kind.TENSORRT) {
            options.addTensorrt(device.index());
        }
        if (device.kind() != Device.Kind.CPU) {
            try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(device.index())) {
                // the default searches all algorithms anew for each number of points
                cuda.add("cudnn_conv_algo_search", "HEURISTIC");
                // the default doubles the memory it takes with each extension
                cuda.add("arena_extend_strategy", "kSameAsRequested");
                options.addCUDA(cuda);
            }
        }
    }

    private static GraphSignature signature(OrtSession session) throws OrtException {
        return new GraphSignature(
                specs(session.getInputInfo().values()),
                specs(session.getOutputInfo().values()));
    }

    private static List<TensorSpec> specs(Collection<NodeInfo> nodes) throws OrtException {
        List<TensorSpec> specs = new ArrayList<>();
        for (NodeInfo node : nodes) {
            if (!(node.getInfo() instanceof TensorInfo info)
                    || ElementTypes.ofRuntime(info.type).isEmpty()) {
                throw new OrtException(node.getName() + " is " + node.getInfo() + ", of which samui has no tensors");
            }
            specs.add(new TensorSpec(
                    node.getName(),
                    ElementTypes.ofRuntime(info.type).orElseThrow(),
                    Arrays.stream(info.getShape()).boxed().toList()));
        }
        return specs;
    }

    /** Makes the session, from wherever its model is. */
    private interface Opening {
        OrtSession open(OrtEnvironment environment, SessionOptions options) throws OrtException;
    }
}
