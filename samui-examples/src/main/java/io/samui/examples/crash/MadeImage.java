package io.samui.examples.crash;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** A small PNG with one flat rectangle on grey, and a box around it: no two alike, so that no embedding is used twice. */
@SuppressWarnings("ArrayRecordComponent")
record MadeImage(String filename, byte[] png, int x, int y, int width, int height) {

    private static final int WIDTH = 96;
    private static final int HEIGHT = 72;

    /** The same picture for the same number. */
    static MadeImage of(long number) {
        Random random = new Random(number);
        int width = 24 + random.nextInt(24);
        int height = 20 + random.nextInt(20);
        int x = 4 + random.nextInt(WIDTH - width - 8);
        int y = 4 + random.nextInt(HEIGHT - height - 8);
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(new Color(180, 180, 180));
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        graphics.setColor(new Color(200 + random.nextInt(55), random.nextInt(50), random.nextInt(50)));
        graphics.fillRect(x, y, width, height);
        graphics.dispose();
        picture.setRGB(0, 0, (int) number & 0xFFFFFF);
        return new MadeImage("made-" + number + ".png", encode(picture), x - 3, y - 3, width + 6, height + 6);
    }

    private static byte[] encode(BufferedImage picture) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
