package io.samui.rest.api;

import io.samui.core.Samui;
import io.samui.core.job.QueueService;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Pausing and resuming. */
@RestController
@RequestMapping("/queue")
@Tag(name = "queue", description = "How it stands, /system shows")
class QueueController {

    private final QueueService queue;

    QueueController(Samui samui) {
        this.queue = samui.queue();
    }

    @PostMapping(path = "/pause", produces = "application/json")
    @Operation(
            summary = "Pause the queue",
            description =
                    "Images in flight are finished, no further one begins. The running job stays running and goes on where it"
                            + " stood when the queue is resumed; jobs can be submitted and cancelled meanwhile. Kept over a"
                            + " restart. Pausing a paused queue changes nothing.")
    QueueStatusJson pause() {
        return QueueStatusJson.of(queue.pause());
    }

    @PostMapping(path = "/resume", produces = "application/json")
    @Operation(summary = "Let the queue go on", description = "Resuming a queue that is not paused changes nothing.")
    QueueStatusJson resume() {
        return QueueStatusJson.of(queue.resume());
    }
}
