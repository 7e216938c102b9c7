package io.samui.core.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobKeyTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "images/0190f3a2.jpg", "a/b/c", "A_b-c.d", "-x", "a..b"})
    void names_and_paths_are_keys(String key) {
        assertThat(new BlobKey(key)).hasToString(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", ".", "..", "../x", "a/../b", "a/..", "/a", "a/", "a//b", ".hidden", "a/.b", "a\\b", "a\0b", "a b",
                "ä", "C:/x", "~root", "a\n", "a?b", "a%2e"
            })
    void anything_that_could_leave_the_root_or_hide_in_it_is_not(String key) {
        assertThatThrownBy(() -> new BlobKey(key)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_key_is_of_bounded_length() {
        assertThat(new BlobKey("a".repeat(BlobKey.MAX_LENGTH)).value()).hasSize(BlobKey.MAX_LENGTH);
        assertThatThrownBy(() -> new BlobKey("a".repeat(BlobKey.MAX_LENGTH + 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("...");
    }
}
