package io.samui.rest.api;

import io.samui.core.Samui;
import io.samui.core.system.SystemService;
import io.samui.rest.plugin.Plugins;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is installed and how it fares. */
@RestController
@Tag(name = "system")
class SystemController {

    private final SystemService system;
    private final Plugins plugins;

    SystemController(Samui samui, Plugins plugins) {
        this.system = samui.system();
        this.plugins = plugins;
    }

    @GetMapping(path = "/system", produces = "application/json")
    @Operation(
            summary = "What is installed and how it fares",
            description =
                    "Model, caches, memory, queue, storage, plugins. Loads nothing and waits for no run of the model.")
    ResponseEntity<SystemJson> system() {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(SystemJson.of(system.status(), plugins));
    }

    @GetMapping(path = "/models", produces = "application/json")
    @Operation(
            summary = "The model that works here, and those that could",
            description = "Where there is no usable model, problem says how to add one.")
    ResponseEntity<ModelsJson> models() {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(ModelsJson.of(system.models()));
    }
}
