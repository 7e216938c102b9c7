package io.samui.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.mask.BinaryMask;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import tools.jackson.databind.JsonNode;

/** Masks as they come over HTTP. */
public final class Masks {

    private Masks() {}

    /** From {@code {"counts": [...], "size": [height, width]}}. */
    public static BinaryMask ofRle(JsonNode rle) {
        int[] counts =
                rle.get("counts").values().stream().mapToInt(JsonNode::intValue).toArray();
        JsonNode size = rle.get("size");
        return BinaryMask.ofCounts(size.get(1).intValue(), size.get(0).intValue(), counts);
    }

    /** Fails unless it is an 8-bit grey PNG of nothing but 0 and 255. */
    public static BinaryMask ofPng(byte[] png) {
        BufferedImage picture;
        try {
            picture = ImageIO.read(new ByteArrayInputStream(png));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(picture.getType()).isEqualTo(BufferedImage.TYPE_BYTE_GRAY);
        int[] grey = picture.getRaster().getPixels(0, 0, picture.getWidth(), picture.getHeight(), (int[]) null);
        byte[] pixels = new byte[grey.length];
        for (int i = 0; i < grey.length; i++) {
            if (grey[i] != 0 && grey[i] != 255) {
                throw new AssertionError("A mask has a grey pixel: " + grey[i]);
            }
            pixels[i] = (byte) grey[i];
        }
        return BinaryMask.of(picture.getWidth(), picture.getHeight(), pixels);
    }
}
