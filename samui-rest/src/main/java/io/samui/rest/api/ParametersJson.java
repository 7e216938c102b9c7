package io.samui.rest.api;

import io.samui.core.InvalidInputException;
import io.samui.core.inference.DecodeOptions;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Parameters of a job to come, those that are not to be the default. */
@Schema(
        name = "Parameters",
        description =
                "What decides the masks besides prompt and model. What is absent is the server's default; an unknown"
                        + " key is refused. Results that were made with others are outdated.")
record ParametersJson(
        @Schema(
                description = "In find_all instances with a lower score are dropped; the default is the server's"
                        + " samui.find-all.threshold",
                minimum = "0",
                maximum = "1",
                example = "0.5")
        @Nullable
        Double scoreThreshold,

        @Schema(description = "A pixel belongs to the mask when its logit is higher", example = "0.0") @Nullable
        Double maskThreshold,

        @Schema(
                description =
                        "In find_all, of what several prompts of one image find, masks that overlap more than this"
                                + " (intersection over union) are one instance",
                minimum = "0",
                maximum = "1",
                example = "0.7")
        @Nullable
        Double duplicateIou,

        @Schema(description = "Parts of a mask with fewer pixels are removed", minimum = "0", example = "0") @Nullable
        Integer speckArea,

        @Schema(description = "Holes of a mask with fewer pixels are filled", minimum = "0", example = "0") @Nullable
        Integer holeArea) {

    private static final String SCORE = "score_threshold";
    private static final String MASK = "mask_threshold";
    private static final String DUPLICATE = "duplicate_iou";
    private static final String SPECK = "speck_area";
    private static final String HOLE = "hole_area";
    private static final List<String> KNOWN = List.of(SCORE, MASK, DUPLICATE, SPECK, HOLE);
    private static final int SHOWN = 60;

    /** By hand, because elsewhere a body's unknown fields are passed over. */
    static DecodeOptions read(@Nullable JsonNode given, DecodeOptions defaults) {
        if (given == null || given.isNull()) {
            return defaults;
        }
        if (!given.isObject()) {
            throw new InvalidInputException("parameters must be a JSON object, such as {\"score_threshold\": 0.5}");
        }
        for (String name : given.propertyNames()) {
            if (!KNOWN.contains(name)) {
                throw new InvalidInputException("There is no parameter \""
                        + (name.length() > SHOWN ? name.substring(0, SHOWN) + "..." : name) + "\": there are "
                        + String.join(", ", KNOWN));
            }
        }
        return new DecodeOptions(
                number(given, SCORE, defaults.scoreThreshold()),
                number(given, MASK, defaults.maskThreshold()),
                number(given, DUPLICATE, defaults.duplicateIou()),
                pixels(given, SPECK, defaults.speckArea()),
                pixels(given, HOLE, defaults.holeArea()));
    }

    private static int pixels(JsonNode parameters, String name, int absent) {
        double value = number(parameters, name, absent);
        if (!(value >= 0 && value <= Integer.MAX_VALUE && value == Math.rint(value))) {
            throw new InvalidInputException("parameters." + name + " must be a number of pixels, 0 or more");
        }
        return (int) value;
    }

    private static double number(JsonNode parameters, String name, double absent) {
        JsonNode value = parameters.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return absent;
        }
        if (!value.isNumber()) {
            throw new InvalidInputException("parameters." + name + " must be a number");
        }
        return value.doubleValue(Double.NaN);
    }
}
