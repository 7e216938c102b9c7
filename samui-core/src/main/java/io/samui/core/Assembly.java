package io.samui.core;

import io.samui.core.annotation.AnnotationService;
import io.samui.core.export.CocoExport;
import io.samui.core.history.HistoryService;
import io.samui.core.history.HistorySettings;
import io.samui.core.history.HistoryTrim;
import io.samui.core.history.ResultPictures;
import io.samui.core.image.ImageLimits;
import io.samui.core.image.ImageReader;
import io.samui.core.image.ImageService;
import io.samui.core.inference.CacheSettings;
import io.samui.core.inference.EmbeddingCache;
import io.samui.core.inference.EmbeddingSource;
import io.samui.core.inference.EngineHolder;
import io.samui.core.inference.FindAllSettings;
import io.samui.core.inference.InferenceLane;
import io.samui.core.inference.InferenceSettings;
import io.samui.core.inference.Segmenter;
import io.samui.core.job.ImagePipeline;
import io.samui.core.job.JobEvents;
import io.samui.core.job.JobService;
import io.samui.core.job.QueueRunner;
import io.samui.core.job.QueueService;
import io.samui.core.job.QueueSettings;
import io.samui.core.job.QueueSignals;
import io.samui.core.job.Worklist;
import io.samui.core.memory.MemoryStores;
import io.samui.core.persistence.DatabaseSettings;
import io.samui.core.persistence.JpaStores;
import io.samui.core.preview.PreviewService;
import io.samui.core.storage.BlobStorage;
import io.samui.core.storage.BlobSweep;
import io.samui.core.storage.DirectDownload;
import io.samui.core.system.SystemService;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The composition: what is made of what, in which order, and closed in the opposite one. */
final class Assembly {

    /** How long a stop lets images go on that the model has begun with: the slowest model on a CPU takes about as long. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final SamuiBuilder builder;
    private final SamuiSettings settings;
    private final Backends backends;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    Assembly(SamuiBuilder builder) {
        this.builder = builder;
        this.settings = new SamuiSettings(builder.settings);
        this.backends = new Backends(builder, settings);
    }

    Samui assemble() {
        try {
            return put();
        } catch (RuntimeException | Error e) {
            Closing.quietly(opened, e);
            throw e;
        }
    }

    private Samui put() {
        Clock clock = builder.clock;
        IdGenerator ids = new TimeOrderedIds(clock, new SecureRandom());
        InferenceSettings inference = backends.inferenceSettings();
        ImageReader reader = new ImageReader(settings.bind(ImageLimits.class, ImageLimits.PREFIX));
        QueueSettings queue = settings.bind(QueueSettings.class, QueueSettings.PREFIX);
        FindAllSettings findAll = settings.bind(FindAllSettings.class, FindAllSettings.PREFIX);
        HistorySettings history = settings.bind(HistorySettings.class, HistorySettings.PREFIX);
        CacheSettings caching = settings.bind(CacheSettings.class, CacheSettings.PREFIX);

        @Nullable
        Path dataDirectory = settings.dataDirectory()
                .map(path -> opened(DataDirectory.open(path)).path())
                .orElse(null);
        Stores stores = opened(stores(dataDirectory));
        if (builder.worksQueue) {
            opened(stores.holdQueue());
        }
        Backends.NamedStorage storage = backends.storage(dataDirectory);
        BlobStorage blobs = opened(storage.blobs());
        EngineHolder engines = opened(backends.engines(dataDirectory));
        EmbeddingCache cache = opened(new EmbeddingCache(caching.embeddingBytes(DirectMemory.limit())));
        InferenceLane lane =
                opened(new InferenceLane(engines, Objects.requireNonNull(inference.idle()), GRACE, laneThread()));
        EmbeddingSource embeddings = new EmbeddingSource(reader, cache);
        QueueSignals signals = new QueueSignals();
        JobEvents events = new JobEvents(clock);
        ExecutorService images = imageThreads(queue.imagesInFlightOrDefault());
        opened(images::shutdown);
        Housekeeping housekeeping = opened(new Housekeeping(
                new HistoryTrim(stores.results(), blobs, history, clock),
                new BlobSweep(blobs, stores.blobReferences(), ids),
                housekeepingThread(),
                GRACE));
        QueueRunner runner = opened(new QueueRunner(
                new ImagePipeline(
                        stores,
                        blobs,
                        engines,
                        embeddings.inTurns(Runtime.getRuntime().availableProcessors()),
                        lane.batch(),
                        images,
                        queue,
                        ids,
                        clock),
                signals,
                events,
                GRACE,
                threads("samui-queue")));
        SystemService system = new SystemService(
                new SystemService.Setup(
                        dataDirectory, inference.model(), storage.name(), stores.kind(), DirectMemory.limit()),
                engines,
                lane,
                cache,
                stores.jobCatalogue(),
                blobs,
                clock);
        HistoryService results = new HistoryService(stores.images(), stores.results(), blobs);
        Segmenter segmenter = new Segmenter(engines, embeddings, lane.live());
        Samui samui = new Samui(
                new ImageService(stores.images(), blobs, reader, stores.unitOfWork(), ids, clock),
                new AnnotationService(stores.images(), stores.annotations(), ids, clock),
                new JobService(stores, engines, ids, clock, queue, signals, events),
                new Worklist(stores, engines),
                new QueueService(stores, signals),
                results,
                new ResultPictures(stores.images(), blobs, reader, results),
                new CocoExport(stores.images(), stores.results(), blobs),
                segmenter,
                new PreviewService(stores.images(), blobs, engines, segmenter),
                system,
                blobs instanceof DirectDownload direct ? direct : (key, delivery, validFor) -> Optional.empty(),
                engines,
                findAll.defaultParameters(),
                opened);
        if (builder.worksQueue) {
            housekeeping.start();
            runner.start();
        }
        return samui;
    }

    private Stores stores(@Nullable Path dataDirectory) {
        if (builder.stores != null) {
            return builder.stores;
        }
        DatabaseSettings database = settings.bind(DatabaseSettings.class, DatabaseSettings.PREFIX);
        if (dataDirectory == null && database.url() == null) {
            return new MemoryStores();
        }
        try {
            return JpaStores.open(database, dataDirectory);
        } catch (NoClassDefFoundError e) {
            throw new ConfigurationException(
                    "A database needs more on the class path than samui-core brings (" + e.getMessage()
                            + " is missing). Add org.hibernate.orm:hibernate-core, com.zaxxer:HikariCP,"
                            + " org.flywaydb:flyway-core, and for SQLite org.hibernate.orm:hibernate-community-dialects and"
                            + " org.xerial:sqlite-jdbc, for PostgreSQL org.flywaydb:flyway-database-postgresql and"
                            + " org.postgresql:postgresql",
                    e);
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.push(part);
        return part;
    }

    private static ScheduledExecutorService laneThread() {
        ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, threads("samui-inference"));
        // every run puts the release of the weights off, and what is put off should not pile up
        thread.setRemoveOnCancelPolicy(true);
        return thread;
    }

    private static ScheduledExecutorService housekeepingThread() {
        ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, threads("samui-housekeeping"));
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return thread;
    }

    private static ExecutorService imageThreads(int most) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                most, most, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads("samui-image"));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private static ThreadFactory threads(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
