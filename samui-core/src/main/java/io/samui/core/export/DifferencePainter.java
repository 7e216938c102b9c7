package io.samui.core.export;

import io.samui.core.mask.BinaryMask;
import io.samui.core.mask.MaskComparison;
import io.samui.core.mask.MaskSampler;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** Paints what two results have in common and what they have not. */
public final class DifferencePainter {

    /** Blue, green, red; told apart by people who do not see red and green alike, as they differ in brightness too. */
    private static final int KEPT = 0x803B6FB5;

    private static final int ADDED = 0xD063D471;
    private static final int REMOVED = 0xD0B3261E;

    private DifferencePainter() {}

    /** A picture of this size, transparent where neither result has anything. */
    public static BufferedImage paint(MaskComparison masks, int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        int[] pixels = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
        BinaryMask any = masks.kept();
        MaskSampler sampler = new MaskSampler(any.width(), any.height(), width, height);
        fill(sampler, masks.kept(), KEPT, pixels, width);
        fill(sampler, masks.added(), ADDED, pixels, width);
        fill(sampler, masks.removed(), REMOVED, pixels, width);
        return picture;
    }

    private static void fill(MaskSampler sampler, BinaryMask mask, int colour, int[] pixels, int width) {
        sampler.forEachColumnRun(mask, (x, y, length) -> {
            for (int row = y; row < y + length; row++) {
                pixels[row * width + x] = colour;
            }
        });
    }
}
