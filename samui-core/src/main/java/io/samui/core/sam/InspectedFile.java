package io.samui.core.sam;

import java.util.Locale;
import java.util.stream.Collectors;

/** A file of a bundle, and what it says its inputs and outputs are. */
record InspectedFile(ModelBundle.BundleFile file, GraphSignature signature) {

    String name() {
        return file.file().name();
    }

    /** As if no manifest said what it is for. */
    InspectedFile withoutRole() {
        return new InspectedFile(new ModelBundle.BundleFile(file.file(), null, file.sha256(), file.size()), signature);
    }

    /** For messages: names, types and shapes. */
    String describe() {
        return name() + " ("
                + signature.inputs().stream().map(InspectedFile::describe).collect(Collectors.joining(", ")) + " -> "
                + signature.outputs().stream().map(InspectedFile::describe).collect(Collectors.joining(", ")) + ")";
    }

    private static String describe(TensorSpec spec) {
        return spec.name() + " " + spec.dtype().name().toLowerCase(Locale.ROOT) + spec.shape();
    }
}
