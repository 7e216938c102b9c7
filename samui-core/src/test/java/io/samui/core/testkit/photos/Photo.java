package io.samui.core.testkit.photos;

import io.samui.core.mask.BinaryMask;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * A photo and its objects.
 *
 * @param file     the JPEG; none has an EXIF orientation
 * @param panoptic the picture whose colours tell the objects apart
 */
public record Photo(long id, Path file, Path panoptic, int width, int height, List<PhotoObject> objects) {

    public Photo {
        objects = List.copyOf(objects);
    }

    /**
     * @throws IllegalArgumentException when there is none
     */
    public PhotoObject object(int segmentId) {
        return objects.stream()
                .filter(object -> object.segmentId() == segmentId)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Photo " + id + " has no object " + segmentId));
    }

    /** The true masks of {@link #objects()}, in their order; read anew each time. */
    public List<BinaryMask> masks() {
        int[] colours = colours();
        return objects.stream()
                .map(object -> {
                    byte[] set = new byte[colours.length];
                    for (int i = 0; i < colours.length; i++) {
                        set[i] = (byte) (colours[i] == object.segmentId() ? 1 : 0);
                    }
                    return BinaryMask.of(width, height, set);
                })
                .toList();
    }

    private int[] colours() {
        try {
            BufferedImage picture = ImageIO.read(panoptic.toFile());
            int[] colours = picture.getRGB(0, 0, width, height, null, 0, width);
            for (int i = 0; i < colours.length; i++) {
                int rgb = colours[i];
                colours[i] = ((rgb >> 16) & 0xff) | (rgb & 0xff00) | ((rgb & 0xff) << 16);
            }
            return colours;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
