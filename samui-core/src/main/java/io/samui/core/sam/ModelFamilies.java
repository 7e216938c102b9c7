package io.samui.core.sam;

import io.samui.core.ConfigurationException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** All families, and the recognition of a bundle. A new family is a line here. */
final class ModelFamilies {

    private static final List<ModelFamily> ALL = List.of(
            new Sam1MetaFamily(),
            new Sam1TransformersFamily(),
            new Sam2Family(),
            new Sam3TrackerFamily(),
            new EfficientSamFamily());

    private ModelFamilies() {}

    /**
     * @throws ConfigurationException when no family knows the bundle; it says what was found and what is supported
     */
    static SamModel recognise(ModelBundle bundle, TensorRuntime runtime) {
        List<InspectedFile> files = bundle.files().stream()
                .map(file -> new InspectedFile(file, runtime.inspect(file.file())))
                .toList();
        List<ModelFamily> families = candidates(bundle);
        Preprocessing preprocessing =
                bundle.declared().map(BundleManifest::preprocessing).orElse(null);
        for (ModelFamily family : families) {
            Optional<SamModel> model = family.recognise(files, preprocessing);
            if (model.isPresent()) {
                return model.get();
            }
        }
        String found = files.isEmpty()
                ? "no file that " + runtime.name() + " reads"
                : files.stream().map(InspectedFile::describe).collect(Collectors.joining("; "));
        throw new ConfigurationException(
                "The model in " + bundle.where() + " is of no supported layout. Found: " + found
                        + ". Supported: "
                        + families.stream().map(ModelFamily::requirement).collect(Collectors.joining("; ")));
    }

    private static List<ModelFamily> candidates(ModelBundle bundle) {
        if (bundle.declared().isEmpty()) {
            return ALL;
        }
        String declared = bundle.declared().get().family();
        List<ModelFamily> named =
                ALL.stream().filter(family -> family.name().equals(declared)).toList();
        if (named.isEmpty()) {
            throw new ConfigurationException("The manifest of the model in " + bundle.where() + " names the family \""
                    + declared + "\"; supported are "
                    + ALL.stream().map(ModelFamily::name).collect(Collectors.joining(", ")));
        }
        return named;
    }
}
