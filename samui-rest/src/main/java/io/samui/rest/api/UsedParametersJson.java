package io.samui.rest.api;

import io.samui.core.inference.DecodeOptions;
import io.swagger.v3.oas.annotations.media.Schema;

/** A job's parameters, all of them. */
@Schema(name = "UsedParameters", description = "The job's parameters, all of them")
record UsedParametersJson(
        @Schema(example = "0.5") double scoreThreshold,
        @Schema(example = "0.0") double maskThreshold,
        @Schema(example = "0.7") double duplicateIou,
        @Schema(example = "0") int speckArea,
        @Schema(example = "0") int holeArea) {

    static UsedParametersJson of(DecodeOptions parameters) {
        return new UsedParametersJson(
                parameters.scoreThreshold(),
                parameters.maskThreshold(),
                parameters.duplicateIou(),
                parameters.speckArea(),
                parameters.holeArea());
    }
}
