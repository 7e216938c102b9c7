package io.samui.core.sam;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One file of a model bundle, on disk or on the class path.
 *
 * @param name      the file's name, for messages
 * @param path      where it lies; null for a file on the class path. External data lies beside it
 * @param resource  absolute name of the class path resource; null for a file on disk
 * @param loader    the class loader of the resource; null for a file on disk
 * @param signature what the manifest says of inputs and outputs; null where it says nothing. TorchScript needs it
 * @param method    the TorchScript method to call
 */
public record ModelFile(
        String name,
        @Nullable Path path,
        @Nullable String resource,
        @Nullable ClassLoader loader,
        @Nullable GraphSignature signature,
        String method) {

    public static final String DEFAULT_METHOD = "forward";

    /** For messages: the path, or the name of the resource. */
    String where() {
        return path != null ? path.toString() : String.valueOf(resource);
    }

    public Optional<GraphSignature> declaredSignature() {
        return Optional.ofNullable(signature);
    }
}
