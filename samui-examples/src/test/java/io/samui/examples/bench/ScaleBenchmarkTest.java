package io.samui.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScaleBenchmarkTest {

    @TempDir
    private Path temp;

    @Test
    void the_short_form_fills_sqlite_processes_all_and_finds_nothing_changed() throws Exception {
        assertComplete(ScaleBenchmark.table("--images=400", "--boxes=2", "--repeats=1", "--data=" + temp));
    }

    @Test
    void the_short_form_does_the_same_on_postgresql() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            assertComplete(ScaleBenchmark.table(
                    "--images=400",
                    "--boxes=2",
                    "--repeats=1",
                    "--data=" + temp,
                    "--database=jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres",
                    "--user=postgres",
                    "--password=postgres"));
        }
    }

    private static void assertComplete(String table) {
        assertThat(table)
                .contains("submission of all, nothing changed", "the queue's work", "an image deleted", "ratio")
                .doesNotContain("NaN", "Infinity");
    }
}
