package io.samui.rest.http;

import java.time.Duration;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.autoconfigure.TomcatServerProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Sets in the container what no key of application.yaml does. */
@Component
final class Container implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(10);

    private final Duration timeout;

    Container(TomcatServerProperties properties) {
        Duration given = properties.getConnectionTimeout();
        this.timeout = given == null || given.isNegative() || given.isZero() ? USUAL_TIMEOUT : given;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemValve.class.getName());
            }
        });
        factory.addEngineValves(new PaceValve(timeout.multipliedBy(2)));
        // who asks before sending (Expect: 100-continue) is refused before sending
        factory.addConnectorCustomizers(connector -> connector.setProperty("continueResponseTiming", "onRead"));
    }
}
