package io.samui.core.image;

import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** JPEGs with four components, as printers' programs write them. */
final class CmykJpeg {

    private CmykJpeg() {}

    /** One red area. Adobe's marker says CMYK, whose values are stored inverted. */
    static byte[] red(int width, int height) throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
        for (int i = 0; i < width * height; i++) {
            raster.setPixel(i % width, i / width, new int[] {255, 10, 10, 255});
        }
        ImageWriter writer = null;
        var writers = ImageIO.getImageWritersByFormatName("jpeg");
        while (writers.hasNext()) {
            ImageWriter candidate = writers.next();
            if (candidate.getClass().getName().startsWith("com.sun.imageio")) {
                writer = candidate;
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(raster, null, null), null);
        }
        return withAdobeMarker(bytes.toByteArray());
    }

    private static byte[] withAdobeMarker(byte[] jpeg) {
        byte[] marker = {(byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
        byte[] out = new byte[jpeg.length + marker.length];
        System.arraycopy(jpeg, 0, out, 0, 2);
        System.arraycopy(marker, 0, out, 2, marker.length);
        System.arraycopy(jpeg, 2, out, 2 + marker.length, jpeg.length - 2);
        return out;
    }
}
