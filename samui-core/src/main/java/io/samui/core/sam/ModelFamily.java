package io.samui.core.sam;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A layout that models are exported in. It recognises its own by names, ranks and types of tensors, never by file names. */
interface ModelFamily {

    /** As in manifests, such as {@code sam1-meta}. */
    String name();

    /** What it takes to be one, for the message that refuses a bundle. */
    String requirement();

    /** The model that these files make; empty when they are not of this family. */
    Optional<SamModel> recognise(BundleContents bundle);

    /**
     * What a bundle has.
     *
     * @param declared   what the manifest says of preprocessing; null where the family's own is meant
     * @param tokenizers for families that take texts
     */
    record BundleContents(
            List<InspectedFile> files, @Nullable Preprocessing declared, Tokenizers tokenizers) {

        RoleFiles roles() {
            return new RoleFiles(files);
        }

        Preprocessing preprocessing(Supplier<Preprocessing> own) {
            return declared == null ? own.get() : declared;
        }
    }
}
