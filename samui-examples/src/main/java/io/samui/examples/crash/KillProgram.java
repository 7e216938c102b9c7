package io.samui.examples.crash;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Starts the real server, lets it work on jobs, kills it without warning, starts it again, and holds what is there against what was
 * promised: {@code KillProgram --kills=50 --images=500}. Ends with 1 when anything is lost, doubled or left over. Further options:
 * {@code --database=jdbc:postgresql://... --user= --password=} (an empty database), {@code --model=DIR}, {@code --jar=FILE},
 * {@code --heap=256m}, {@code --seed=N}; {@code --soak --images=10000} runs {@link Soak} instead.
 */
public final class KillProgram {

    private KillProgram() {}

    public static void main(String[] args) throws Exception {
        Options options;
        try {
            options = Options.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        Path directory = Files.createTempDirectory("samui-trial");
        boolean good = run(options, directory, System.out);
        if (good) {
            delete(directory);
        } else {
            System.out.println("Data and logs are kept in " + directory);
        }
        System.exit(good ? 0 : 1);
    }

    /**
     * Runs what the options ask for.
     *
     * @param directory for data and logs; empty
     * @return whether nothing was found wrong
     */
    static boolean run(Options options, Path directory, PrintStream out)
            throws IOException, SQLException, InterruptedException {
        try (Servers servers = new Servers(options, directory)) {
            Database database = Database.of(options, servers.dataDirectory(), directory);
            if (options.soak()) {
                return new Soak(options, servers, database, out).run();
            }
            Tally tally = new Tally(database.name(), out);
            new KillTrial(options, servers, database, tally).run();
            tally.printTable();
            return tally.flawless();
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(directory)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }
}
