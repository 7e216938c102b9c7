package io.samui.rest;

import io.samui.core.Samui;
import io.samui.core.SamuiBuilder;
import io.samui.rest.api.Downloads;
import io.samui.rest.plugin.Plugins;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets samui-core's builder put everything together. */
@Configuration(proxyBeanMethods = false)
class ServerConfiguration {

    /** What answers about blobs are made with. */
    @Bean
    Downloads downloads(Settings settings, Samui samui, HttpServletRequest current) {
        return settings.rest().directDownloadsOrDefault()
                ? Downloads.direct(samui.downloads(), current)
                : Downloads.streamed();
    }

    @Bean(destroyMethod = "close")
    Samui samui(Settings settings, Plugins plugins, ServerProperties server) {
        PortProbe.requireFree(server.getAddress(), server.getPort() == null ? 0 : server.getPort());
        SamuiBuilder builder = Samui.builder().settings(settings.values());
        plugins.usable().forEach(plugin -> {
            plugin.inference().forEach(builder::inferenceProvider);
            plugin.storage().forEach(builder::storageProvider);
        });
        return builder.build();
    }
}
