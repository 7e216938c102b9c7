package io.samui.core.spi;

import io.samui.core.ConfigurationException;
import java.security.CodeSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The providers of one SPI that are there, by name, and the choice among them: the one named in the configuration, else the only
 * one, else an error that lists what is there.
 */
public final class Providers<P extends Provider> {

    private static final Logger LOG = LoggerFactory.getLogger(Providers.class);

    private record Known(String kind, String name, String artifact) {}

    /** The modules of samui that bring providers, those first that are suggested first. */
    private static final List<Known> KNOWN = List.of(
            new Known("inference", "onnx", "io.samui:samui-inference-onnx"),
            new Known("inference", "djl", "io.samui:samui-inference-djl"),
            new Known("storage", "fs", "io.samui:samui-storage-fs"),
            new Known("storage", "s3", "io.samui:samui-storage-s3"));

    private final String kind;
    private final Map<String, P> byName = new TreeMap<>();

    /**
     * @param kind  as in the setting that chooses: {@code inference} of {@code samui.inference.provider}
     * @param found all providers
     * @throws ConfigurationException when two have one name
     */
    public Providers(String kind, Iterable<? extends P> found) {
        this.kind = kind;
        for (P provider : found) {
            P other = byName.putIfAbsent(provider.name(), provider);
            if (other != null) {
                throw new ConfigurationException("Two " + kind + " providers are named \"" + provider.name() + "\": "
                        + origin(other) + " and " + origin(provider) + ". Remove one of them from the class path");
            }
            LOG.info("Found {} provider \"{}\" in {}", kind, provider.name(), origin(provider));
        }
    }

    /** The names of a kind's providers that samui has modules for, whether they are there or not. */
    public static List<String> knownNames(String kind) {
        return KNOWN.stream()
                .filter(known -> known.kind.equals(kind))
                .map(Known::name)
                .toList();
    }

    /** The names of all that are there, sorted. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /**
     * The provider to use.
     *
     * @param wanted the name in the configuration; null takes the only one
     * @throws ConfigurationException when there is none, or no single one; the message says what to add or to set
     */
    public P choose(@Nullable String wanted) {
        if (wanted != null) {
            P provider = byName.get(wanted);
            if (provider == null) {
                throw new ConfigurationException("There is no " + kind + " provider \"" + wanted + "\" (" + key()
                        + "). " + present() + ". " + remedy(List.of(wanted)));
            }
            return provider;
        }
        if (byName.isEmpty()) {
            throw new ConfigurationException("There is no " + kind + " provider. " + remedy(knownNames(kind)));
        }
        if (byName.size() > 1) {
            throw new ConfigurationException("There are several " + kind + " providers: " + String.join(", ", names())
                    + ". Choose one with " + key());
        }
        return byName.values().iterator().next();
    }

    private String key() {
        return "samui." + kind + ".provider";
    }

    private String present() {
        return byName.isEmpty() ? "None is there" : "There is: " + String.join(", ", names());
    }

    private String remedy(List<String> names) {
        List<String> artifacts = KNOWN.stream()
                .filter(known -> known.kind.equals(kind) && names.contains(known.name))
                .map(Known::artifact)
                .toList();
        return artifacts.isEmpty()
                ? "Add the artifact that brings it to the class path, or to a server its plugin (samui.plugins-dir)"
                : "Add " + String.join(" or ", artifacts)
                        + " to the class path, or to a server its plugin (samui.plugins-dir)";
    }

    private static String origin(Provider provider) {
        CodeSource source = provider.getClass().getProtectionDomain().getCodeSource();
        return provider.getClass().getName() + (source == null ? "" : " (" + source.getLocation() + ")");
    }
}
