package io.samui.core.image;

import io.samui.core.InvalidInputException;
import io.samui.core.SamuiException;
import io.samui.core.TooLargeException;
import io.samui.core.inference.ImageFrame;
import io.samui.core.storage.BlobSource;
import java.awt.color.ColorSpace;
import java.awt.image.SampleModel;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.IIOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/** Decodes by ImageIO plugins. */
final class PixelDecoder {

    private static final String DAMAGED = "its data are damaged";

    private final Decoders decoders;
    private final long maxPixels;

    PixelDecoder(Decoders decoders, long maxPixels) {
        this.decoders = decoders;
        this.maxPixels = maxPixels;
    }

    private interface Step<T> {
        T apply(ImageReader reader) throws IOException;
    }

    /**
     * Reads sizes and orientation, no pixels.
     *
     * @throws TooLargeException     when there are too many pixels; looks no further then
     * @throws InvalidInputException when the header is broken
     */
    ImageHeader header(BlobSource source, ImageFormat format) {
        return withReader(source, format, reader -> {
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            requireFewPixels(width, height);
            return new ImageHeader(format, width, height, bytesPerPixel(reader), ExifOrientation.of(source, format));
        });
    }

    private void requireFewPixels(int width, int height) {
        if ((long) width * height > maxPixels) {
            throw new TooLargeException("The image has " + width + " x " + height + " pixels, more than the limit of "
                    + maxPixels + " (" + ImageLimits.PREFIX + "max-pixels)");
        }
    }

    /** Bytes that {@link #decode} takes. */
    long memory(ImageHeader header) {
        // samples of another form than bytes in threes are copied
        boolean copied = header.bytesPerPixel() != 3;
        return header.pixels() * header.bytesPerPixel() + (copied ? 3 * header.pixels() : 0);
    }

    /**
     * Decodes the first frame whole.
     *
     * @throws InvalidInputException when it is broken or cut off
     */
    Pixels decode(BlobSource source, ImageHeader header) {
        return withReader(
                source, header.format(), reader -> undamaged(reader, () -> Pixels.of(reader.read(0, param(reader)))));
    }

    /**
     * Decodes the first frame and scales it down. The colours of a JPEG are turned into RGB afterwards, when there are fewer
     * pixels: both are linear but for rounding and for saturated colours, so the order makes a mean difference of less than half a level.
     *
     * @return three bytes per pixel
     * @throws InvalidInputException when it is broken or cut off
     */
    byte[] decodeSmaller(BlobSource source, ImageHeader header, ImageFrame stored) {
        Optional<byte[]> fast = header.format() == ImageFormat.JPEG ? decodeYcc(source, stored) : Optional.empty();
        return fast.orElseGet(() -> Resampler.resize(decode(source, header), stored.width(), stored.height()));
    }

    private Optional<byte[]> decodeYcc(BlobSource source, ImageFrame stored) {
        return withReader(source, ImageFormat.JPEG, reader -> {
            if (!JpegHeader.of(source).ycc() || !reader.canReadRaster()) {
                return Optional.empty();
            }
            Optional<Pixels> raw = undamaged(reader, () -> Pixels.ofInterleaved(reader.readRaster(0, null)));
            return raw.map(ycc -> {
                byte[] pixels = Resampler.resize(ycc, stored.width(), stored.height());
                Ycc.toRgb(pixels);
                return pixels;
            });
        });
    }

    private interface Decoding<T> {
        T run() throws IOException;
    }

    private static <T> T undamaged(ImageReader reader, Decoding<T> decoding) throws IOException {
        Damage damage = new Damage();
        reader.addIIOReadWarningListener(damage);
        T decoded = decoding.run();
        if (damage.sentence != null) {
            throw new IIOException(damage.sentence);
        }
        return decoded;
    }

    private <T> T withReader(BlobSource source, ImageFormat format, Step<T> step) {
        try (InputStream bytes = source.open();
                ImageInputStream in = new MemoryCacheImageInputStream(bytes)) {
            ImageReader reader = decoders.decoderFor(format, source);
            try {
                // only TIFF needs to go back, the others may forget; texts and profiles may be bombs, and pixels need
                // none
                reader.setInput(in, format != ImageFormat.TIFF, true);
                return step.apply(reader);
            } finally {
                reader.dispose();
            }
        } catch (SamuiException e) {
            throw e;
        } catch (IOException e) {
            throw broken(format, e.getMessage() == null ? DAMAGED : e.getMessage(), e);
        } catch (RuntimeException e) {
            // plugins meet broken data with whatever exception comes of it, whose message is for programmers
            throw broken(format, DAMAGED, e);
        } catch (OutOfMemoryError e) {
            throw broken(format, "it takes more memory than its size explains", e);
        }
    }

    private static InvalidInputException broken(ImageFormat format, String why, Throwable cause) {
        return new InvalidInputException(
                "The file looks like " + format + ", but does not decode whole: " + why + ". Send an intact image",
                cause);
    }

    /**
     * Asks the JDK's JPEG reader for the colour space that the file itself has, where it offers it: then nothing is converted,
     * which SAM's reference code does not do either, and which takes longer than all the rest.
     */
    private static @Nullable ImageReadParam param(ImageReader reader) throws IOException {
        Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
        while (types.hasNext()) {
            ImageTypeSpecifier type = types.next();
            ColorSpace space = type.getColorModel().getColorSpace();
            if (space.getType() == ColorSpace.TYPE_RGB
                    && !space.isCS_sRGB()
                    && type.getSampleModel().getNumBands() == 3) {
                ImageReadParam param = reader.getDefaultReadParam();
                param.setDestinationType(type);
                return param;
            }
        }
        return null;
    }

    private static int bytesPerPixel(ImageReader reader) throws IOException {
        Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
        if (!types.hasNext()) {
            return 4;
        }
        SampleModel model = types.next().getSampleModel();
        int bits = 0;
        for (int band = 0; band < model.getNumBands(); band++) {
            bits += model.getSampleSize(band);
        }
        return Math.max(1, (bits + 7) / 8);
    }

    /** Decoders only warn of data that ends too early, and fill the rest with grey. */
    private static final class Damage implements IIOReadWarningListener {
        private @Nullable String sentence;

        @Override
        public void warningOccurred(ImageReader source, String warning) {
            String lower = warning.toLowerCase(Locale.ROOT);
            if (lower.contains("premature end") || lower.contains("bad huffman") || lower.contains("truncated")) {
                sentence = warning;
            }
        }
    }
}
