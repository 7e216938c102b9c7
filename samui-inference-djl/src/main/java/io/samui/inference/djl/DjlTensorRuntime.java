package io.samui.inference.djl;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import io.samui.core.ConfigurationException;
import io.samui.core.inference.InferenceException;
import io.samui.core.sam.Device;
import io.samui.core.sam.DeviceChooser;
import io.samui.core.sam.GraphOptions;
import io.samui.core.sam.GraphSignature;
import io.samui.core.sam.ModelFile;
import io.samui.core.sam.RuntimeFailures;
import io.samui.core.sam.TensorGraph;
import io.samui.core.sam.TensorRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** PyTorch, through DJL, as a runtime of tensors. */
public final class DjlTensorRuntime implements TensorRuntime {

    private static final String GPU =
            "To use an NVIDIA GPU, set PYTORCH_LIBRARY_PATH to the lib directory of a libtorch for CUDA,"
                    + " PYTORCH_VERSION and PYTORCH_FLAVOR (such as cu128) to what it is";

    private static final float PROBE_ANSWER = 9;

    private final DjlSettings settings;
    private final Natives natives;
    private final DeviceChooser devices;

    /**
     * @throws io.samui.core.ConfigurationException when PyTorch's libraries for this platform are not there
     */
    public DjlTensorRuntime(DjlSettings settings) {
        this(settings, Natives.find(DjlTensorRuntime.class.getClassLoader()));
    }

    DjlTensorRuntime(DjlSettings settings, Natives natives) {
        this.settings = settings;
        this.natives = natives;
        this.devices = new DeviceChooser(GPU, this::whyNot);
    }

    @Override
    public String name() {
        return "pytorch " + natives.bridge().replace("-", " (djl ") + ")";
    }

    @Override
    public boolean reads(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        return name.endsWith(".pt") || name.endsWith(".torchscript");
    }

    @Override
    public String chooseDevice(String requested) {
        return devices.choose(requested).toString();
    }

    @Override
    public GraphSignature inspect(ModelFile file) {
        return new TorchScriptFile(file).signature();
    }

    @Override
    public TensorGraph load(ModelFile file, GraphOptions options) {
        GraphSignature signature = signature(file);
        Engine engine = PyTorchStart.engine();
        int threads = settings.threadsOr(options.threads());
        if (threads > 0) {
            JniUtils.setNumThreads(threads);
        }
        NDManager manager = engine.newBaseManager(toDjl(Device.parse(options.device())));
        try {
            PtSymbolBlock block = load(file, (PtNDManager) manager);
            JniUtils.enableInferenceMode(block);
            return new DjlTensorGraph(file, signature, manager, block, settings.optimisesGraphs());
        } catch (IOException e) {
            manager.close();
            throw RuntimeFailures.notLoaded(file.unreadable(e));
        } catch (EngineException | OutOfMemoryError e) {
            manager.close();
            throw PyTorchFailures.whileLoading(file.name(), e);
        }
    }

    /** It may be another file by now than when it was inspected. */
    private GraphSignature signature(ModelFile file) {
        try {
            return inspect(file);
        } catch (ConfigurationException e) {
            throw RuntimeFailures.notLoaded(e);
        }
    }

    private static PtSymbolBlock load(ModelFile file, PtNDManager manager) throws IOException {
        Optional<Path> path = file.onDisk();
        if (path.isPresent()) {
            return JniUtils.loadModule(manager, path.get(), true, new String[0], new String[0], false);
        }
        try (InputStream in = file.open()) {
            return JniUtils.loadModule(manager, in, true, false);
        }
    }

    /** Why a device does not work; empty when a convolution ran on it, which needs the driver, CUDA and cuDNN. */
    private Optional<String> whyNot(Device device) {
        if (device.kind() != Device.Kind.CUDA) {
            return Optional.of("PyTorch has no " + device.kind().name().toLowerCase(Locale.ROOT));
        }
        if (natives.onlyForCpu()) {
            return Optional.of("the PyTorch in " + natives.where() + " is built for the CPU only");
        }
        Shape shape = new Shape(1, 1, 3, 3);
        try (NDManager manager = PyTorchStart.engine().newBaseManager(toDjl(device));
                NDArray answer =
                        Conv2d.conv2d(manager.ones(shape), manager.ones(shape)).singletonOrThrow()) {
            float first = answer.toFloatArray()[0];
            return first == PROBE_ANSWER
                    ? Optional.empty()
                    : Optional.of("a test convolution gave " + first + " instead of " + PROBE_ANSWER);
        } catch (EngineException | InferenceException e) {
            return Optional.of(PyTorchFailures.text(e));
        }
    }

    private static ai.djl.Device toDjl(Device device) {
        return device.kind() == Device.Kind.CPU ? ai.djl.Device.cpu() : ai.djl.Device.gpu(device.index());
    }
}
