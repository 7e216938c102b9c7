package io.samui.core.job;

import org.jspecify.annotations.Nullable;

/**
 * How the queue stands.
 *
 * @param paused  whether no further image is begun until somebody resumes it
 * @param queued  jobs that wait
 * @param running the job that has started and not ended; null when there is none
 */
public record QueueStatus(
        boolean paused, long queued, @Nullable JobId running) {}
