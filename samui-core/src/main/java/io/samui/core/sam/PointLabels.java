package io.samui.core.sam;

import io.samui.core.inference.Prompt.PromptPoint;
import io.samui.core.mask.Box;
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

    /** Left, top, right and bottom of each box in the frame: as two points, its corners. */
    static float[] corners(PromptFrame frame, List<Box> boxes) {
        float[] coordinates = new float[4 * boxes.size()];
        for (int i = 0; i < boxes.size(); i++) {
            System.arraycopy(frame.corners(boxes.get(i)), 0, coordinates, 4 * i, 4);
        }
        return coordinates;
    }

    /** The labels of the corners of so many boxes. */
    static float[] cornerLabels(int boxes) {
        float[] labels = new float[2 * boxes];
        for (int i = 0; i < boxes; i++) {
            labels[2 * i] = BOX_TOP_LEFT;
            labels[2 * i + 1] = BOX_BOTTOM_RIGHT;
        }
        return labels;
    }
}
