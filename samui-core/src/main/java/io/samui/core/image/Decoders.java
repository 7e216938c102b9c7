package io.samui.core.image;

import io.samui.core.spi.ClassPath;
import io.samui.core.storage.BlobSource;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/**
 * Chooses the ImageIO plugin for a format: the JDK's own where it is complete, since it is the fastest, TwelveMonkeys' for CMYK
 * JPEG, TIFF and WebP.
 */
final class Decoders {

    private static final String JDK = "com.sun.imageio.plugins.";
    private static final String TWELVE_MONKEYS = "com.twelvemonkeys.imageio.plugins.";

    private final IIORegistry registry = IIORegistry.getDefaultInstance();

    Decoders() {
        if (!has(ImageFormat.WEBP)) {
            // ImageIO has looked for plugins with a class loader that does not see ours
            ClassPath.providers(ImageReaderSpi.class, Decoders.class.getClassLoader())
                    .forEach(registry::registerServiceProvider);
        }
    }

    /** A fresh reader; the caller disposes of it. */
    ImageReader decoderFor(ImageFormat format, BlobSource source) throws IOException {
        String first = preferred(format, source);
        ImageReaderSpi fallback = null;
        Iterator<ImageReaderSpi> all = registry.getServiceProviders(ImageReaderSpi.class, true);
        while (all.hasNext()) {
            ImageReaderSpi spi = all.next();
            if (reads(spi, format)) {
                if (spi.getClass().getName().startsWith(first)) {
                    return spi.createReaderInstance();
                }
                fallback = fallback == null ? spi : fallback;
            }
        }
        if (fallback == null) {
            throw new IIOException("There is no decoder for " + format);
        }
        return fallback.createReaderInstance();
    }

    private static String preferred(ImageFormat format, BlobSource source) throws IOException {
        return switch (format) {
            case TIFF, WEBP -> TWELVE_MONKEYS;
            case JPEG -> JpegHeader.of(source).components() == 4 ? TWELVE_MONKEYS : JDK;
            case PNG, BMP, GIF -> JDK;
        };
    }

    private boolean has(ImageFormat format) {
        Iterator<ImageReaderSpi> all = registry.getServiceProviders(ImageReaderSpi.class, false);
        while (all.hasNext()) {
            if (reads(all.next(), format)) {
                return true;
            }
        }
        return false;
    }

    private static boolean reads(ImageReaderSpi spi, ImageFormat format) {
        for (String name : spi.getFormatNames()) {
            if (name.toUpperCase(Locale.ROOT).equals(format.name())) {
                return true;
            }
        }
        return false;
    }
}
