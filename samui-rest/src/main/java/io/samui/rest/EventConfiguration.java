package io.samui.rest;

import io.samui.rest.sse.EventStreams;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;

/** Lets clients listen to what happens. */
@Configuration(proxyBeanMethods = false)
class EventConfiguration {

    @Bean
    EventStreams eventStreams(Settings settings) {
        ScheduledThreadPoolExecutor sender = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "samui-events");
            thread.setDaemon(true);
            return thread;
        });
        sender.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return new EventStreams(sender, settings.rest().maxEventStreamsOrDefault());
    }

    /** Before the web server waits for requests to end: these never do by themselves. */
    @Bean
    ApplicationListener<ContextClosedEvent> endOfEventStreams(EventStreams streams) {
        return event -> streams.close();
    }
}
