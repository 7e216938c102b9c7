package io.samui.core.export;

import io.samui.core.mask.BinaryMask;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Masks as PNG. The 8-bit form, 0 or 255, is what clients compare with; the 1-bit form is an eighth of the pixels to read.
 *
 * <p>Both are made from the mask's runs and never hold the picture: besides the result they take a bit per pixel.
 */
public final class PngWriter {

    private PngWriter() {}

    /** The mask in 8-bit grey, 255 where set and 0 elsewhere. */
    public static byte[] grey(BinaryMask mask) {
        return bytes(out -> writeGrey(mask, out));
    }

    /** {@link #grey(BinaryMask)} into a stream, which stays open. */
    public static void writeGrey(BinaryMask mask, OutputStream out) throws IOException {
        PngFile file = new PngFile(out, mask.width(), mask.height(), 8);
        long rowBytes = 1L + mask.width();
        try (RunDeflater image = new RunDeflater(file.imageData())) {
            mask.forEachRowRun((y, x, length) -> {
                // a row starts with the byte 0, "no filter": it goes with the unset pixels
                image.zerosUpTo(y * rowBytes + 1 + x);
                image.ones(length);
            });
            image.zerosUpTo(mask.height() * rowBytes);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        file.end();
    }

    /** The mask in 1-bit grey, white where set. */
    public static byte[] bilevel(BinaryMask mask) {
        return bytes(out -> writeBilevel(mask, out));
    }

    /** {@link #bilevel(BinaryMask)} into a stream, which stays open. */
    public static void writeBilevel(BinaryMask mask, OutputStream out) throws IOException {
        PngFile file = new PngFile(out, mask.width(), mask.height(), 1);
        try (BitRows image = new BitRows(file.imageData(), mask.width(), mask.height())) {
            mask.forEachRowRun(image::set);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        file.end();
    }

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private static byte[] bytes(Writing writing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
        try {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
