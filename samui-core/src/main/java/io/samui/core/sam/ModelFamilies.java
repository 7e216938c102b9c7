package io.samui.core.sam;

import io.samui.core.ConfigurationException;
import io.samui.core.sam.ModelFamily.BundleContents;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All families, and the recognition of a bundle. A new family is a line here. */
final class ModelFamilies {

    private static final List<ModelFamily> ALL = List.of(
            new Sam1MetaFamily(),
            new Sam1TransformersFamily(),
            new Sam2Family(),
            new Sam3ConceptFamily(),
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
        Optional<SamModel> model = first(families, bundle, files);
        if (model.isPresent()) {
            model.get().files().values().forEach(ModelFamilies::requireData);
            model.get().files().values().forEach(ModelFamilies::requireNoHalves);
            return model.get();
        }
        List<InspectedFile> withoutRoles =
                files.stream().map(InspectedFile::withoutRole).toList();
        first(families, bundle, withoutRoles).ifPresent(other -> {
            throw wrongRoles(bundle, other);
        });
        String found = files.isEmpty()
                ? "no file that " + runtime.name() + " reads"
                : files.stream().map(InspectedFile::describe).collect(Collectors.joining("; "));
        throw new ConfigurationException(
                "The model in " + bundle.where() + " is of no supported layout. Found: " + found
                        + ". Supported: "
                        + families.stream().map(ModelFamily::requirement).collect(Collectors.joining("; ")));
    }

    private static Optional<SamModel> first(List<ModelFamily> families, ModelBundle bundle, List<InspectedFile> files) {
        BundleContents contents = new BundleContents(
                files,
                bundle.declared().map(BundleManifest::preprocessing).orElse(null),
                new Tokenizers(bundle.tokenizer()));
        return families.stream()
                .flatMap(family -> family.recognise(contents).stream())
                .findFirst();
    }

    private static ConfigurationException wrongRoles(ModelBundle bundle, SamModel model) {
        return new ConfigurationException("The manifest of the model in " + bundle.where()
                + " gives files the wrong roles. By their inputs and outputs, "
                + model.files().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> entry.getValue().name() + " is the " + entry.getKey())
                        .collect(Collectors.joining(", "))
                + ": correct \"role\" in it");
    }

    private static void requireData(InspectedFile file) {
        for (String data : file.signature().dataFiles()) {
            if (!file.file().beside(data).exists()) {
                throw new ConfigurationException(
                        "The weights of " + file.file().file().where() + " lie in " + data
                                + ", which is not beside it: copy it there, under that name");
            }
        }
    }

    /** Prompts and answers are float32 in all layouts; weights are the graph's own affair. */
    private static void requireNoHalves(InspectedFile file) {
        boolean halves = Stream.of(file.signature().inputs(), file.signature().outputs())
                .flatMap(List::stream)
                .anyMatch(spec -> spec.dtype() == DType.F16);
        if (halves) {
            throw new ConfigurationException(
                    file.describe() + " of " + file.file().file().where()
                            + " has float16 inputs or outputs, which no supported layout has. Export it with float32 inputs and outputs;"
                            + " its weights may be float16");
        }
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
