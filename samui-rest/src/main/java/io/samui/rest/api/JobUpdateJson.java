package io.samui.rest.api;

import io.samui.core.job.EndedItem;
import io.samui.core.job.JobUpdate;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** The data of the events {@code progress} and {@code end}. */
@Schema(name = "JobUpdate", description = "The data of the events progress and end")
record JobUpdateJson(
        JobStateJson job,

        @Schema(
                description =
                        "Images that have ended since the event before, in that order. Those that were cancelled together"
                                + " with their job are in its counts only")
        List<EndedItemJson> endedItems,

        @Schema(
                description =
                        "Some are missing from ended_items, because the client reads too slowly: ask for the job's items")
        boolean lagged) {

    /** An image that has ended. */
    @Schema(name = "EndedItem")
    record EndedItemJson(
            @Schema(description = "0 is the job's first", example = "3")
            int position,

            @Schema(format = "uuid", example = Examples.ID) String imageId,

            @Schema(allowableValues = {"processed", "skipped", "failed"})
            String status) {

        static EndedItemJson of(EndedItem item) {
            return new EndedItemJson(
                    item.position(), item.imageId().toString(), item.status().wireName());
        }
    }

    static JobUpdateJson of(JobUpdate update) {
        return new JobUpdateJson(
                JobStateJson.of(update.job()),
                update.endedItems().stream().map(EndedItemJson::of).toList(),
                update.lagged());
    }
}
