package io.samui.rest.plugin;

import io.samui.core.inference.InferenceProvider;
import io.samui.core.spi.ClassPath;
import io.samui.core.spi.ContextLoader;
import io.samui.core.spi.Provider;
import io.samui.core.storage.BlobStorageProvider;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens one plugin: checks its jars, gives it a class loader, finds its providers. */
final class PluginOpener {

    private static final Logger LOG = LoggerFactory.getLogger(PluginOpener.class);

    private static final String CORE_CLASSES = "io/samui/core/";

    private final ClassLoader parent;

    PluginOpener(ClassLoader parent) {
        this.parent = parent;
    }

    /**
     * @throws BrokenPluginException when it cannot be used; nothing of it stays open
     */
    Plugin open(String id, Path place) {
        List<Path> jars = jarsOf(place);
        jars.forEach(PluginOpener::checkJar);
        PluginClassLoader loader =
                new PluginClassLoader(id, jars.stream().map(PluginOpener::url).toArray(URL[]::new), parent);
        try {
            Plugin plugin = ContextLoader.call(loader, () -> plugin(id, loader));
            if (plugin.names().isEmpty()) {
                throw new BrokenPluginException("it names no provider: a jar of it must hold META-INF/services/"
                        + InferenceProvider.class.getName() + " or " + BlobStorageProvider.class.getName());
            }
            return plugin;
        } catch (BrokenPluginException e) {
            close(loader);
            throw e;
        } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
            close(loader);
            throw new BrokenPluginException("its provider cannot be made (" + e + ")", e);
        }
    }

    private static Plugin plugin(String id, PluginClassLoader loader) {
        List<InferenceProvider> inference = own(InferenceProvider.class, loader);
        List<BlobStorageProvider> storage = own(BlobStorageProvider.class, loader);
        List<String> names = Stream.concat(inference.stream(), storage.stream())
                .map(PluginOpener::describe)
                .toList();
        if (names.stream().distinct().count() < names.size()) {
            throw new BrokenPluginException("two of its providers have one name: " + names);
        }
        return new Plugin(id, loader, inference, storage, names);
    }

    /** What is to be unique, such as {@code storage provider "s3"}. */
    static String describe(Provider provider) {
        return (provider instanceof InferenceProvider ? "inference" : "storage") + " provider \"" + provider.name()
                + "\"";
    }

    private static List<Path> jarsOf(Path place) {
        if (Files.isRegularFile(place)) {
            return List.of(place);
        }
        try (Stream<Path> files = Files.list(place)) {
            List<Path> jars = files.filter(PluginOpener::isJar).sorted().toList();
            if (jars.isEmpty()) {
                throw new BrokenPluginException("its directory holds no jar: put the backend's jars into " + place);
            }
            return jars;
        } catch (IOException e) {
            throw new BrokenPluginException("its directory cannot be read (" + e + ")", e);
        }
    }

    static boolean isJar(Path file) {
        return file.getFileName().toString().endsWith(".jar") && Files.isRegularFile(file);
    }

    /** A class loader would pass over a damaged jar without a word, so look first. */
    private static void checkJar(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            boolean hasCore = jar.stream()
                    .anyMatch(entry -> entry.getName().startsWith(CORE_CLASSES)
                            && entry.getName().endsWith(".class"));
            if (hasCore) {
                throw new BrokenPluginException(file.getFileName()
                        + " holds classes of samui-core, which the server brings: remove that jar, or build the plugin"
                        + " with samui-core in scope provided");
            }
        } catch (IOException e) {
            throw new BrokenPluginException(
                    file.getFileName() + " is not a whole jar (" + e.getMessage() + "): copy it again", e);
        }
    }

    /** What came from the plugin itself: a loader also shows what its parents have. */
    private static <P extends Provider> List<P> own(Class<P> spi, PluginClassLoader loader) {
        return ClassPath.providers(spi, loader).stream()
                .filter(provider -> provider.getClass().getClassLoader() == loader)
                .toList();
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new BrokenPluginException(jar + " has no URL", e);
        }
    }

    static void close(Plugin plugin) {
        close(plugin.loader());
    }

    private static void close(ClassLoader loader) {
        try {
            if (loader instanceof PluginClassLoader own) {
                own.close();
            }
        } catch (IOException e) {
            LOG.warn("{} could not be closed, so its jars stay open until the server stops", loader.getName(), e);
        }
    }
}
