package io.samui.rest.api;

import io.samui.core.job.Job;
import io.samui.core.job.JobCatalogue.ItemName;
import io.samui.core.job.JobId;
import io.samui.core.job.JobService;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Jobs with the names of their images, read a few jobs at a time while the list is written. */
final class JobsInChunks implements Iterable<JobJson> {

    private static final int CHUNK = 50;

    private final JobService jobs;
    private final List<Job> page;
    private final Map<JobId, Integer> positions;

    JobsInChunks(JobService jobs, List<Job> page, Map<JobId, Integer> positions) {
        this.jobs = jobs;
        this.page = page;
        this.positions = positions;
    }

    @Override
    public Iterator<JobJson> iterator() {
        return IntStream.range(0, (page.size() + CHUNK - 1) / CHUNK)
                .mapToObj(chunk -> page.subList(chunk * CHUNK, Math.min(page.size(), (chunk + 1) * CHUNK)))
                .flatMap(this::withImages)
                .iterator();
    }

    private Stream<JobJson> withImages(List<Job> chunk) {
        Map<JobId, List<ItemName>> images =
                jobs.imagesOf(chunk.stream().map(Job::id).toList());
        return chunk.stream()
                .map(job -> JobJson.of(
                        job,
                        images.getOrDefault(job.id(), List.of()),
                        positions.get(job.id()),
                        jobs.progress(job.id())));
    }
}
