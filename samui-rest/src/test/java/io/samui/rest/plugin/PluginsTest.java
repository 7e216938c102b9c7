package io.samui.rest.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.storage.BlobStorageProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {

    @TempDir
    private Path directory;

    @Test
    void without_a_directory_there_are_no_plugins() {
        Plugins plugins = Plugins.open(directory.resolve("absent"), getClass().getClassLoader());

        assertThat(plugins.usable()).isEmpty();
        assertThat(plugins.broken()).isEmpty();
    }

    @Test
    void a_directory_of_jars_and_a_single_jar_are_plugins() throws IOException {
        PluginJars.storage(directory.resolve("attic/a.jar"), "Attic", "attic");
        PluginJars.storage(directory.resolve("cellar.jar"), "Cellar", "cellar");
        Files.writeString(directory.resolve("README.txt"), "not a plugin");
        Files.createDirectory(directory.resolve(".hidden"));

        Plugins plugins = open();

        assertThat(plugins.broken()).isEmpty();
        assertThat(plugins.usable()).extracting(Plugin::id).containsExactly("attic", "cellar");
        assertThat(plugins.usable().get(0).storage())
                .singleElement()
                .satisfies(provider -> assertThat(provider.name()).isEqualTo("attic"));
    }

    @Test
    void the_servers_own_providers_are_not_taken_for_the_plugins() throws IOException {
        PluginJars.storage(directory.resolve("attic.jar"), "Attic", "attic");

        Plugin plugin = open().usable().get(0);

        assertThat(plugin.names()).containsExactly("storage provider \"attic\"");
        assertThat(plugin.inference()).isEmpty();
    }

    @Test
    void a_plugin_sees_its_own_classes_first_and_shares_the_core() throws Exception {
        String name = org.springframework.util.StringUtils.class.getName();
        Path jar = directory.resolve("own.jar");
        PluginJars.jar(
                jar,
                Map.of(
                        "org/springframework/util/StringUtils.java",
                        "package org.springframework.util; public class StringUtils {}",
                        "plugged/Own.java",
                        PROVIDER.formatted("Own", "own")),
                Map.of(SERVICE, "plugged.Own\n"));

        ClassLoader loader = open().usable().get(0).loader();

        assertThat(loader.loadClass(name).getClassLoader()).isSameAs(loader);
        assertThat(loader.loadClass(BlobStorageProvider.class.getName())).isSameAs(BlobStorageProvider.class);
        assertThat(loader.loadClass("org.slf4j.Logger")).isSameAs(org.slf4j.Logger.class);
    }

    @Test
    void a_truncated_jar_is_named_and_the_others_work() throws IOException {
        Path cut = PluginJars.storage(directory.resolve("cut/cut.jar"), "Cut", "cut");
        byte[] bytes = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
        PluginJars.storage(directory.resolve("whole.jar"), "Whole", "whole");

        Plugins plugins = open();

        assertThat(plugins.usable()).extracting(Plugin::id).containsExactly("whole");
        assertBroken(plugins, "cut", "cut.jar is not a whole jar");
    }

    @Test
    void samui_core_inside_is_refused() throws IOException {
        PluginJars.jar(
                directory.resolve("fat.jar"),
                Map.of("plugged/Fat.java", PROVIDER.formatted("Fat", "fat")),
                Map.of(SERVICE, "plugged.Fat\n", "io/samui/core/SamuiException.class", "a copy"));

        assertBroken(open(), "fat", "holds classes of samui-core");
    }

    @Test
    void a_jar_beside_a_directory_of_its_name_is_refused() throws IOException {
        PluginJars.storage(directory.resolve("twin/twin.jar"), "Twin", "twin");
        PluginJars.storage(directory.resolve("twin.jar"), "Other", "other");

        Plugins plugins = open();

        assertThat(plugins.usable()).extracting(Plugin::names).asString().contains("\"twin\"");
        assertBroken(plugins, "twin", "has the same id");
    }

    @Test
    void a_name_that_another_plugin_brought_is_refused() throws IOException {
        PluginJars.storage(directory.resolve("first.jar"), "First", "same");
        PluginJars.storage(directory.resolve("second.jar"), "Second", "same");

        Plugins plugins = open();

        assertThat(plugins.usable()).extracting(Plugin::id).containsExactly("first");
        assertBroken(plugins, "second", "storage provider \"same\", which plugin first has already");
    }

    @Test
    void a_name_that_the_server_brings_is_refused() throws IOException {
        PluginJars.storage(directory.resolve("files.jar"), "Files", "fs");

        assertBroken(open(), "files", "storage provider \"fs\", which the server has already");
    }

    @Test
    void a_plugin_without_a_provider_is_named() throws IOException {
        PluginJars.jar(directory.resolve("empty.jar"), Map.of(), Map.of("readme.txt", "nothing"));
        Files.createDirectory(directory.resolve("void"));

        Plugins plugins = open();

        assertThat(plugins.broken()).extracting(BrokenPlugin::id).containsExactlyInAnyOrder("empty", "void");
        assertBroken(plugins, "empty", "names no provider");
        assertBroken(plugins, "void", "holds no jar");
    }

    @Test
    void a_provider_that_cannot_be_made_is_named() throws IOException {
        PluginJars.storage(directory.resolve("angry.jar"), "Angry", "angry", "{ if (true) throw new Error(\"no\"); }");
        PluginJars.jar(directory.resolve("lost.jar"), Map.of(), Map.of(SERVICE, "plugged.Lost\n"));

        Plugins plugins = open();

        assertThat(plugins.usable()).isEmpty();
        assertBroken(plugins, "angry", "cannot be made");
        assertBroken(plugins, "lost", "cannot be made");
    }

    private static final String SERVICE = "META-INF/services/io.samui.core.storage.BlobStorageProvider";

    private static final String PROVIDER = """
            package plugged;

            public class %s implements io.samui.core.storage.BlobStorageProvider {
                public String name() {
                    return "%s";
                }
                public io.samui.core.storage.BlobStorage create(io.samui.core.spi.ProviderConfig config) {
                    throw new UnsupportedOperationException();
                }
            }
            """;

    private Plugins open() {
        return Plugins.open(directory, getClass().getClassLoader());
    }

    private static void assertBroken(Plugins plugins, String id, String why) {
        assertThat(plugins.broken())
                .filteredOn(broken -> broken.id().equals(id))
                .singleElement()
                .satisfies(broken -> assertThat(broken.why()).contains(why));
    }
}
