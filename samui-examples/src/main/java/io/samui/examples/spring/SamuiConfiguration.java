package io.samui.examples.spring;

import io.samui.core.Samui;
import io.samui.core.persistence.JpaStores;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** samui as a bean: its rows in the application's PostgreSQL, its blobs in a directory. Spring closes it. */
@Configuration(proxyBeanMethods = false)
public class SamuiConfiguration {

    @Bean
    Samui samui(
            DataSource dataSource,
            @Value("${samui.data-dir}") Path dataDirectory,
            @Value("${samui.inference.model}") String model) {
        return Samui.builder()
                .dataDirectory(dataDirectory)
                .setting("samui.inference.model", model)
                .stores(JpaStores.open(dataSource, new SpringTransactions(dataSource)))
                .build();
    }
}
