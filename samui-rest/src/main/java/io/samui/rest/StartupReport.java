package io.samui.rest;

import io.samui.core.ConfigurationException;
import io.samui.core.Samui;
import io.samui.core.inference.EngineInfo;
import io.samui.core.inference.SegmentationMode;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says in the log where the server is and what it works with. */
@Component
class StartupReport {

    private static final Logger LOG = LoggerFactory.getLogger(StartupReport.class);

    private final Samui samui;
    private final Settings settings;
    private final ServerProperties server;

    StartupReport(Samui samui, Settings settings, ServerProperties server) {
        this.samui = samui;
        this.settings = settings;
        this.server = server;
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        String url =
                event.getApplicationContext() instanceof WebServerApplicationContext web && web.getWebServer() != null
                        ? "http://" + host(server.getAddress()) + ":"
                                + web.getWebServer().getPort()
                        : "without a port";
        LOG.info("samui is ready: {} (API at {}/docs), data in {}, {}", url, url, dataDirectory(), model());
    }

    private String model() {
        try {
            EngineInfo model = samui.model();
            String modes = model.modes().stream()
                    .map(SegmentationMode::wireName)
                    .sorted()
                    .collect(Collectors.joining(", "));
            return "model " + model.modelId() + " (" + modes + ") on " + model.device() + " through " + model.backend();
        } catch (ConfigurationException e) {
            return "but without a usable model. " + e.getMessage();
        }
    }

    private String dataDirectory() {
        String directory = settings.value(Settings.DATA_DIRECTORY);
        return directory == null
                ? "memory"
                : Path.of(directory).toAbsolutePath().normalize().toString();
    }

    private static String host(@Nullable InetAddress address) {
        if (address == null || address.isAnyLocalAddress()) {
            return "localhost";
        }
        String text = address.getHostAddress();
        return text.contains(":") ? "[" + text + "]" : text;
    }
}
