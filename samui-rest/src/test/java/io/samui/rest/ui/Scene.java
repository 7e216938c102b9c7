package io.samui.rest.ui;

import com.microsoft.playwright.options.FilePayload;
import io.samui.core.mask.PixelBox;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * A picture that is drawn here, of flat colours as the tiny model wants them, so that pages have something to show.
 *
 * @param things what one would draw boxes around
 */
record Scene(String filename, byte[] png, List<PixelBox> things) {

    private static final int WIDTH = 1200;
    private static final int HEIGHT = 800;

    FilePayload payload() {
        return Visitor.file(filename, png);
    }

    /** Draws while it notes what stands where. */
    private static final class Canvas {

        private final BufferedImage image;
        private final Graphics2D pen;
        private final List<PixelBox> things = new ArrayList<>();

        private Canvas(int width, int height, int ground) {
            image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            pen = image.createGraphics();
            pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            pen.setStroke(new BasicStroke(5));
            rect(ground, 0, 0, width, height);
        }

        private void rect(int colour, int x, int y, int width, int height) {
            pen.setColor(new Color(colour));
            pen.fillRect(x, y, width, height);
        }

        private void oval(int colour, int x, int y, int width, int height) {
            pen.setColor(new Color(colour));
            pen.fillOval(x, y, width, height);
        }

        private void shape(int colour, int... points) {
            Polygon polygon = new Polygon();
            for (int i = 0; i < points.length; i += 2) {
                polygon.addPoint(points[i], points[i + 1]);
            }
            pen.setColor(new Color(colour));
            pen.fill(polygon);
        }

        private void line(int colour, int x1, int y1, int x2, int y2) {
            pen.setColor(new Color(colour));
            pen.drawLine(x1, y1, x2, y2);
        }

        /** With a little room around it. */
        private void thing(int x, int y, int width, int height) {
            things.add(new PixelBox(x - 8, y - 8, width + 16, height + 16));
        }

