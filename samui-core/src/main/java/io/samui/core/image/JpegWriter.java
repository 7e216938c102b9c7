package io.samui.core.image;

/** Writes pixels for browsers. */
final class JpegWriter {

    /** More than it needs for any picture. */
    static final int BYTES_PER_PIXEL = 3;

    /** High enough that an edge that somebody draws along stays where it is. */
    private static final float QUALITY = 0.9f;

    private JpegWriter() {}

    static byte[] write(RgbImage image) {
        return PictureEncoder.encode(image.toBufferedImage(), "jpeg", QUALITY);
    }
}
