package io.samui.inference.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.ConfigurationException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativesTest {

    @TempDir
    Path folder;

    @AfterEach
    void unset() {
        System.clearProperty(Natives.LIBRARY_PATH);
    }

    @Test
    void those_on_the_class_path_are_found() {
        Natives natives = Natives.find(NativesTest.class.getClassLoader());

        assertThat(natives.onlyForCpu()).isTrue();
        assertThat(natives.bridge()).matches("[\\d.]+-[\\d.]+");
    }

    @Test
    void missing_ones_are_named_as_the_artifact_to_add() throws IOException {
        bridge();

        assertMissing("ai.djl.pytorch:pytorch-native-cpu:2.7.1 with the classifier ", "PYTORCH_LIBRARY_PATH");
    }

    @Test
    void those_of_another_platform_are_no_use() throws IOException {
        bridge();
        Files.createDirectories(folder.resolve("native/lib"));
        Files.writeString(folder.resolve("native/lib/pytorch.properties"), "classifier=vax-vms\nflavor=cpu\n");

        assertMissing("only those for vax-vms", "pytorch-native-cpu:2.7.1");
    }

    @Test
    void djls_own_are_asked_for_too() {
        assertMissing("ai.djl.pytorch:pytorch-jni");
    }

    @Test
    void a_directory_is_taken_before_the_class_path_if_it_has_them() throws IOException {
        bridge();
        Path lib = Files.createDirectories(folder.resolve("libtorch/lib"));
        System.setProperty(Natives.LIBRARY_PATH, lib.toString());
        assertMissing("PYTORCH_LIBRARY_PATH is " + lib, "there is no " + System.mapLibraryName("torch"));

        Files.createFile(lib.resolve(System.mapLibraryName("torch")));
        try (URLClassLoader loader = loader()) {
            assertThat(Natives.find(loader).where()).isEqualTo(lib.toString());
        }
    }

    private void bridge() throws IOException {
        Files.createDirectories(folder.resolve("jnilib"));
        Files.writeString(folder.resolve("jnilib/pytorch.properties"), "jni_version=2.7.1-0.36.0\n");
    }

    private void assertMissing(String... says) {
        try (URLClassLoader loader = loader()) {
            assertThatThrownBy(() -> Natives.find(loader))
                    .isInstanceOf(ConfigurationException.class)
                    .satisfies(e -> assertThat(e.getMessage()).contains(says));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private URLClassLoader loader() throws IOException {
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, null);
    }
}
