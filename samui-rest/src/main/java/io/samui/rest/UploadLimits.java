package io.samui.rest;

import io.samui.core.image.ImageLimits;
import io.samui.core.spi.SettingsBinder;
import jakarta.servlet.MultipartConfigElement;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.servlet.MultipartConfigFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** How much an upload may bring: as much as an image may have, and what is around it in the request. */
@Configuration(proxyBeanMethods = false)
class UploadLimits {

    /** Boundaries, part headers, a form field or two. */
    private static final DataSize AROUND = DataSize.ofMegabytes(1);

    /** What is larger goes to a temporary file at once. */
    private static final DataSize IN_MEMORY = DataSize.ofKilobytes(64);

    /** An image a little too large still reaches the image reader, whose sentence says how large it is. */
    @Bean
    MultipartConfigElement multipart(Settings settings) {
        long maxBytes = imageLimits(settings).maxBytesOrDefault().bytes();
        DataSize most =
                DataSize.ofBytes(maxBytes > Long.MAX_VALUE - AROUND.toBytes() ? maxBytes : maxBytes + AROUND.toBytes());
        MultipartConfigFactory factory = new MultipartConfigFactory();
        factory.setMaxFileSize(most);
        factory.setMaxRequestSize(most);
        factory.setFileSizeThreshold(IN_MEMORY);
        UploadFolder.of(settings).ifPresent(folder -> factory.setLocation(folder.toString()));
        return factory.createMultipartConfig();
    }

    private static ImageLimits imageLimits(Settings settings) {
        Map<String, String> keys = settings.values().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(ImageLimits.PREFIX))
                .collect(Collectors.toMap(
                        entry -> entry.getKey().substring(ImageLimits.PREFIX.length()), Map.Entry::getValue));
        return SettingsBinder.bind(ImageLimits.class, ImageLimits.PREFIX, keys);
    }
}
