package io.samui.core.sam;

import io.samui.core.ConfigurationException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides once per request which device is used, and says so in one log line. For runtimes. Thread-safe. */
public final class DeviceChooser {

    private static final Logger log = LoggerFactory.getLogger(DeviceChooser.class);

    private final String remedy;
    private final Function<Device, Optional<String>> whyNot;
    private final ConcurrentMap<String, Device> chosen = new ConcurrentHashMap<>();

    /**
     * @param remedy what to do to use a GPU, as a sentence without its full stop
     * @param whyNot tells why a device does not work; empty when it does
     */
    public DeviceChooser(String remedy, Function<Device, Optional<String>> whyNot) {
        this.remedy = remedy;
        this.whyNot = whyNot;
    }

    /**
     * The device to use.
     *
     * @throws ConfigurationException when a device other than {@code auto} was requested and does not work
     */
    public Device choose(String requested) {
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
                        + " is not usable (" + reason + "). " + remedy + "; or set samui.inference.device=auto or cpu");
            });
        }
        log.info("Inference runs on {}, as samui.inference.device says", device);
        return device;
    }

    private Device automatic() {
        Device cuda = new Device(Device.Kind.CUDA, 0);
        Optional<String> reason = whyNot.apply(cuda);
        if (reason.isPresent()) {
            log.info("Inference runs on cpu: CUDA is not usable ({}). {}", reason.get(), remedy);
            return Device.CPU;
        }
        log.info("Inference runs on {}: a test graph ran there. To use the CPU set samui.inference.device=cpu", cuda);
        return cuda;
    }
}
