package io.samui.core.sam;

import io.samui.core.inference.Prompt.PromptPoint;
import java.util.List;

/** SAM's point labels, and points written down with them. */
final class PointLabels {

    static final float NEGATIVE = 0;
    static final float POSITIVE = 1;
    static final float BOX_TOP_LEFT = 2;
    static final float BOX_BOTTOM_RIGHT = 3;
    static final float PADDING = -1;

    private PointLabels() {}

    /** x and y of each point in the frame, followed by {@code padding} zeros for as many further points. */
    static float[] coordinates(PromptFrame frame, List<PromptPoint> points, int padding) {
        float[] coordinates = new float[2 * (points.size() + padding)];
        for (int i = 0; i < points.size(); i++) {
            coordinates[2 * i] = frame.x(points.get(i).x());
            coordinates[2 * i + 1] = frame.y(points.get(i).y());
        }
        return coordinates;
    }

    /** The label of each point, followed by {@code padding} labels of points that are none. */
    static float[] labels(List<PromptPoint> points, int padding) {
        float[] labels = new float[points.size() + padding];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i >= points.size() ? PADDING : points.get(i).positive() ? POSITIVE : NEGATIVE;
        }
        return labels;
    }
}
