package io.samui.rest.api;

import io.samui.core.Samui;
import io.samui.core.job.ItemReport;
import io.samui.core.job.ItemRequest;
import io.samui.core.job.ItemStatus;
import io.samui.core.job.JobId;
import io.samui.core.job.JobService;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What became of the images of a job. */
@RestController
@Tag(name = "jobs")
class JobItemController {

    private final JobService jobs;

    JobItemController(Samui samui) {
        this.jobs = samui.jobs();
    }

    @GetMapping(path = "/jobs/{id}/items", produces = "application/json")
    @Operation(
            summary = "What became of each image of a job, in the order of processing",
            description =
                    "Without limit 10,000 at most. Where there is more, the header Link has a URL with rel=\"next\".")
    @ApiResponse(
            responseCode = "200",
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = ItemJson.class))))
    ResponseEntity<Iterable<ItemJson>> items(
            @PathVariable JobId id,
            @Parameter(description = "Only those that stand so; one or several, apart by commas")
                    @RequestParam(required = false)
                    @Nullable
                    List<ItemStatus> status,
            @Parameter(description = PagingDocs.LIMIT) @RequestParam(required = false) @Nullable String limit,
            @Parameter(description = PagingDocs.CURSOR) @RequestParam(required = false) @Nullable String cursor) {
        Paging paging = Paging.of("/jobs/" + id + "/items", limit, cursor);
        Set<ItemStatus> statuses =
                status == null || status.isEmpty() ? EnumSet.noneOf(ItemStatus.class) : EnumSet.copyOf(status);
        jobs.get(id);
        List<ItemReport> found = jobs.itemReports(new ItemRequest(id, statuses, paging.from(), paging.limitOrMost()));
        Iterable<ItemJson> lazily = () -> found.stream().map(ItemJson::of).iterator();
        return ResponseEntity.ok().headers(next(paging, id, statuses, found)).body(lazily);
    }

    /** A page that is full may be the last: whether there is one more item is asked. */
    private HttpHeaders next(Paging paging, JobId id, Set<ItemStatus> statuses, List<ItemReport> found) {
        if (found.size() < paging.limitOrMost()) {
            return new HttpHeaders();
        }
        int next = found.get(found.size() - 1).position() + 1;
        return jobs.itemReports(new ItemRequest(id, statuses, next, 1)).isEmpty()
                ? new HttpHeaders()
                : paging.link(
                        next,
                        Map.of(
                                "status",
                                statuses.stream().map(ItemStatus::wireName).toList()));
    }
}
