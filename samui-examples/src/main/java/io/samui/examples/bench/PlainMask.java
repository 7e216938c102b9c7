package io.samui.examples.bench;

import io.samui.core.mask.LogitMask;
import io.samui.core.mask.MaskFrame;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** The baseline: every pixel interpolated on its own, runs, area and box in a loop over the pixels, PNG by the JDK. */
@SuppressWarnings("ArrayRecordComponent")
record PlainMask(int width, int height, byte[] pixels, int[] counts, int area, int[] box) {

    static PlainMask threshold(LogitMask logits, float threshold) {
        MaskFrame f = logits.frame();
        float[] frame = resize(
                logits.logits(),
                logits.gridWidth(),
                logits.gridHeight(),
                logits.gridWidth(),
                f.frameWidth(),
                f.frameHeight());
        float[] image = resize(frame, f.usedWidth(), f.usedHeight(), f.frameWidth(), f.imageWidth(), f.imageHeight());
        byte[] pixels = new byte[image.length];
        for (int i = 0; i < image.length; i++) {
            pixels[i] = (byte) (image[i] > threshold ? 255 : 0);
        }
        return of(f.imageWidth(), f.imageHeight(), pixels);
    }

    private static float[] resize(float[] in, int inWidth, int inHeight, int stride, int width, int height) {
        float[] out = new float[width * height];
        for (int y = 0; y < height; y++) {
            float sy = Math.max((y + 0.5f) * inHeight / height - 0.5f, 0);
            int y0 = (int) sy;
            int y1 = Math.min(y0 + 1, inHeight - 1);
            float wy = sy - y0;
            for (int x = 0; x < width; x++) {
                float sx = Math.max((x + 0.5f) * inWidth / width - 0.5f, 0);
                int x0 = (int) sx;
                int x1 = Math.min(x0 + 1, inWidth - 1);
                float wx = sx - x0;
                float top = in[y0 * stride + x0] * (1 - wx) + in[y0 * stride + x1] * wx;
                float bottom = in[y1 * stride + x0] * (1 - wx) + in[y1 * stride + x1] * wx;
                out[y * width + x] = top * (1 - wy) + bottom * wy;
            }
        }
        return out;
    }

    private static PlainMask of(int width, int height, byte[] pixels) {
        int[] counts = new int[64];
        int runs = 0;
        int run = 0;
        int area = 0;
        int[] box = {width, height, -1, -1};
        boolean set = false;
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                boolean pixel = pixels[y * width + x] != 0;
                if (pixel != set) {
                    if (runs + 1 == counts.length) {
                        counts = Arrays.copyOf(counts, counts.length * 2);
                    }
                    counts[runs++] = run;
                    run = 0;
                    set = pixel;
                }
                run++;
                if (pixel) {
                    area++;
                    box[0] = Math.min(box[0], x);
                    box[1] = Math.min(box[1], y);
                    box[2] = Math.max(box[2], x);
                    box[3] = Math.max(box[3], y);
                }
            }
        }
        counts[runs++] = run;
        return new PlainMask(width, height, pixels, Arrays.copyOf(counts, runs), area, box);
    }

    byte[] png() throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        System.arraycopy(pixels, 0, ((DataBufferByte) image.getRaster().getDataBuffer()).getData(), 0, pixels.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }
}
