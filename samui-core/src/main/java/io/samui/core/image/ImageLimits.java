package io.samui.core.image;

import io.samui.core.ConfigurationException;
import io.samui.core.spi.DataSize;
import org.jspecify.annotations.Nullable;

/**
 * The keys {@code samui.image.*}. Null components take their defaults here.
 *
 * @param maxBytes     the most bytes of one image file, 64MB by default
 * @param maxPixels    the most pixels of one image, 50 million by default
 * @param decodeBudget memory that all images being decoded may take together, a quarter of the heap by default
 */
public record ImageLimits(
        @Nullable DataSize maxBytes,
        @Nullable Long maxPixels,
        @Nullable DataSize decodeBudget) {

    public static final String PREFIX = "samui.image.";

    private static final long DEFAULT_MAX_PIXELS = 50_000_000;

    public ImageLimits {
        if (maxPixels != null && maxPixels < 1) {
            throw new ConfigurationException(PREFIX + "max-pixels must be at least 1");
        }
    }

    public static ImageLimits defaults() {
        return new ImageLimits(null, null, null);
    }

    public DataSize maxBytesOrDefault() {
        return maxBytes == null ? DataSize.ofMegabytes(64) : maxBytes;
    }

    public long maxPixelsOrDefault() {
        return maxPixels == null ? DEFAULT_MAX_PIXELS : maxPixels;
    }

    public DataSize decodeBudgetOrDefault() {
        return decodeBudget == null ? new DataSize(Runtime.getRuntime().maxMemory() / 4) : decodeBudget;
    }
}
