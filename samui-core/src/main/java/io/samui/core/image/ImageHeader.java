package io.samui.core.image;

/**
 * What is known of an image before its pixels are decoded.
 *
 * @param storedWidth   columns as stored
 * @param storedHeight  rows as stored
 * @param bytesPerPixel of the decoder's own buffer
 */
record ImageHeader(ImageFormat format, int storedWidth, int storedHeight, int bytesPerPixel, Orientation orientation) {

    /** Columns of the upright image. */
    int width() {
        return orientation.swapsSides() ? storedHeight : storedWidth;
    }

    /** Rows of the upright image. */
    int height() {
        return orientation.swapsSides() ? storedWidth : storedHeight;
    }

    long pixels() {
        return (long) storedWidth * storedHeight;
    }
}
