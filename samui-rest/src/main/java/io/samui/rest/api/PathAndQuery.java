package io.samui.rest.api;

import io.samui.core.annotation.AnnotationId;
import io.samui.core.history.ResultId;
import io.samui.core.image.ImageId;
import io.samui.core.job.ItemStatus;
import io.samui.core.job.JobId;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** How ids in paths, and lists in queries, are read. A malformed one is 400. */
@Configuration(proxyBeanMethods = false)
class PathAndQuery implements WebMvcConfigurer {

    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(String.class, ImageId.class, text -> new ImageId(Ids.parse("The image's id", text)));
        registry.addConverter(
                String.class, AnnotationId.class, text -> new AnnotationId(Ids.parse("The annotation's id", text)));
        registry.addConverter(String.class, JobId.class, text -> new JobId(Ids.parse("The job's id", text)));
        registry.addConverter(String.class, ResultId.class, text -> new ResultId(Ids.parse("The result's id", text)));
        registry.addConverter(String.class, ItemStatus.class, ItemStatus::fromWireName); // also for lists of them
    }
}
