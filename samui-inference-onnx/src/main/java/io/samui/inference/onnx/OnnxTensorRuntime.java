package io.samui.inference.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.samui.core.ConfigurationException;
import io.samui.core.inference.Cancellation;
import io.samui.core.sam.Device;
import io.samui.core.sam.DeviceChooser;
import io.samui.core.sam.GraphOptions;
import io.samui.core.sam.GraphSignature;
import io.samui.core.sam.ModelFile;
import io.samui.core.sam.RuntimeFailures;
import io.samui.core.sam.Tensor;
import io.samui.core.sam.TensorGraph;
import io.samui.core.sam.TensorMap;
import io.samui.core.sam.TensorRuntime;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** ONNX Runtime as a runtime of tensors. */
public final class OnnxTensorRuntime implements TensorRuntime {

    private static final String GPU = "To use an NVIDIA GPU, build with -Pgpu, or put onnxruntime_gpu in the place of"
            + " onnxruntime on the class path, and install CUDA 12 and cuDNN 9 (for tensorrt also TensorRT 10)";

    private static final String EXTENSION = ".onnx";

    private final SessionFactory sessions;
    private final DeviceChooser devices;

    public OnnxTensorRuntime(OnnxSettings settings) {
        this.sessions = new SessionFactory(settings);
        this.devices = new DeviceChooser(GPU, this::whyNot);
    }

    @Override
    public String name() {
        String version = OrtSession.class.getPackage().getImplementationVersion();
        return version == null ? "onnxruntime" : "onnxruntime " + version;
    }

    @Override
    public boolean reads(String fileName) {
        return fileName.toLowerCase(Locale.ROOT).endsWith(EXTENSION);
    }

    @Override
    public String chooseDevice(String requested) {
        return devices.choose(requested).toString();
    }

    @Override
    public GraphSignature inspect(ModelFile file) {
        return new OnnxFile(file).signature();
    }

    @Override
    public TensorGraph load(ModelFile file, GraphOptions options) {
        OnnxFile source = new OnnxFile(file);
        Device device = Device.parse(options.device());
        try {
            Optional<Path> path = file.onDisk();
            return path.isPresent()
                    ? sessions.open(file.name(), path.get(), device, options.threads())
                    : sessions.open(file.name(), source.bytes(), device, options.threads());
        } catch (OrtException | OutOfMemoryError e) {
            throw OrtFailures.whileLoading(file.name(), e);
        } catch (ConfigurationException e) {
            throw RuntimeFailures.notLoaded(e);
        }
    }

    /** Why a device does not work; empty when a test graph ran on it. */
    private Optional<String> whyNot(Device device) {
        try (TensorGraph probe = sessions.openOnlyOn(device, ProbeGraph.bytes());
                TensorMap outputs = probe.run(
                        Map.of(ProbeGraph.INPUT, ones(ProbeGraph.shape())),
                        Set.of(ProbeGraph.OUTPUT),
                        Cancellation.none())) {
            float answer = outputs.get(ProbeGraph.OUTPUT).host().getFloat();
            return answer == ProbeGraph.ANSWER
                    ? Optional.empty()
                    : Optional.of("a test graph gave " + answer + " instead of " + ProbeGraph.ANSWER);
        } catch (OrtException | RuntimeException e) {
            return Optional.of(OrtFailures.text(e));
        }
    }

    private static Tensor ones(long[] shape) {
        float[] ones = new float[9];
        Arrays.fill(ones, 1);
        return Tensor.ofFloats(ones, shape);
    }
}
