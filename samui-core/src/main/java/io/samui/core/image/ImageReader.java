package io.samui.core.image;

import io.samui.core.InvalidInputException;
import io.samui.core.TooLargeException;
import io.samui.core.inference.ImageFrame;
import io.samui.core.storage.BlobSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells what bytes are, and turns them into upright pixels. Limits act on the header, before anything is decoded, and every
 * decode takes its memory from one budget. Thread-safe.
 */
public final class ImageReader {

    private final ImageLimits limits;
    private final DecodeBudget budget;
    private final PixelDecoder decoder;

    public ImageReader(ImageLimits limits) {
        this.limits = limits;
        this.budget = new DecodeBudget(limits.decodeBudgetOrDefault());
        this.decoder = new PixelDecoder(new Decoders(), limits.maxPixelsOrDefault());
    }

    /**
     * Checks that the bytes are an image within the limits that decodes whole.
     *
     * @throws TooLargeException     beyond a limit
     * @throws InvalidInputException when they are not, saying what they are taken for
     * @throws io.samui.core.storage.BlobStorageException when they cannot be read
     */
    ImageHeader verify(BlobSource bytes) {
        BlobSource source = new SteadySource(bytes);
        ImageHeader header = header(source);
        budget.within(source.size() + decoder.memory(header), () -> decoder.decode(source, header));
        return header;
    }

    /**
     * Decodes an image, scaled down to the frame where that is smaller, with a filter that does not alias.
     *
     * @param choice is asked once, with the size of the upright image
     * @throws TooLargeException     beyond a limit
     * @throws InvalidInputException when the bytes are no image that decodes whole
     * @throws io.samui.core.storage.BlobStorageException when they cannot be read
     */
    public RgbImage read(BlobSource bytes, FrameChoice choice) {
        return read(bytes, choice, 0, pixels -> pixels);
    }

    /**
     * As {@link #read(BlobSource, FrameChoice)}, for pixels that are needed for a moment only: their memory counts as taken until
     * {@code use} returns.
     *
     * @param besides bytes that {@code use} takes for each pixel that it is given
     */
    public <T> T read(BlobSource bytes, FrameChoice choice, int besides, Function<RgbImage, T> use) {
        BlobSource source = new SteadySource(bytes);
        ImageHeader header = header(source);
        ImageFrame frame = choice.frameFor(header.width(), header.height());
        boolean smaller = frame.width() <= header.width()
                && frame.height() <= header.height()
                && !frame.equals(new ImageFrame(header.width(), header.height()));
        long used = smaller ? (long) frame.width() * frame.height() : header.pixels();
        return budget.within(
                source.size() + memory(header, smaller ? frame : null) + besides * used,
                () -> use.apply(
                        smaller
                                ? smaller(source, header, frame)
                                : upright(
                                        header,
                                        decoder.decode(source, header).toRgb(),
                                        header.width(),
                                        header.height())));
    }

    /**
     * Does work on pixels that are not read from a file within the same memory.
     *
     * @throws TooLargeException when it is more than all there will ever be
     */
    public <T> T within(long bytes, Supplier<T> work) {
        return budget.within(bytes, work);
    }

    /**
     * Bytes that reading takes beside the file's own, which decoders keep: what the decoder does, and what is made of it.
     *
     * @param frame what the pixels are scaled down to; null where they are kept
     */
    private long memory(ImageHeader header, @Nullable ImageFrame frame) {
        long copies = header.orientation() == Orientation.UPRIGHT ? 1 : 2;
        long made = frame == null ? 3 * header.pixels() * copies : 3 * copies * frame.width() * frame.height();
        return decoder.memory(header) + made;
    }

    private RgbImage smaller(BlobSource source, ImageHeader header, ImageFrame frame) {
        boolean swapped = header.orientation().swapsSides();
        ImageFrame stored = swapped ? new ImageFrame(/* width= */ frame.height(), /* height= */ frame.width()) : frame;
        return upright(header, decoder.decodeSmaller(source, header, stored), frame.width(), frame.height());
    }

    /** Turning comes last: there are fewest pixels then. */
    private static RgbImage upright(ImageHeader header, byte[] stored, int width, int height) {
        boolean swapped = header.orientation().swapsSides();
        byte[] rgb = header.orientation().apply(stored, swapped ? height : width, swapped ? width : height);
        return new RgbImage(width, height, header.width(), header.height(), rgb);
    }

    private ImageHeader header(BlobSource source) {
        if (source.size() == 0) {
            throw new InvalidInputException("The file is empty. Send the bytes of an image");
        }
        if (source.size() > limits.maxBytesOrDefault().bytes()) {
            throw new TooLargeException("The file has " + source.size() + " bytes, more than the limit of "
                    + limits.maxBytesOrDefault() + " (" + ImageLimits.PREFIX + "max-bytes)");
        }
        return budget.within(source.size(), () -> decoder.header(source, format(source)));
    }

    private static ImageFormat format(BlobSource source) {
        try (InputStream in = source.open()) {
            return FormatSniffer.sniff(in.readNBytes(FormatSniffer.HEAD))
                    .orElseThrow(() -> new InvalidInputException(
                            "The file is not an image that can be read. Send JPEG, PNG, WebP, TIFF, BMP or GIF"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
