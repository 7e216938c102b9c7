package io.samui.core.export;

import io.samui.core.annotation.AnnotationSnapshot.SnapshotPoint;
import io.samui.core.image.RgbImage;
import io.samui.core.mask.BinaryMask;
import io.samui.core.mask.Box;
import io.samui.core.mask.MaskSampler;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Paints a result: each instance's mask in its colour with its outline, small ones over large ones, then the boxes and points that
 * it was made from.
 */
public final class OverlayPainter {

    /**
     * What is painted, in pixels of an image of this size.
     *
     * @param boxes  one per instance, in its colour; or none
     * @param points those that were asked about
     */
    public record Scene(int width, int height, List<BinaryMask> masks, List<Box> boxes, List<SnapshotPoint> points) {

        public Scene {
            masks = List.copyOf(masks);
            boxes = List.copyOf(boxes);
            points = List.copyOf(points);
        }
    }

    private static final int OPAQUE = 0xFF << 24;
    private static final int TRANSLUCENT = 0x80 << 24;
    private static final int POSITIVE = 0x2EAD4B;
    private static final int NEGATIVE = 0xD43A2F;

    private final Scene scene;

    public OverlayPainter(Scene scene) {
        this.scene = scene;
    }

    /** The photo with the scene over it: the photo's own pixels are painted on. */
    public BufferedImage over(RgbImage photo) {
        BufferedImage picture = photo.toBufferedImage();
        byte[] rgb = photo.pixels();
        paintMasks(photo.width(), photo.height(), (pixel, colour, outline) -> {
            for (int channel = 0; channel < 3; channel++) {
                int wanted = (colour >> (16 - 8 * channel)) & 0xFF;
                int at = 3 * pixel + channel;
                rgb[at] = (byte) (outline ? wanted : ((rgb[at] & 0xFF) + wanted) / 2);
            }
        });
        paintPrompts(picture);
        return picture;
    }

    /** The scene alone, transparent where nothing is. */
    public BufferedImage alone(int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        int[] pixels = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
        paintMasks(
                width, height, (pixel, colour, outline) -> pixels[pixel] = (outline ? OPAQUE : TRANSLUCENT) | colour);
        paintPrompts(picture);
        return picture;
    }

    private interface Brush {
        void paint(int pixel, int colour, boolean outline);
    }

    private void paintMasks(int width, int height, Brush brush) {
        short[] shown = labels(width, height);
        int[] colours = IntStream.range(0, scene.masks().size())
                .map(InstanceColours::of)
                .toArray();
        for (int y = 0, pixel = 0; y < height; y++) {
            for (int x = 0; x < width; x++, pixel++) {
                int label = shown[pixel] & 0xFFFF;
                if (label != 0) {
                    boolean inside = x > 0
                            && x < width - 1
                            && y > 0
                            && y < height - 1
                            && shown[pixel - 1] == shown[pixel]
                            && shown[pixel + 1] == shown[pixel]
                            && shown[pixel - width] == shown[pixel]
                            && shown[pixel + width] == shown[pixel];
                    brush.paint(pixel, colours[label - 1], !inside);
                }
            }
        }
    }

    /** Which instance is on top at each pixel, from 1; 0 where none is. */
    private short[] labels(int width, int height) {
        short[] labels = new short[width * height];
        MaskSampler sampler = new MaskSampler(scene.width(), scene.height(), width, height);
        List<BinaryMask> masks = scene.masks();
        IntStream.range(0, masks.size())
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> masks.get(i).area())
                        .reversed())
                .forEach(i -> sampler.forEachColumnRun(masks.get(i), (x, y, length) -> {
                    for (int row = y; row < y + length; row++) {
                        labels[row * width + x] = (short) (i + 1);
                    }
                }));
        return labels;
    }

    private void paintPrompts(BufferedImage picture) {
        Graphics2D graphics = picture.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            double scaleX = (double) picture.getWidth() / scene.width();
            double scaleY = (double) picture.getHeight() / scene.height();
            float line = Math.max(1, Math.max(picture.getWidth(), picture.getHeight()) / 500f);
            graphics.setStroke(new BasicStroke(line));
            for (int i = 0; i < scene.boxes().size(); i++) {
                Box box = scene.boxes().get(i);
                graphics.setColor(new Color(InstanceColours.of(i)));
                graphics.draw(new Rectangle2D.Double(
                        box.x() * scaleX, box.y() * scaleY, box.width() * scaleX, box.height() * scaleY));
            }
            for (SnapshotPoint point : scene.points()) {
                double radius = 3 * line;
                Ellipse2D dot = new Ellipse2D.Double(
                        (point.x() + 0.5) * scaleX - radius,
                        (point.y() + 0.5) * scaleY - radius,
                        2 * radius,
                        2 * radius);
                graphics.setColor(new Color(point.positive() ? POSITIVE : NEGATIVE));
                graphics.fill(dot);
                graphics.setColor(Color.WHITE);
                graphics.draw(dot);
            }
        } finally {
            graphics.dispose();
        }
    }
}
