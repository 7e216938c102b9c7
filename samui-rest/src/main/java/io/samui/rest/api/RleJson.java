package io.samui.rest.api;

import io.samui.core.mask.BinaryMask;
import io.swagger.v3.oas.annotations.media.Schema;

/** A mask as COCO's uncompressed run-length encoding. */
@Schema(name = "Rle", description = "COCO's uncompressed run-length encoding: column by column, the first run unset")
@SuppressWarnings("ArrayRecordComponent")
record RleJson(
        @Schema(example = "[20, 5, 15, 5, 20]") int[] counts,

        @Schema(description = "Height and width", example = "[480, 640]")
        int[] size) {

    static RleJson of(BinaryMask mask) {
        return new RleJson(mask.counts(), new int[] {mask.height(), mask.width()});
    }
}
