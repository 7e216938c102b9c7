package io.samui.rest.api;

import io.samui.core.Page;
import io.samui.core.Samui;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.job.Job;
import io.samui.core.job.JobId;
import io.samui.core.job.JobRequest;
import io.samui.core.job.JobService;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Jobs. */
@RestController
@RequestMapping("/jobs")
@Tag(name = "jobs")
class JobController {

    private final JobService jobs;
    private final DecodeOptions parameters;

    JobController(Samui samui) {
        this.jobs = samui.jobs();
        this.parameters = samui.defaultParameters();
    }

    @PostMapping(consumes = "application/json", produces = "application/json")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Put a job into the queue",
            description =
                    "Of the images that need processing, with their prompts as they are now; with force_all of all that"
                            + " have something to process. 400 when none is left.")
    JobJson create(@RequestBody NewJobJson body) {
        Job job = jobs.submit(new JobRequest(body.images(), body.segmentationMode(), parameters, body.isForced()));
        return whole(job);
    }

    @GetMapping(produces = "application/json")
    @Operation(
            summary = "List jobs, newest first",
            description = PagingDocs.UNPAGED + " With limit image_ids and image_filenames are left out.")
    @ApiResponse(
            responseCode = "200",
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = JobJson.class))))
    ResponseEntity<Iterable<JobJson>> list(
            @Parameter(description = PagingDocs.LIMIT) @RequestParam(required = false) @Nullable String limit,
            @Parameter(description = PagingDocs.CURSOR) @RequestParam(required = false) @Nullable String cursor) {
        Paging paging = Paging.of("/jobs", limit, cursor);
        Page<Job> page = jobs.list(paging.request());
        Iterable<JobJson> entries = paging.hasLimit()
                ? () -> page.entries().stream().map(JobJson::brief).iterator()
                : new JobsInChunks(jobs, page.entries());
        return ResponseEntity.ok().headers(paging.links(page, null)).body(entries);
    }

    @GetMapping(path = "/{id}", produces = "application/json")
    @Operation(summary = "Where a job stands")
    JobJson get(@PathVariable JobId id) {
        return whole(jobs.get(id));
    }

    @PostMapping(path = "/{id}/retry", produces = "application/json")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Do again what failed or was cancelled of a job",
            description =
                    "A new job, with the same prompts and parameters as that one, whatever was edited since. Images that"
                            + " are gone are left out, and so are those that wait or run already, with the same prompts, in"
                            + " another job; 400 when none is left. 409 while the job has not ended. Retrying it once more, when"
                            + " the retry has ended, does the same images again; to do only what failed of the retry, retry the"
                            + " retry.")
    JobJson retry(@PathVariable JobId id) {
        return whole(jobs.retry(id));
    }

    private JobJson whole(Job job) {
        return JobJson.of(job, jobs.imagesOf(List.of(job.id())).getOrDefault(job.id(), List.of()));
    }
}
