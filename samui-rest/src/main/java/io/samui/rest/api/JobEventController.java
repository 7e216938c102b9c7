package io.samui.rest.api;

import io.samui.core.Samui;
import io.samui.core.job.JobId;
import io.samui.core.job.JobService;
import io.samui.rest.sse.EventStreams;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** What happens to jobs, as it happens. */
@RestController
@RequestMapping("/jobs")
@Tag(name = "jobs")
class JobEventController {

    private static final String LAST_EVENT = "Last-Event-ID";

    private static final String LAST_EVENT_DOC =
            "The id of the last event that the client has; browsers send it when they come again. What it missed follows, as"
                    + " long as the server still knows it; otherwise, after a restart too, a snapshot";

    private static final String EVENTS = """
            Server-sent events, in ids and counts.

            - `snapshot` comes first and says how things stand, so that nothing need be asked for beside the stream: \
            `{"jobs":[...]}`
            - `progress`: a job was queued, has started, goes on, or is to be cancelled; with the images that have ended since \
            the event before, their rate, and when the job is expected to end. What happens within a fifth of a second comes as \
            one event. `{"job":{...},"ended_items":[...],"lagged":false}`
            - `end`: the same of a job that has ended.

            `lagged` says that the client reads so slowly that some of ended_items are missing; the counts are right all the \
            same. Ids grow from event to event, over restarts too. A comment comes every 15 seconds. When the server stops, the \
            stream ends, and a browser comes again. 503 with Retry-After when too many clients listen.""";

    private final JobService jobs;
    private final EventStreams streams;
    private final JsonMapper json;

    JobEventController(Samui samui, EventStreams streams, JsonMapper json) {
        this.jobs = samui.jobs();
        this.streams = streams;
        this.json = json;
    }

    @GetMapping("/events")
    @Operation(summary = "Listen to what happens to all jobs", description = EVENTS)
    @ApiResponse(
            responseCode = "200",
            description = "A stream that does not end",
            content =
                    @Content(
                            mediaType = "text/event-stream",
                            schema = @Schema(oneOf = {JobSnapshotJson.class, JobUpdateJson.class})))
    void all(
            @Parameter(description = LAST_EVENT_DOC) @RequestHeader(name = LAST_EVENT, required = false) @Nullable
                    String lastEventId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        streams.open(request, response, news -> JobEventSource.ofAll(jobs.subscribe(after(lastEventId), news), json));
    }

    @GetMapping("/{id}/events")
    @Operation(
            summary = "Listen to what happens to one job",
            description =
                    EVENTS + " The stream ends behind the job's `end`; of a job that has ended it brings the state and"
                            + " `end`. A client that has that already gets 204, so that a browser stops asking.")
    @ApiResponse(
            responseCode = "200",
            description = "A stream that ends when the job has ended",
            content =
                    @Content(
                            mediaType = "text/event-stream",
                            schema = @Schema(oneOf = {JobSnapshotJson.class, JobUpdateJson.class})))
    @ApiResponse(responseCode = "204", description = "The job has ended, and the client knows", content = @Content)
    void one(
            @PathVariable JobId id,
            @Parameter(description = LAST_EVENT_DOC) @RequestHeader(name = LAST_EVENT, required = false) @Nullable
                    String lastEventId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        streams.open(
                request, response, news -> JobEventSource.ofOne(jobs.subscribe(id, after(lastEventId), news), json));
    }

    /** An id that no server of ours can have sent is one that is not known here any more. */
    private static OptionalLong after(@Nullable String lastEventId) {
        try {
            return lastEventId == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(lastEventId.strip()));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
