package io.samui.core.system;

import io.samui.core.job.JobId;
import org.jspecify.annotations.Nullable;

/**
 * How the queue stands.
 *
 * @param paused  whether jobs wait until somebody resumes it
 * @param queued  jobs that wait
 * @param running the job that runs; null when none does
 */
public record QueueStatus(
        boolean paused, long queued, @Nullable JobId running) {}
