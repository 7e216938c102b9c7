package io.samui.core.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a running job gets on, as far as the process that works it can tell.
 *
 * @param throughput            images per second of late; null while too little is known, or nothing has moved for long
 * @param estimatedCompletionAt when it ends if it goes on like that; null with the throughput, and once it is to be cancelled
 */
public record JobProgress(
        JobPhase phase,
        @Nullable Double throughput,
        @Nullable Instant estimatedCompletionAt) {}
