/**
 * Jobs: batches of images in a durable queue.
 *
 * <p>{@code JobService} takes submissions in, of what {@code Detection} finds. {@code QueueRunner} is the loop,
 * {@code JobWorker} runs the next job, {@code ImageProcessor} one image of it, {@code ResultWriter} makes and stores what came out. {@link io.samui.core.job.JobStore} is the port that writes,
 * {@link io.samui.core.job.JobCatalogue} the one that reads, {@link io.samui.core.job.PastAndPending} the one that change
 * detection reads.
 *
 * <p>One row per queue is locked by submit, claim, cancel and finish, so one job runs at a time, first in first out, however
 * many requests race.
 */
@NullMarked
package io.samui.core.job;

import org.jspecify.annotations.NullMarked;
