package io.samui.rest.api;

import io.samui.core.Page;
import io.samui.core.Samui;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.job.IdempotencyKey;
import io.samui.core.job.Job;
import io.samui.core.job.JobId;
import io.samui.core.job.JobRequest;
import io.samui.core.job.JobService;
import io.samui.rest.http.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
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
                            + " have something to process. 400 when none is left. POST /jobs/preview says why.",
            parameters =
                    @Parameter(
                            in = ParameterIn.HEADER,
                            name = KeyHeader.NAME,
                            schema = @Schema(type = "string", minLength = 1, maxLength = IdempotencyKey.MAX_LENGTH),
                            description =
                                    "A name of your choice for this submission, in visible ASCII characters, such as a UUID."
                                            + " Sent again with the same body, it makes no second job: 201 with the job that"
                                            + " it made, as it is now. The same body is the same images in the same order"
                                            + " (duplicates count once), the same mode, force_all and parameters, written"
                                            + " out or left to their defaults. With another body: 422. A key is kept as"
                                            + " long as its job; that of a request that was refused is not kept."))
    JobJson create(@RequestBody NewJobJson body, HttpServletRequest http) {
        JobRequest request = body.request(parameters);
        return whole(KeyHeader.of(http).map(key -> jobs.submit(request, key)).orElseGet(() -> jobs.submit(request)));
    }

    @PostMapping(path = "/preview", consumes = "application/json", produces = "application/json")
    @Operation(
            summary = "Which images a job would take, and why",
            description =
                    "Body as for POST /jobs, which takes exactly the images that need processing here. Changes nothing,"
                            + " and takes nothing out of line: each image is judged as it is while the answer is written.")
    JobPreviewJson preview(@RequestBody NewJobJson body) {
        return new JobPreviewJson(jobs.preview(body.request(parameters)));
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
        Map<JobId, Integer> positions = jobs.queuePositions(page.entries());
        Iterable<JobJson> entries = paging.hasLimit()
                ? () -> page.entries().stream()
                        .map(job -> JobJson.brief(job, positions.get(job.id()), jobs.progress(job.id())))
                        .iterator()
                : new JobsInChunks(jobs, page.entries(), positions);
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

    @PostMapping(path = "/{id}/cancel", produces = "application/json")
    @Operation(
            summary = "Cancel a job",
            description =
                    "What it has processed stays. A running job ends soon after: as cancelled, unless it is interrupted before"
                            + " or none of its images was processed and one failed. Asking again while it runs changes nothing.")
    @ApiResponse(
            responseCode = "200",
            description = "It was queued and is cancelled",
            content = @Content(schema = @Schema(implementation = JobJson.class)))
    @ApiResponse(
            responseCode = "202",
            description = "It is running, and is being cancelled",
            content = @Content(schema = @Schema(implementation = JobJson.class)))
    @ApiResponse(
            responseCode = "409",
            description = "It has ended already",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    ResponseEntity<JobJson> cancel(@PathVariable JobId id) {
        Job job = jobs.cancel(id);
        return ResponseEntity.status(job.status().ended() ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .body(whole(job));
    }

    private JobJson whole(Job job) {
        return JobJson.of(
                job,
                jobs.imagesOf(List.of(job.id())).getOrDefault(job.id(), List.of()),
                jobs.queuePositions(List.of(job)).get(job.id()),
                jobs.progress(job.id()));
    }
}
