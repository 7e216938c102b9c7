package io.samui.rest.api;

import io.samui.core.inference.EngineInfo;
import io.samui.core.system.ModelStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The model that works here, and those that could. */
@Schema(name = "Models")
record ModelsJson(
        @Schema(description = "The configured model; null when it cannot be used") @Nullable
        ModelJson current,

        @Schema(description = "Why there is no usable model, and what to do; null when there is one") @Nullable
        String problem,

        @Schema(
                description = "The directories below models/ in the data directory. Start the server with"
                        + " --samui.inference.model=NAME to use one of them")
        List<InstalledModelJson> installed) {

    /** A directory with a model, not looked into. */
    @Schema(name = "InstalledModel")
    record InstalledModelJson(
            @Schema(example = "sam-vit-b") String name,

            @Schema(description = "Whether samui.inference.model names it")
            boolean selected) {}

    static ModelsJson of(ModelStatus status) {
        EngineInfo current = status.current();
        return new ModelsJson(
                current == null ? null : ModelJson.of(current, status.loaded()),
                status.problem(),
                status.installed().stream()
                        .map(name -> new InstalledModelJson(name, name.equals(status.selected())))
                        .toList());
    }
}
