package io.samui.core.job;

import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.SegmentationMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job without its items.
 *
 * @param seq             its place in the queue and in lists
 * @param startedAt       null while queued
 * @param completedAt     null until it ended
 * @param error           never null when failed
 * @param currentFilename of the image being worked on; null when there is none
 */
public record Job(
        JobId id,
        long seq,
        SegmentationMode mode,
        JobStatus status,
        DecodeOptions parameters,
        ItemCounts counts,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        @Nullable String error,
        @Nullable String currentFilename) {}