        private Scene named(String filename) {
            pen.dispose();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try {
                ImageIO.write(image, "png", out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new Scene(filename, out.toByteArray(), List.copyOf(things));
        }
    }

    static List<Scene> all() {
        return List.of(harbour(), street(), aquarium(), balloons(), cups(), orchard());
    }

    private static Scene orchard() {
        Canvas canvas = new Canvas(WIDTH, HEIGHT, 0xBFE3F5);
        canvas.oval(0x8CC26B, -200, 520, 1000, 600);
        canvas.oval(0x79B35B, 500, 560, 1000, 600);
        for (int x : new int[] {130, 560, 930}) {
            canvas.rect(0x6B4A33, x + 75, 420, 40, 230);
            canvas.oval(0x2F6B3A, x - 40, 150, 270, 330);
            int[][] apples = {{10, 230}, {110, 200}, {60, 320}, {150, 330}};
            for (int[] apple : apples) {
                canvas.oval(0xC92A2A, x + apple[0], apple[1], 58, 58);
                if (x < 900) {
                    canvas.thing(x + apple[0], apple[1], 58, 58);
                }
            }
        }
        return canvas.named("orchard.png");
    }

    private static Scene balloons() {
        Canvas canvas = new Canvas(WIDTH, HEIGHT, 0xA9D4EE);
        canvas.oval(0xFFFFFF, 80, 560, 330, 110);
        canvas.oval(0xFFFFFF, 760, 90, 300, 100);
        int[][] all = {{0xD9480F, 140, 120, 220}, {0x5F3DC4, 480, 250, 260}, {0xE6B800, 860, 320, 180}};
        for (int[] one : all) {
            int x = one[1];
            int y = one[2];
            int size = one[3];
            canvas.oval(one[0], x, y, size, size * 6 / 5);
            canvas.line(0x4A4A4A, x + size / 3, y + size * 11 / 10, x + size * 2 / 5, y + size * 3 / 2);
            canvas.line(0x4A4A4A, x + size * 2 / 3, y + size * 11 / 10, x + size * 3 / 5, y + size * 3 / 2);
            canvas.rect(0x6B4A33, x + size * 2 / 5, y + size * 3 / 2, size / 5, size / 6);
            canvas.thing(x, y, size, size * 6 / 5);
        }
        return canvas.named("balloons.png");
    }

    private static Scene harbour() {
        Canvas canvas = new Canvas(WIDTH, HEIGHT, 0xF3D9B1);
        canvas.oval(0xE8590C, 900, 90, 150, 150);
        canvas.rect(0x1C6E8C, 0, 430, WIDTH, 370);
        int[][] all = {{100, 480, 0xFFFFFF}, {480, 560, 0xC92A2A}, {850, 500, 0xF2C230}};
        for (int[] boat : all) {
            int x = boat[0];
            int y = boat[1];
            canvas.shape(0x3B2A20, x, y, x + 260, y, x + 210, y + 60, x + 50, y + 60);
            canvas.shape(boat[2], x + 125, y - 310, x + 125, y - 20, x + 10, y - 20);
            canvas.shape(boat[2], x + 140, y - 280, x + 140, y - 20, x + 250, y - 20);
            canvas.thing(x + 10, y - 310, 115, 290);
            canvas.thing(x + 140, y - 280, 110, 260);
        }
        return canvas.named("harbour.png");
    }

    private static Scene street() {
        Canvas canvas = new Canvas(WIDTH, HEIGHT, 0xCDE7F0);
        canvas.rect(0x5C636A, 0, 620, WIDTH, 180);
        int[] fronts = {0xE9C46A, 0xD9705B, 0x7BA7BC, 0xB7C68B};
        for (int i = 0; i < fronts.length; i++) {
            int x = 40 + i * 285;
            canvas.rect(fronts[i], x, 260, 250, 360);
            canvas.shape(0x6B2D2D, x - 20, 260, x + 270, 260, x + 125, 130);
            for (int w = 0; w < 4; w++) {
                canvas.rect(0xFFFFFF, x + 40 + w % 2 * 105, 300 + w / 2 * 110, 60, 75);
            }
            canvas.rect(0x3B2A20, x + 100, 530, 55, 90);
        }
        for (int x : new int[] {150, 720}) {
            canvas.shape(
                    0xC92A2A, x, 690, x + 60, 690, x + 100, 640, x + 210, 640, x + 250, 690, x + 300, 690, x + 300, 740,
                    x, 740);
            canvas.oval(0x14181D, x + 45, 712, 56, 56);
            canvas.oval(0x14181D, x + 205, 712, 56, 56);
            canvas.thing(x, 640, 300, 105);
        }
        return canvas.named("street.png");
    }

    private static Scene aquarium() {
        Canvas canvas = new Canvas(WIDTH, HEIGHT, 0x145A86);
        canvas.rect(0xD8BD8A, 0, 680, WIDTH, 120);
        for (int x : new int[] {90, 560, 1050}) {
            canvas.shape(0x2E8B57, x, 700, x + 20, 430, x + 45, 700);
            canvas.shape(0x2E8B57, x + 35, 700, x + 75, 500, x + 75, 700);
        }
        int[][] all = {{220, 150, 0xF08C00}, {640, 110, 0xF3E24B}, {420, 380, 0xF06595}, {800, 420, 0xF08C00}};
        for (int[] fish : all) {
            int x = fish[0];
            int y = fish[1];
            canvas.shape(fish[2], x + 165, y + 55, x + 240, y, x + 240, y + 115);
            canvas.oval(fish[2], x, y, 190, 112);
            canvas.oval(0x14181D, x + 35, y + 35, 18, 18);
            canvas.thing(x, y, 240, 115);
        }
        return canvas.named("aquarium.png");
    }

    private static Scene cups() {
        Canvas canvas = new Canvas(WIDTH, HEIGHT, 0xEFE6DA);
        canvas.rect(0x8A5A3C, 0, 520, WIDTH, 280);
        int[] colours = {0x2F6FDE, 0xC92A2A, 0x1F8A4C};
        for (int i = 0; i < colours.length; i++) {
            int x = 130 + i * 350;
            canvas.oval(colours[i], x + 150, 400, 120, 130);
            canvas.oval(0xEFE6DA, x + 180, 430, 60, 70);
            canvas.rect(colours[i], x, 370, 210, 220);
            canvas.oval(colours[i], x, 560, 210, 60);
            canvas.thing(x, 370, 270, 250);
        }
        return canvas.named("cups.png");
    }

    /** A hundred discs, ten to a row. */
    static Scene discs() {
        Canvas canvas = new Canvas(1600, 1200, 0x2B3038);
        for (int i = 0; i < 100; i++) {
            int x = 30 + i % 10 * 157;
            int y = 20 + i / 10 * 118;
            canvas.oval(Color.HSBtoRGB(i * 0.137f, 0.75f, 0.95f) & 0xFFFFFF, x, y, 96, 96);
            canvas.thing(x, y, 96, 96);
        }
        return canvas.named("discs.png");
    }
}
