package io.samui.core.mask;

/**
 * An axis-parallel box in pixels of the upright image: [x, x + width) x [y, y + height).
 *
 * @param x left edge
 * @param y top edge
 * @param width not negative
 * @param height not negative
 */
public record Box(double x, double y, double width, double height) {

    public Box {
        if (!(width >= 0 && height >= 0) || !Double.isFinite(x + y + width + height)) {
            throw new IllegalArgumentException(
                    "A box has finite edges and no negative size: " + x + ", " + y + ", " + width + ", " + height);
        }
    }

    public double area() {
        return width * height;
    }

    /** Intersection over union; 0 where both are empty. */
    public double iou(Box other) {
        double w = Math.min(x + width, other.x + other.width) - Math.max(x, other.x);
        double h = Math.min(y + height, other.y + other.height) - Math.max(y, other.y);
        double intersection = w > 0 && h > 0 ? w * h : 0;
        double union = area() + other.area() - intersection;
        return union > 0 ? intersection / union : 0;
    }
}
