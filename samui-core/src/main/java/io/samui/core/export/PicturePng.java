package io.samui.core.export;

import io.samui.core.image.PictureEncoder;
import java.awt.image.BufferedImage;

/** Coloured pictures as PNG; masks have {@link PngWriter}. */
public final class PicturePng {

    /** ImageIO's scale: 1 takes the least time and room does not matter, 0 the other way round. */
    private static final float FAST = 0.8f;

    private PicturePng() {}

    public static byte[] write(BufferedImage picture) {
        return PictureEncoder.encode(picture, "png", FAST);
    }
}
