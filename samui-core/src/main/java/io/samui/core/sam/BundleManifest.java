package io.samui.core.sam;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle's {@code model.json} says.
 *
 * @param family        such as {@code sam1-meta}
 * @param licence       for people; null where it says nothing
 * @param preprocessing null where the family's own is meant
 */
record BundleManifest(
        String id,
        String family,
        @Nullable String licence,
        List<Entry> files,
        @Nullable Preprocessing preprocessing) {

    /**
     * One file.
     *
     * @param role      such as {@code encoder}
     * @param path      relative to the bundle
     * @param sha256    lower-case hex; null where it is not checked
     * @param method    the TorchScript method
     * @param signature null where the file itself tells
     */
    record Entry(
            String role,
            String path,
            @Nullable String sha256,
            String method,
            @Nullable GraphSignature signature) {}

    BundleManifest {
        files = List.copyOf(files);
    }
}
