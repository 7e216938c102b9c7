package io.samui.examples.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.samui.core.testkit.TinySam1;
import io.samui.examples.Jvm;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanCloseTest {

    /** So that the JVM itself keeps to its number of threads. */
    private static final List<String> STEADY = List.of(
            "-Xmx256m", "-XX:+UseSerialGC", "-XX:-UseDynamicNumberOfCompilerThreads", "-XX:TieredStopAtLevel=1");

    @TempDir
    private Path temp;

    @Test
    void a_closed_samui_leaves_no_threads_no_files_and_no_memory_of_tensors() throws Exception {
        assumeTrue(Held.canBeCounted(), "threads and files are counted in /proc, which is Linux's");
        Path picture = Files.write(temp.resolve("shapes.png"), TinySam1.picture());
        Path model = TinySam1.copyTo(temp.resolve("tiny"));
        List<Path> classPath = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();

        String said = new Jvm(classPath, STEADY, temp)
                .run(
                        OpenAndClose.class.getName(),
                        picture.toString(),
                        model.toString(),
                        temp.resolve("data").toString());

        assertThat(said).contains("nothing is left");
    }
}
