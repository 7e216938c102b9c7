package io.samui.core.image;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import io.samui.core.storage.BlobSource;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the orientation that cameras note down. */
final class ExifOrientation {

    private static final Logger LOG = LoggerFactory.getLogger(ExifOrientation.class);

    private ExifOrientation() {}

    /** Upright where there is none, or none that can be read: metadata that is broken does not make an image bad. */
    static Orientation of(BlobSource source, ImageFormat format) throws IOException {
        if (format == ImageFormat.GIF || format == ImageFormat.BMP) {
            return Orientation.UPRIGHT;
        }
        try (InputStream in = new BufferedInputStream(source.open())) {
            Metadata metadata = ImageMetadataReader.readMetadata(in, source.size());
            for (Directory directory : metadata.getDirectoriesOfType(ExifIFD0Directory.class)) {
                Integer value = directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
                if (value != null) {
                    return Orientation.ofExif(value);
                }
            }
        } catch (ImageProcessingException | RuntimeException e) {
            LOG.debug("The metadata of an image could not be read; it is taken as upright", e);
        }
        return Orientation.UPRIGHT;
    }
}
