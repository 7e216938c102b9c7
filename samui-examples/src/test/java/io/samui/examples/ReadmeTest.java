package io.samui.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Java that the README shows is the Java that is here. */
class ReadmeTest {

    private static final Path README = Path.of("..", "README.md");

    @Test
    void what_the_readme_shows_stands_in_the_programs() throws IOException {
        List<String> programs;
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            programs = files.filter(file -> file.toString().endsWith(".java"))
                    .map(ReadmeTest::squeezed)
                    .toList();
        }
        List<String> shown = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(README))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();

        assertThat(shown)
                .hasSizeGreaterThanOrEqualTo(5)
                .allSatisfy(block -> assertThat(programs).as(block).anyMatch(text -> text.contains(squeezed(block))));
    }

    private static String squeezed(Path file) {
        try {
            return squeezed(Files.readString(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Layout is the formatter's. */
    private static String squeezed(String code) {
        return code.replaceAll("\\s", "");
    }
}
