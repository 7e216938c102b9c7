package io.samui.core.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.ConfigurationException;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHoldTest {

    private static final String TAKEN = "taken";

    @TempDir
    private Path temp;

    /** Tries it in a process of its own, and prints what came of it. */
    public static final class Other {

        private Other() {}

        public static void main(String... arguments) throws IOException {
            try (FileHold hold = take(Path.of(arguments[0]))) {
                System.out.println(TAKEN);
            } catch (ConfigurationException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private static FileHold take(Path file) throws IOException {
        return FileHold.take(file, "The file", "take another");
    }

    private static String takenByAnotherProcess(Path file) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return said.strip();
        } finally {
            process.destroyForcibly();
        }
    }

    private static void assertHeld(Path file) throws Exception {
        assertThat(takenByAnotherProcess(file))
                .contains("The file is in use by process "
                        + ProcessHandle.current().pid())
                .contains("take another");
    }

    @Test
    void another_process_gets_it_when_it_is_given_up() throws Exception {
        Path file = temp.resolve("lock");
        FileHold hold = take(file);
        assertHeld(file);

        hold.close();
        hold.close();

        assertThat(takenByAnotherProcess(file)).isEqualTo(TAKEN);
        take(file).close();
    }

    /** POSIX takes a process's lock away when any descriptor of the file is closed. */
    @Test
    void who_is_refused_in_the_same_process_takes_nothing_away() throws Exception {
        Path file = temp.resolve("lock");
        try (FileHold hold = take(file)) {
            assertThatThrownBy(() -> take(temp.resolve("../" + temp.getFileName() + "/lock")))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());

            assertHeld(file);
        }
    }

    @Test
    void nor_does_who_is_refused_through_another_class_loader() throws Exception {
        Path file = temp.resolve("lock");
        List<URL> classPath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            classPath.add(Path.of(entry).toUri().toURL());
        }
        try (FileHold hold = take(file);
                URLClassLoader apart = new URLClassLoader(classPath.toArray(URL[]::new), null)) {
            Class<?> theirs = apart.loadClass(FileHold.class.getName());
            assertThat(theirs).isNotSameAs(FileHold.class);
            assertThatThrownBy(() -> theirs.getMethod("take", Path.class, String.class, String.class)
                            .invoke(null, file, "The file", "take another"))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .hasMessageContaining("in use");

            assertHeld(file);
        }
    }

    @Test
    void a_link_to_a_file_that_is_not_there_yet_is_that_file() throws Exception {
        Path link = Files.createSymbolicLink(temp.resolve("link"), Path.of("made-later"));
        try (FileHold hold = take(link)) {
            assertHeld(temp.resolve("made-later"));
        }
    }

    @Test
    void a_directory_that_is_not_there_is_an_error() {
        assertThatThrownBy(() -> take(temp.resolve("nowhere/lock"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> FileHold.ofDatabase(temp.resolve("nowhere/x.db")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("nowhere")
                .hasMessageContaining("can be written");
    }
}
