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
        Double maskThreshold) {

    private static final String SCORE = "score_threshold";
    private static final String MASK = "mask_threshold";
    private static final List<String> KNOWN = List.of(SCORE, MASK);
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
                        + String.join(" and ", KNOWN));
            }
        }
        return new DecodeOptions(
                number(given, SCORE, defaults.scoreThreshold()), number(given, MASK, defaults.maskThreshold()));
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
