package io.samui.rest.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the server is there. */
@RestController
@Tag(name = "health")
class HealthController {

    @GetMapping(path = "/health", produces = "application/json")
    @Operation(summary = "Whether the server answers")
    HealthJson health() {
        return new HealthJson("healthy");
    }
}
