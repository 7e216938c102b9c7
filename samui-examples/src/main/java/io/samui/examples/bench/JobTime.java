package io.samui.examples.bench;

import com.sun.management.OperatingSystemMXBean;
import io.samui.core.Samui;
import io.samui.core.image.ImageId;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.Job;
import io.samui.core.job.JobRequest;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

/**
 * What one job took, from its submission to its end.
 *
 * @param wall seconds
 * @param cpu  seconds of CPU of the whole process meanwhile
 */
record JobTime(Job job, double wall, double cpu) {

    private static final Duration PATIENCE = Duration.ofHours(2);

    /**
     * Runs a job over these images.
     *
     * @throws IllegalStateException unless each of them was processed
     */
    static JobTime of(Samui samui, List<ImageId> images) throws InterruptedException {
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = process.getProcessCpuTime();
        long start = System.nanoTime();
        Job job = samui.jobs().submit(JobRequest.of(SegmentationMode.INSIDE_BOX, images));
        Job ended = samui.jobs().await(job.id(), PATIENCE);
        JobTime time = new JobTime(ended, (System.nanoTime() - start) / 1e9, (process.getProcessCpuTime() - cpu) / 1e9);
        if (ended.counts().processed() != images.size()) {
            throw new IllegalStateException("Not all of " + images.size() + " were processed: " + ended);
        }
        return time;
    }
}
