package io.samui.core.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.samui.core.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class DeviceChooserTest {

    private final List<Device> probed = new ArrayList<>();
    private final DeviceChooser working = new DeviceChooser("Put a GPU in", device -> {
        probed.add(device);
        return Optional.empty();
    });
    private final DeviceChooser broken = new DeviceChooser("Put a GPU in", device -> {
        probed.add(device);
        return Optional.of("no driver");
    });

    private final Logger logger = (Logger) LoggerFactory.getLogger(DeviceChooser.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
    }

    @Test
    void auto_takes_cuda_where_it_works() {
        assertThat(working.choose("auto")).hasToString("cuda:0");
        assertThat(said()).singleElement().asString().startsWith("INFO Inference runs on cuda:0");
    }

    @Test
    void auto_takes_the_cpu_elsewhere_and_says_once_why_and_what_to_do() {
        assertThat(broken.choose("auto")).hasToString("cpu");
        assertThat(broken.choose("auto")).hasToString("cpu");
        assertThat(said())
                .singleElement()
                .asString()
                .startsWith("INFO Inference runs on cpu")
                .contains("no driver", "Put a GPU in");
        assertThat(probed).hasSize(1);
    }

    @Test
    void the_cpu_is_taken_unprobed() {
        assertThat(broken.choose("cpu")).hasToString("cpu");
        assertThat(probed).isEmpty();
    }

    @Test
    void the_named_gpu_is_taken_where_it_works() {
        assertThat(working.choose("cuda")).hasToString("cuda:0");
        assertThat(working.choose("cuda:1")).hasToString("cuda:1");
        assertThat(working.choose("tensorrt")).hasToString("tensorrt:0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cuda", "cuda:1", "tensorrt"})
    void a_named_gpu_that_does_not_work_is_an_error_with_a_remedy(String requested) {
        assertThatThrownBy(() -> broken.choose(requested))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("\"" + requested + "\"")
                .hasMessageContaining("no driver")
                .hasMessageContaining("Put a GPU in")
                .hasMessageContaining("samui.inference.device=auto");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpu", "cuda:", "cuda:x", "cuda:-1", "cuda:99999999999", ""})
    void an_unknown_device_is_an_error_that_lists_the_known_ones(String requested) {
        assertThatThrownBy(() -> working.choose(requested))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("auto, cpu, cuda, cuda:N");
    }

    private List<String> said() {
        return lines.list.stream()
                .map(line -> (line.getLevel() == Level.INFO ? "INFO " : "") + line.getFormattedMessage())
                .toList();
    }
}
