package io.samui.rest;

import io.samui.rest.ui.UiPage;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Serves the files of the web UI, under URLs that mean the same content for ever. */
@Configuration(proxyBeanMethods = false)
class UiConfiguration {

    @Bean
    UiPage uiPage() {
        return UiPage.read();
    }

    @Bean
    WebMvcConfigurer uiFiles(UiPage page) {
        CacheControl forEver =
                CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
        return new WebMvcConfigurer() {
            @Override
            public void addResourceHandlers(ResourceHandlerRegistry registry) {
                // found once: a first visit asks for some sixty files, and to look into a jar for each takes its time
                page.folders()
                        .forEach((path, location) -> registry.addResourceHandler(path + "**")
                                .addResourceLocations(location)
                                .setCacheControl(forEver)
                                .setUseLastModified(false)
                                .resourceChain(true));
            }
        };
    }
}
