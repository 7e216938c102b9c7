package io.samui.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class SettingsTest {

    private final StandardEnvironment environment = new StandardEnvironment();

    SettingsTest() {
        environment.getPropertySources().remove("systemProperties");
        environment.getPropertySources().remove("systemEnvironment");
    }

    @Test
    void every_key_of_samui_is_taken_and_nothing_else() {
        source("file", Map.of("samui.data-dir", "/srv", "samui.queue.max-queued", 7, "server.port", 1));

        assertThat(Settings.of(environment).values())
                .isEqualTo(Map.of("samui.data-dir", "/srv", "samui.queue.max-queued", "7"));
    }

    @Test
    void the_source_of_higher_precedence_wins() {
        source("command line", Map.of("samui.data-dir", "/first"));
        source("file", Map.of("samui.data-dir", "/second", "samui.storage.provider", "fs"));

        assertThat(Settings.of(environment).values())
                .containsEntry("samui.data-dir", "/first")
                .containsEntry("samui.storage.provider", "fs");
    }

    @Test
    void environment_variables_find_names_with_dashes() {
        environment("SAMUI_DATA_DIR", "/srv");
        environment("SAMUI_IMAGE_MAXBYTES", "1MB");
        environment("SAMUI_FIND_ALL_THRESHOLD", "0.7");
        environment("SAMUI_STORAGE_S3_SECRET_KEY", "s");
        environment("SAMUI_STORAGE_S3_BUCKET", "b");
        environment("SAMUIX", "other");
        environment("PATH", "/bin");

        assertThat(Settings.of(environment).values())
                .isEqualTo(Map.of(
                        "samui.data-dir", "/srv",
                        "samui.image.max-bytes", "1MB",
                        "samui.find-all.threshold", "0.7",
                        "samui.storage.s3.secret-key", "s",
                        "samui.storage.s3.bucket", "b"));
    }

    @Test
    void every_setting_of_the_readme_can_be_a_variable_of_the_environment() throws IOException {
        List<String> keys = keysOfTheReadme();
        keys.forEach(key -> environment(key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), "x"));

        Settings settings = Settings.of(environment);

        assertThat(keys).contains("samui.image.decode-budget", "samui.rest.max-event-streams");
        assertThat(Stream.of(settings.values(), settings.own()).flatMap(map -> map.keySet().stream()))
                .containsExactlyInAnyOrderElementsOf(keys);
    }

    /** Of the table's first column; one that begins with a dot stands beside the one before it. */
    private static List<String> keysOfTheReadme() throws IOException {
        List<String> keys = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("..", "README.md"))) {
            if (line.startsWith("| `samui.")) {
                Matcher names = Pattern.compile("`([a-z0-9.-]+)`").matcher(line.split("\\|")[1]);
                String group = "";
                while (names.find()) {
                    String name = names.group(1);
                    keys.add(name.startsWith(".") ? group + name : name);
                    group = name.startsWith(".") ? group : name.substring(0, name.lastIndexOf('.'));
                }
            }
        }
        return keys;
    }

    @Test
    void clients_are_sent_to_the_storage_only_where_that_is_said() {
        assertThat(Settings.of(environment).rest().directDownloadsOrDefault()).isFalse();

        environment("SAMUI_REST_DIRECT_DOWNLOADS", "true");
        assertThat(Settings.of(environment).rest().directDownloadsOrDefault()).isTrue();
    }

    @Test
    void a_word_that_is_neither_true_nor_false_is_refused() {
        source("file", Map.of("samui.rest.direct-downloads", "maybe"));

        assertThatThrownBy(() -> Settings.of(environment).rest())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("samui.rest.direct-downloads");
    }

    @Test
    void the_servers_own_settings_do_not_reach_the_core() {
        source("file", Map.of("samui.rest.allowed-hosts", "A.example.org, b.example.org,"));

        Settings settings = Settings.of(environment);

        assertThat(settings.values()).isEmpty();
        assertThat(settings.rest().hosts()).containsExactly("a.example.org", "b.example.org");
    }

    @Test
    void values_do_not_appear_in_text() {
        source("file", Map.of("samui.database.password", "hunter2"));

        assertThat(Settings.of(environment))
                .asString()
                .contains("samui.database.password")
                .doesNotContain("hunter2");
    }

    private void source(String name, Map<String, Object> values) {
        environment.getPropertySources().addLast(new MapPropertySource(name, values));
    }

    private void environment(String name, String value) {
        environment.getPropertySources().addLast(new SystemEnvironmentPropertySource(name, Map.of(name, value)));
    }
}
