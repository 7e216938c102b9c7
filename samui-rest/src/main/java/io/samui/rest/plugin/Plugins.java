package io.samui.rest.plugin;

import io.samui.core.inference.InferenceProvider;
import io.samui.core.spi.ClassPath;
import io.samui.core.spi.Provider;
import io.samui.core.storage.BlobStorageProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The backends that were added to the server without a build. Each directory of jars in the plugins directory is a plugin, and so
 * is each single jar; its name is the plugin's id. A plugin that cannot be used is left out and named; the others work.
 *
 * <p>Opened once, before anything else: natives bind to one class loader, so nothing is ever loaded again.
 */
public final class Plugins {

    private static final Logger LOG = LoggerFactory.getLogger(Plugins.class);

    private final List<Plugin> usable = new ArrayList<>();
    private final List<BrokenPlugin> broken = new ArrayList<>();
    private final Map<String, String> owners = new HashMap<>();

    private Plugins() {}

    /** No plugins. */
    public static Plugins none() {
        return new Plugins();
    }

    /**
     * Opens all plugins.
     *
     * @param directory where they are; when there is no such directory, there are none
     * @param parent    the loader of the server's own classes
     */
    public static Plugins open(Path directory, ClassLoader parent) {
        Plugins plugins = new Plugins();
        plugins.noteServers(ClassPath.providers(InferenceProvider.class, parent));
        plugins.noteServers(ClassPath.providers(BlobStorageProvider.class, parent));
        PluginOpener opener = new PluginOpener(parent);
        plugins.placesById(directory).forEach((id, place) -> plugins.add(id, place, opener));
        return plugins;
    }

    /** Those that can be used, by id. */
    public List<Plugin> usable() {
        return List.copyOf(usable);
    }

    /** Those that were left out. */
    public List<BrokenPlugin> broken() {
        return List.copyOf(broken);
    }

    private Map<String, Path> placesById(Path directory) {
        Map<String, Path> byId = new TreeMap<>();
        for (Path place : places(directory)) {
            String name = place.getFileName().toString();
            String id = PluginOpener.isJar(place) ? name.substring(0, name.length() - ".jar".length()) : name;
            Path other = byId.putIfAbsent(id, place);
            if (other != null) {
                leaveOut(id, place + " has the same id as " + other + ", which is used: remove one of them", null);
            }
        }
        return byId;
    }

    private static List<Path> places(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> Files.isDirectory(entry) || PluginOpener.isJar(entry))
                    .filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            LOG.error("The plugins directory {} cannot be read, so there are no plugins ({})", directory, e.toString());
            return List.of();
        }
    }

    private void add(String id, Path place, PluginOpener opener) {
        try {
            Plugin plugin = opener.open(id, place);
            Optional<String> taken =
                    plugin.names().stream().filter(owners::containsKey).findFirst();
            if (taken.isPresent()) {
                PluginOpener.close(plugin);
                leaveOut(
                        id,
                        "it brings the " + taken.get() + ", which " + owners.get(taken.get()) + " has already",
                        null);
                return;
            }
            plugin.names().forEach(name -> owners.put(name, "plugin " + id));
            usable.add(plugin);
            LOG.info("Plugin {} from {} brings the {}", id, place, String.join(" and the ", plugin.names()));
        } catch (BrokenPluginException e) {
            leaveOut(id, e.getMessage(), e.getCause());
        }
    }

    private void noteServers(List<? extends Provider> providers) {
        providers.forEach(provider -> owners.put(PluginOpener.describe(provider), "the server"));
    }

    private void leaveOut(String id, @Nullable String why, @Nullable Throwable cause) {
        broken.add(new BrokenPlugin(id, String.valueOf(why)));
        LOG.error("Plugin {} is left out: {}", id, why);
        LOG.debug("Plugin {} is left out because of", id, cause);
    }
}
