package io.samui.examples.embed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What Maven gives to whoever depends on one of the modules and on nothing else. The builds of the backends write theirs down. */
final class ModuleClassPath {

    private static final String ONNX = "samui-inference-onnx";

    private ModuleClassPath() {}

    /** samui-core as a dependency: optional libraries do not come with it. */
    static List<Path> core() throws IOException {
        List<Path> classPath = new ArrayList<>(written(ONNX));
        classPath.removeIf(path -> path.toString().contains("onnx"));
        assertThat(classPath).anyMatch(path -> path.toString().contains("samui-core"));
        return classPath;
    }

    /** A backend as a dependency. What it only tests with itself comes with samui-core all the same. */
    static List<Path> backend(String module) throws IOException {
        Set<Path> classPath = new LinkedHashSet<>(written(module));
        classPath.addAll(core());
        return List.copyOf(classPath);
    }

    private static List<Path> written(String module) throws IOException {
        Path target = Path.of("..", module, "target").toAbsolutePath().normalize();
        Path written = target.resolve("runtime.classpath");
        assertThat(written)
                .as("made by the build of " + module + ": run Maven for that module too, with -am")
                .exists();
        List<Path> classPath = new ArrayList<>(List.of(target.resolve("classes")));
        Arrays.stream(Files.readString(written).strip().split(File.pathSeparator))
                .map(Path::of)
                .forEach(classPath::add);
        assertThat(classPath).allSatisfy(path -> assertThat(path).exists());
        return classPath;
    }
}
