package io.samui.core.job;

import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a job.
 *
 * @param id   grows from event to event
 * @param job  as it was right after
 * @param item the image that ended; null when it was something else
 */
record JobEvent(long id, JobState job, @Nullable EndedItem item) {}
