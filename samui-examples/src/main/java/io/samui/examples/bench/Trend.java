package io.samui.examples.bench;

import java.util.List;

/**
 * The straight line that lies closest to what was measured, by least squares.
 *
 * @param slope how much y grows with 1 of x
 * @param error the slope's standard error: what noise alone may make of it
 */
record Trend(double slope, double error) {

    /** A measured point. */
    record Point(double x, double y) {}

    /**
     * @param points at least three, not all at one x
     */
    static Trend of(List<Point> points) {
        double meanX = points.stream().mapToDouble(Point::x).average().orElseThrow();
        double meanY = points.stream().mapToDouble(Point::y).average().orElseThrow();
        double spread = 0;
        double together = 0;
        for (Point point : points) {
            spread += (point.x() - meanX) * (point.x() - meanX);
            together += (point.x() - meanX) * (point.y() - meanY);
        }
        if (points.size() < 3 || spread == 0) {
            throw new IllegalArgumentException("A line takes three points, not " + points);
        }
        double slope = together / spread;
        double rest = 0;
        for (Point point : points) {
            double off = point.y() - meanY - slope * (point.x() - meanX);
            rest += off * off;
        }
        return new Trend(slope, Math.sqrt(rest / (points.size() - 2) / spread));
    }
}
