package io.samui.core.image;

import io.samui.core.InvalidInputException;
import io.samui.core.TooLargeException;
import io.samui.core.inference.ImageFrame;
import io.samui.core.storage.BlobSource;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Tells what bytes are, and turns them into upright pixels. Limits act on the header, before anything is decoded, and every
 * decode takes its memory from one budget. Thread-safe.
 */
public final class ImageReader {

    private final ImageLimits limits;
    private final DecodeBudget budget;
    private final PixelDecoder decoder = new PixelDecoder(new Decoders());

    public ImageReader(ImageLimits limits) {
        this.limits = limits;
        this.budget = new DecodeBudget(limits.decodeBudgetOrDefault());
    }

    /**
     * Checks that the bytes are an image within the limits that decodes whole.
     *
     * @throws TooLargeException     beyond a limit
     * @throws InvalidInputException when they are not, saying what they are taken for
     */
    ImageHeader verify(BlobSource source) {
        ImageHeader header = header(source);
        try (DecodeBudget.Permit permit = budget.take(decoder.memory(header, null))) {
            decoder.decode(source, header);
            return header;
        }
    }

    /**
     * Decodes an image, scaled down to the frame where that is smaller, with a filter that does not alias.
     *
     * @param choice is asked once, with the size of the upright image
     * @throws TooLargeException     beyond a limit
     * @throws InvalidInputException when the bytes are no image that decodes whole
     * @throws io.samui.core.storage.BlobStorageException when they cannot be read
     */
    public RgbImage read(BlobSource source, FrameChoice choice) {
        ImageHeader header = header(source);
        ImageFrame frame = choice.frameFor(header.width(), header.height());
        boolean smaller = frame.width() <= header.width() && frame.height() <= header.height();
        try (DecodeBudget.Permit permit = budget.take(decoder.memory(header, smaller ? frame : null))) {
            BufferedImage decoded = decoder.decode(source, header);
            return upright(Pixels.of(decoded), header, smaller ? frame : null);
        }
    }

    private static RgbImage upright(Pixels pixels, ImageHeader header, @Nullable ImageFrame frame) {
        Orientation orientation = header.orientation();
        int width = frame == null ? header.width() : frame.width();
        int height = frame == null ? header.height() : frame.height();
        int storedWidth = orientation.swapsSides() ? height : width;
        int storedHeight = orientation.swapsSides() ? width : height;
        // turning comes last: there are fewest pixels then
        byte[] rgb = Resampler.resize(pixels, storedWidth, storedHeight);
        return new RgbImage(
                width, height, header.width(), header.height(), orientation.apply(rgb, storedWidth, storedHeight));
    }

    private ImageHeader header(BlobSource source) {
        if (source.size() == 0) {
            throw new InvalidInputException("The file is empty. Send the bytes of an image");
        }
        if (source.size() > limits.maxBytesOrDefault().bytes()) {
            throw new TooLargeException("The file has " + source.size() + " bytes, more than the limit of "
                    + limits.maxBytesOrDefault() + " (" + ImageLimits.PREFIX + "max-bytes)");
        }
        ImageHeader header = decoder.header(source, format(source));
        if (header.pixels() > limits.maxPixelsOrDefault()) {
            throw new TooLargeException("The image has " + header.width() + " x " + header.height()
                    + " pixels, more than the limit of " + limits.maxPixelsOrDefault() + " (" + ImageLimits.PREFIX
                    + "max-pixels)");
        }
        return header;
    }

    private static ImageFormat format(BlobSource source) {
        try (InputStream in = source.open()) {
            return FormatSniffer.sniff(in.readNBytes(FormatSniffer.HEAD))
                    .orElseThrow(() -> new InvalidInputException(
                            "The file is not an image that can be read. Send JPEG, PNG, WebP, TIFF, BMP or GIF"));
        } catch (IOException e) {
            throw new InvalidInputException("The file could not be read: " + e.getMessage(), e);
        }
    }
}
