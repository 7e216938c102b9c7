package io.samui.examples.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.testkit.TinySam1;
import io.samui.examples.Jvm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an embedder takes on with samui-core: a handful of libraries, with which everything runs in memory. */
class CoreAloneTest {

    /** The required libraries, by what their jars are called. */
    private static final Map<String, String> LIBRARIES = Map.of(
            "slf4j-api", "slf4j",
            "jackson-core", "Jackson",
            "jackson-databind", "Jackson",
            "jackson-annotations", "Jackson",
            "jspecify", "JSpecify",
            "imageio-", "TwelveMonkeys",
            "common-", "TwelveMonkeys");

    @TempDir
    private Path temp;

    @Test
    void it_brings_four_libraries_and_no_more() throws IOException {
        assertThat(ModuleClassPath.core())
                .filteredOn(path -> path.toString().endsWith(".jar") && !isCore(path))
                .allSatisfy(path -> assertThat(LIBRARIES.keySet())
                        .as(path + " is not among the libraries that samui-core is said to need")
                        .anyMatch(path.getFileName().toString()::startsWith))
                .extracting(path -> LIBRARIES.entrySet().stream()
                        .filter(library -> path.getFileName().toString().startsWith(library.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElseThrow())
                .containsOnly("slf4j", "Jackson", "JSpecify", "TwelveMonkeys");
    }

    @Test
    void images_prompts_a_job_and_its_results_live_in_memory() throws Exception {
        Path picture = Files.write(temp.resolve("shapes.png"), TinySam1.picture());

        String said = new Jvm(withPrograms(ModuleClassPath.core()), List.of("-Xmx256m"), temp)
                .run(InMemoryJob.class.getName(), picture.toString());

        assertThat(said).contains("job completed, 1 processed", "COCO of 1 annotations", "mask 600 x 420");
    }

    private static boolean isCore(Path path) {
        return path.toString().contains("samui-core");
    }

    /** The classes of this module and of the test kit, without the libraries that they otherwise have. */
    private static List<Path> withPrograms(List<Path> libraries) {
        List<Path> classPath = new ArrayList<>(libraries);
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path ->
                        path.contains("samui-examples") || path.matches(".*samui-core.*tests?(-classes|\\.jar).*"))
                .map(Path::of)
                .forEach(classPath::add);
        return classPath;
    }
}
