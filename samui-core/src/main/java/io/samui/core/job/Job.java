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
 * @param cancelRequested somebody asked to cancel it while it ran
 * @param interrupted     a stop or a crash of the process ended it before its time
 * @param modelId         of the model that ran it; null until it started
 * @param retryOf         the job whose failed and cancelled images it does again; null when it is none
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
        @Nullable String currentFilename,
        boolean cancelRequested,
        boolean interrupted,
        @Nullable String modelId,
        @Nullable JobId retryOf) {}
