package io.samui.inference.djl;

import io.samui.core.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * PyTorch's native libraries, found before anything is loaded: DJL on its own would fetch from the network what it misses.
 *
 * @param where    for messages
 * @param flavor   such as {@code cpu} or {@code cu128}
 * @param bridge   version of PyTorch and of DJL that the libraries between the two are for
 */
record Natives(String where, String flavor, String bridge) {

    static final String LIBRARY_PATH = "PYTORCH_LIBRARY_PATH";

    private static final String FLAVOR = "PYTORCH_FLAVOR";
    private static final String LIBRARIES = "native/lib/pytorch.properties";
    private static final String BRIDGE = "jnilib/pytorch.properties";

    /**
     * @param loader has them, unless {@code PYTORCH_LIBRARY_PATH} (environment or system property) names a directory
     * @throws ConfigurationException when they are missing, naming the artifact to add
     */
    static Natives find(ClassLoader loader) {
        String bridge = bridge(loader);
        String directory = setting(LIBRARY_PATH);
        if (directory != null) {
            if (!Files.isRegularFile(Path.of(directory, System.mapLibraryName("torch")))) {
                throw new ConfigurationException(LIBRARY_PATH + " is " + directory + ", where there is no "
                        + System.mapLibraryName("torch")
                        + ". Set it to the lib directory of a libtorch of that version, or unset it"
                        + " to take the one on the class path");
            }
            String flavor = setting(FLAVOR);
            return new Natives(directory, flavor == null ? "cpu" : flavor, bridge);
        }
        return onClassPath(loader, bridge);
    }

    boolean onlyForCpu() {
        return flavor.startsWith("cpu");
    }

    private static Natives onClassPath(ClassLoader loader, String bridge) {
        String platform = platform();
        TreeSet<String> others = new TreeSet<>();
        for (URL url : resources(loader, LIBRARIES)) {
            Properties libraries = read(url);
            if (platform.equals(libraries.getProperty("classifier"))) {
                return new Natives(url.toString(), libraries.getProperty("flavor", "cpu"), bridge);
            }
            others.add(libraries.getProperty("classifier", "none"));
        }
        String version = bridge.substring(0, Math.max(0, bridge.indexOf('-')));
        throw new ConfigurationException("PyTorch's native libraries for " + platform + " are not on the class path"
                + (others.isEmpty() ? "" : ", only those for " + String.join(", ", others))
                + ". Add ai.djl.pytorch:pytorch-native-cpu:" + version + " with the classifier " + platform
                + ", or set "
                + LIBRARY_PATH + " to the lib directory of a libtorch " + version);
    }

    private static String bridge(ClassLoader loader) {
        return resources(loader, BRIDGE).stream()
                .map(url -> read(url).getProperty("jni_version"))
                .findFirst()
                .orElseThrow(
                        () -> new ConfigurationException(
                                "DJL's native libraries for PyTorch are not on the class path."
                                        + " Add ai.djl.pytorch:pytorch-jni, of the version that samui-inference-djl depends on"));
    }

    /** As DJL names platforms. */
    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String name = system.startsWith("win") ? "win" : system.startsWith("mac") ? "osx" : "linux";
        String architecture = System.getProperty("os.arch");
        return name + "-" + (architecture.equals("amd64") ? "x86_64" : architecture);
    }

    private static @Nullable String setting(String name) {
        String value = System.getenv(name);
        String chosen = value == null || value.isBlank() ? System.getProperty(name) : value;
        return chosen == null || chosen.isBlank() ? null : chosen;
    }

    private static List<URL> resources(ClassLoader loader, String name) {
        try {
            return Collections.list(loader.getResources(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties read(URL url) {
        Properties properties = new Properties();
        try (InputStream in = url.openStream()) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
