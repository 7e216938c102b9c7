package io.samui.examples.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.testkit.TinySam1;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program in short: with a tiny model and few kills. It starts the server, whose jar has to be there. */
@Timeout(900)
class KillProgramIT {

    @TempDir
    private Path temp;

    @Test
    void a_server_on_sqlite_that_is_killed_again_and_again_keeps_what_it_promised() throws Exception {
        assertThat(run("--kills=3", "--images=300"))
                .containsPattern("kills +3\\R")
                .containsPattern("results or images lost +0\\R")
                .containsPattern("results doubled +0\\R")
                .containsPattern("rows without their blob +0\\R")
                .containsPattern("blobs without a row after the sweep +0\\R");
    }

    @Test
    void a_server_on_postgresql_that_is_killed_keeps_what_it_promised() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            String url = "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";

            assertThat(run("--kills=1", "--images=60", "--database=" + url, "--user=postgres", "--password=postgres"))
                    .containsPattern("PostgreSQL\\R")
                    .containsPattern("kills +1\\R");
        }
    }

    /** What it said, which is also what a failure shows. */
    private String run(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--model=" + TinySam1.copyTo(temp.resolve("model")));
        all.add("--jar=" + UnpackedServer.jar());
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        boolean good;
        try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            good = KillProgram.run(
                    Options.parse(all.toArray(String[]::new)), Files.createDirectory(temp.resolve("trial")), out);
        }
        String text = said.toString(StandardCharsets.UTF_8);
        assertThat(good).as(text).isTrue();
        return text;
    }
}
