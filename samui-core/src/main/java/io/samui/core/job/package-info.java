/**
 * Jobs: batches of images in a durable queue.
 *
 * <p>{@code JobService} tells where jobs stand, {@code Intake} lets them in: {@code Submission} takes what {@code ChangeScan}
 * finds, {@code JobPreview} only tells of it, {@code Resubmission} takes what another job left undone.
 * {@code QueueService} pauses the queue; {@code QueueSignals} carry that, and a cancel, to whoever works it. {@code QueueRunner} is the loop.
 * {@code JobWorker} claims the next job and ends it, {@code JobRun} works its items, each an {@code InFlight}: {@code ImageProcessor}
 * takes one to its blobs, which {@code ResultWriter} makes, and {@code ItemRecorder} writes its row. {@code UnfinishedJobs} ends what a
 * crash left running. {@link io.samui.core.job.JobStore} is the port that writes,
 * {@link io.samui.core.job.JobCatalogue} the one that reads, {@link io.samui.core.job.ImageStates} the one that change
 * detection reads. {@code Worklist} finds the images that stand in a certain way.
 *
 * <p>Whoever changes a job says so to {@link io.samui.core.job.JobEvents} after the commit; whoever wants to know opens a
 * {@link io.samui.core.job.JobSubscription}. {@code Throughput} is where estimates come from.
 *
 * <p>One row per queue is locked by submit, retry, the claim of a job, cancel, pause and finish, so one job runs at a time, first in first out, however
 * many requests race.
 *
 * <pre>{@code
 * Job job = samui.jobs().submit(JobRequest.of(SegmentationMode.INSIDE_BOX, imageIds));
 * Job ended = samui.jobs().await(job.id(), Duration.ofHours(1));
 * for (JobItem item : samui.jobs().items(job.id())) {
 *     System.out.println(item.filename() + " " + item.status());
 * }
 * }</pre>
 */
@NullMarked
package io.samui.core.job;

import org.jspecify.annotations.NullMarked;
