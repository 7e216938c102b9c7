package io.samui.examples.bench;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** A JPEG that is made from a seed and weighs what a camera's does: gradients, a few hundred discs, and a little grain. */
final class MadePhoto {

    private static final float QUALITY = 0.8f;

    private MadePhoto() {}

    /** The same bytes for the same arguments on the same JDK. */
    static byte[] jpeg(int width, int height, long seed) throws IOException {
        return encode(draw(width, height, new Random(seed)));
    }

    /** The same picture with a number in a comment, which gives it a digest of its own. */
    static byte[] numbered(byte[] jpeg, int number) {
        int start = 2;
        byte[] comment = {(byte) 0xFF, (byte) 0xFE, 0, 6, 0, 0, 0, 0};
        ByteBuffer made = ByteBuffer.allocate(jpeg.length + comment.length);
        made.put(jpeg, 0, start).put(comment).put(jpeg, start, jpeg.length - start);
        return made.putInt(start + comment.length - Integer.BYTES, number).array();
    }

    private static BufferedImage draw(int width, int height, Random random) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setPaint(new GradientPaint(0, 0, new Color(40, 90, 160), width, height, new Color(230, 190, 120)));
        graphics.fillRect(0, 0, width, height);
        for (int i = 0; i < 300; i++) {
            double size = width * (0.01 + 0.08 * random.nextDouble());
            graphics.setPaint(new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256), 180));
            graphics.fill(new Ellipse2D.Double(random.nextDouble() * width, random.nextDouble() * height, size, size));
        }
        graphics.dispose();
        grain(((DataBufferByte) picture.getRaster().getDataBuffer()).getData(), random);
        return picture;
    }

    /** What a sensor adds; without it the file would be far too small. */
    private static void grain(byte[] pixels, Random random) {
        for (int i = 0; i < pixels.length; i += 3) {
            int noise = (int) (random.nextGaussian() * 4.5);
            for (int channel = 0; channel < 3; channel++) {
                pixels[i + channel] = (byte) Math.max(0, Math.min(255, (pixels[i + channel] & 0xFF) + noise));
            }
        }
    }

    private static byte[] encode(BufferedImage picture) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(QUALITY);
            writer.write(null, new IIOImage(picture, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
