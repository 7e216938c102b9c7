package io.samui.inference.onnx;

import io.samui.core.ConfigurationException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides once per request which device is used, and says so in one log line. */
final class DeviceChooser {

    private static final Logger log = LoggerFactory.getLogger(DeviceChooser.class);

    private static final String REMEDY =
            "To use an NVIDIA GPU, build with -Pgpu, or put onnxruntime_gpu in the place of"
                    + " onnxruntime on the class path, and install CUDA 12 and cuDNN 9 (for tensorrt also TensorRT 10)";

    private final Function<Device, Optional<String>> whyNot;
    private final ConcurrentMap<String, Device> chosen = new ConcurrentHashMap<>();

    /**
     * @param whyNot tells why a device does not work; empty when it does
     */
    DeviceChooser(Function<Device, Optional<String>> whyNot) {
        this.whyNot = whyNot;
    }

    /**
     * @throws ConfigurationException when a device other than {@code auto} was requested and does not work
     */
    Device choose(String requested) {
        return chosen.computeIfAbsent(requested, this::decide);
    }

    private Device decide(String requested) {
        if (requested.strip().equalsIgnoreCase("auto")) {
            return automatic();
        }
        Device device = Device.parse(requested);
        if (device.kind() != Device.Kind.CPU) {
            whyNot.apply(device).ifPresent(reason -> {
                throw new ConfigurationException("samui.inference.device is \"" + requested + "\", but " + device
                        + " is not usable (" + reason + "). " + REMEDY + "; or set samui.inference.device=auto or cpu");
            });
        }
        log.info("Inference runs on {}, as samui.inference.device says", device);
        return device;
    }

    private Device automatic() {
        Device cuda = new Device(Device.Kind.CUDA, 0);
        Optional<String> reason = whyNot.apply(cuda);
        if (reason.isPresent()) {
            log.info("Inference runs on cpu: CUDA is not usable ({}). {}", reason.get(), REMEDY);
            return Device.CPU;
        }
        log.info("Inference runs on {}: a test graph ran there. To use the CPU set samui.inference.device=cpu", cuda);
        return cuda;
    }
}
