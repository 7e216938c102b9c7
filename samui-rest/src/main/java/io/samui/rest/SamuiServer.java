package io.samui.rest;

import io.samui.rest.plugin.Plugins;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The server's main class. */
@SpringBootApplication(proxyBeanMethods = false)
public class SamuiServer {

    public static void main(String[] args) {
        try {
            start(args);
        } catch (RuntimeException e) {
            // Spring has said why in the log; what is left is to tell the shell
            System.exit(1);
        }
    }

    /**
     * Starts a server; closing the context stops it.
     *
     * @param args settings such as {@code --samui.data-dir=/srv/samui}
     */
    static ConfigurableApplicationContext start(String... args) {
        SpringApplication application = new SpringApplication(SamuiServer.class);
        application.addInitializers(SamuiServer::openPlugins);
        return application.run(args);
    }

    /** Before any bean is made: plugins may bring what the beans are made with. */
    private static void openPlugins(ConfigurableApplicationContext context) {
        Settings settings = Settings.of(context.getEnvironment());
        Plugins plugins = PluginsDirectory.of(settings)
                .map(directory -> Plugins.open(directory, SamuiServer.class.getClassLoader()))
                .orElseGet(Plugins::none);
        context.getBeanFactory().registerSingleton("settings", settings);
        context.getBeanFactory().registerSingleton("plugins", plugins);
    }
}
