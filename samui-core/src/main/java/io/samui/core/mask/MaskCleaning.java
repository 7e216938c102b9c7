package io.samui.core.mask;

import java.util.List;

/** Takes small parts and small holes away from masks, as the reference does ({@code remove_small_regions}). */
public final class MaskCleaning {

    private MaskCleaning() {}

    /**
     * Without the parts that have fewer than {@code area} pixels; pixels that touch at a corner belong together. The largest part
     * always stays.
     */
    public static BinaryMask removeSpecks(BinaryMask mask, int area) {
        if (area <= 1) {
            return mask;
        }
        MaskRegions parts = MaskRegions.of(mask, true, 1);
        int largest = parts.largest();
        return parts.count() == 0 ? mask : parts.mask(part -> parts.area(part) >= area || part == largest);
    }

    /**
     * With the holes filled that have fewer than {@code area} pixels; a hole is enclosed, corners let nothing through, and what
     * reaches the image's edge is none.
     */
    public static BinaryMask fillHoles(BinaryMask mask, int area) {
        if (area <= 1) {
            return mask;
        }
        MaskRegions gaps = MaskRegions.of(mask, false, 0);
        BinaryMask filled = gaps.mask(gap -> !gaps.reachesEdge(gap) && gaps.area(gap) < area);
        return filled.area() == 0 ? mask : BinaryMask.union(List.of(mask, filled));
    }
}
