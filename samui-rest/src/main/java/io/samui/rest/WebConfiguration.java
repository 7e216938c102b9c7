package io.samui.rest;

import io.samui.rest.http.ForeignOriginFilter;
import io.samui.rest.http.PackedBodyFilter;
import io.samui.rest.http.ProblemWriter;
import io.samui.rest.http.SecurityHeaders;
import io.samui.rest.http.UnknownHostFilter;
import jakarta.servlet.Filter;
import java.net.InetAddress;
import java.util.Set;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import tools.jackson.databind.json.JsonMapper;

/** What stands between a connection and a controller. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    @Bean
    ProblemWriter problemWriter(JsonMapper json) {
        return new ProblemWriter(json);
    }

    @Bean
    FilterRegistrationBean<Filter> securityHeaders() {
        return filter(new SecurityHeaders(), 0);
    }

    @Bean
    FilterRegistrationBean<Filter> unknownHosts(ServerProperties server, Settings settings, ProblemWriter problems) {
        InetAddress address = server.getAddress();
        FilterRegistrationBean<Filter> bean =
                filter(new UnknownHostFilter(Set.copyOf(settings.rest().hosts()), problems), 1);
        // who listens on more than loopback has said that other machines may come, by whatever name
        bean.setEnabled(address != null && address.isLoopbackAddress());
        return bean;
    }

    @Bean
    FilterRegistrationBean<Filter> foreignOrigins(ProblemWriter problems) {
        return filter(new ForeignOriginFilter(problems), 2);
    }

    @Bean
    FilterRegistrationBean<Filter> packedBodies(ProblemWriter problems) {
        return filter(new PackedBodyFilter(problems), 3);
    }

    private static FilterRegistrationBean<Filter> filter(Filter filter, int place) {
        FilterRegistrationBean<Filter> bean = new FilterRegistrationBean<>(filter);
        bean.setOrder(Ordered.HIGHEST_PRECEDENCE + place);
        return bean;
    }
}
