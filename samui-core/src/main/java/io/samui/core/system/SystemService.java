package io.samui.core.system;

import io.samui.core.SamuiException;
import io.samui.core.StoreException;
import io.samui.core.inference.EmbeddingCache;
import io.samui.core.inference.EngineHolder;
import io.samui.core.inference.EngineInfo;
import io.samui.core.inference.InferenceLane;
import io.samui.core.job.JobCatalogue;
import io.samui.core.job.QueueStatus;
import io.samui.core.storage.BlobStorage;
import io.samui.core.storage.FreeSpace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what is installed and how it fares. Loads no weights, does not wait for a run of the model, and answers for the rest when
 * one part cannot. Thread-safe.
 */
public final class SystemService {

    private static final Logger LOG = LoggerFactory.getLogger(SystemService.class);

    /**
     * What is settled when everything is opened.
     *
     * @param dataDirectory  null where there is none
     * @param selectedModel  what {@code samui.inference.model} names, if anything
     * @param blobProvider   name of the blob storage's provider
     * @param database       kind of the database
     * @param directMemory   bytes that direct buffers may take
     */
    public record Setup(
            @Nullable Path dataDirectory,
            @Nullable String selectedModel,
            String blobProvider,
            String database,
            long directMemory) {}

    private final Setup setup;
    private final EngineHolder engines;
    private final InferenceLane lane;
    private final EmbeddingCache embeddings;
    private final JobCatalogue jobs;
    private final BlobStorage blobs;
    private final Clock clock;
    private final Instant startedAt;
    private final String version = readVersion();

    public SystemService(
            Setup setup,
            EngineHolder engines,
            InferenceLane lane,
            EmbeddingCache embeddings,
            JobCatalogue jobs,
            BlobStorage blobs,
            Clock clock) {
        this.setup = setup;
        this.engines = engines;
        this.lane = lane;
        this.embeddings = embeddings;
        this.jobs = jobs;
        this.blobs = blobs;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    /** Everything. */
    public SystemStatus status() {
        return new SystemStatus(
                version,
                startedAt,
                Duration.between(startedAt, clock.instant()),
                models(),
                embeddings.status(),
                MemoryStatus.now(setup.directMemory()),
                queue(),
                storage());
    }

    /** Which model works here, and which could. */
    public ModelStatus models() {
        List<String> installed = installedModels();
        try {
            EngineInfo current = engines.get().info();
            return new ModelStatus(current, null, lane.loaded(), setup.selectedModel(), installed);
        } catch (SamuiException e) {
            return new ModelStatus(null, String.valueOf(e.getMessage()), false, setup.selectedModel(), installed);
        }
    }

    private List<String> installedModels() {
        Path directory = setup.dataDirectory();
        Path models = directory == null ? null : directory.resolve("models");
        if (models == null || !Files.isDirectory(models)) {
            return List.of();
        }
        try (Stream<Path> there = Files.list(models)) {
            return there.filter(Files::isDirectory)
                    .map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("The models in {} cannot be listed ({})", models, e.toString());
            return List.of();
        }
    }

    private @Nullable QueueStatus queue() {
        try {
            return jobs.queue();
        } catch (StoreException e) {
            LOG.warn("The queue cannot be shown, as the database does not answer ({})", e.getMessage());
            return null;
        }
    }

    private StorageStatus storage() {
        OptionalLong free = blobs instanceof FreeSpace space ? space.freeBytes() : OptionalLong.empty();
        return new StorageStatus(
                setup.blobProvider(),
                free.isPresent() ? free.getAsLong() : null,
                setup.database(),
                setup.dataDirectory(),
                bytesFree());
    }

    private @Nullable Long bytesFree() {
        Path directory = setup.dataDirectory();
        try {
            return directory == null ? null : Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            LOG.warn("The room in {} cannot be told ({})", directory, e.toString());
            return null;
        }
    }

    private static String readVersion() {
        try (InputStream text = Objects.requireNonNull(SystemService.class.getResourceAsStream("version.txt"))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
