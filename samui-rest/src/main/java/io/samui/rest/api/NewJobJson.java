package io.samui.rest.api;

import io.samui.core.InvalidInputException;
import io.samui.core.image.ImageId;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.JobRequest;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A job to put into the queue. */
@Schema(
        name = "NewJob",
        requiredProperties = {"image_ids"})
record NewJobJson(
        @Schema(description = "Unknown ids are left out, duplicates count once", example = "[\"" + Examples.ID + "\"]")
        @Nullable
        List<@Nullable String> imageIds,

        @Schema(
                allowableValues = {"inside_box", "find_all", "point"},
                defaultValue = "inside_box")
        @Nullable
        String mode,

        @Schema(description = "Process all that have something to process, changed or not", defaultValue = "false")
        @Nullable
        Boolean forceAll,

        @Schema(implementation = ParametersJson.class) @Nullable
        JsonNode parameters) {

    /**
     * @param defaults parameters where the body names none
     * @throws InvalidInputException for what does not fit
     */
    JobRequest request(DecodeOptions defaults) {
        return new JobRequest(images(), segmentationMode(), ParametersJson.read(parameters, defaults), isForced());
    }

    private List<ImageId> images() {
        List<@Nullable String> ids = Required.field("image_ids", imageIds);
        return IntStream.range(0, ids.size())
                .mapToObj(i -> {
                    String name = "image_ids[" + i + "]";
                    return new ImageId(Ids.parse(name, Required.field(name, ids.get(i))));
                })
                .toList();
    }

    private SegmentationMode segmentationMode() {
        return mode == null ? SegmentationMode.INSIDE_BOX : SegmentationMode.fromWireName(mode);
    }

    private boolean isForced() {
        return forceAll != null && forceAll;
    }
}
