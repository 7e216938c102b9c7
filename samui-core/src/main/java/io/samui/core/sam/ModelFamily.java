package io.samui.core.sam;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A layout that models are exported in. It recognises its own by names, ranks and types of tensors, never by file names. */
interface ModelFamily {

    /** As in manifests, such as {@code sam1-meta}. */
    String name();

    /** What it takes to be one, for the message that refuses a bundle. */
    String requirement();

    /**
     * The model that these files make; empty when they are not of this family.
     *
     * @param preprocessing what the manifest says; null where the family's own is meant
     */
    Optional<SamModel> recognise(List<InspectedFile> files, @Nullable Preprocessing preprocessing);
}
