package io.samui.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    private Path temp;

    @Test
    void it_is_made_where_it_is_absent() {
        try (DataDirectory directory = DataDirectory.open(temp.resolve("a/b"))) {
            assertThat(directory.path()).isDirectory().isAbsolute();
        }
    }

    @Test
    void a_second_holder_is_told_who_the_first_is() {
        try (DataDirectory first = DataDirectory.open(temp)) {
            assertThatThrownBy(() -> DataDirectory.open(temp))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("samui.data-dir");
            assertThat(first.path()).isDirectory();
        }
    }

    @Test
    void once_given_up_it_can_be_taken_again() {
        DataDirectory.open(temp).close();

        DataDirectory.open(temp).close();
    }

    @Test
    void a_file_in_its_place_is_an_error_with_the_remedy() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "x");

        assertThatThrownBy(() -> DataDirectory.open(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("samui.data-dir");
    }
}
