package io.samui.core.system;

import io.samui.core.inference.EmbeddingCache;
import io.samui.core.job.QueueStatus;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An installation at one moment.
 *
 * @param version   samui's
 * @param startedAt when it was opened
 * @param uptime    since then
 * @param queue     null when the database does not answer
 */
public record SystemStatus(
        String version,
        Instant startedAt,
        Duration uptime,
        ModelStatus model,
        EmbeddingCache.Status embeddings,
        MemoryStatus memory,
        @Nullable QueueStatus queue,
        StorageStatus storage) {}
