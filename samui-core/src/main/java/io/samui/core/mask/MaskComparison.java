package io.samui.core.mask;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the masks of one result differ from those of another.
 *
 * @param iou     intersection over union of all pixels of either; 1 where both are empty, as they agree
 * @param pairs   each instance of either, once: those of the first in order, then those of the second that fit none of them
 * @param kept    pixels of both
 * @param added   pixels of the second only
 * @param removed pixels of the first only
 */
public record MaskComparison(double iou, List<Pair> pairs, BinaryMask kept, BinaryMask added, BinaryMask removed) {

    /**
     * Two instances that are taken for the same one.
     *
     * @param first  place in the first result, from 0; null when the second has something new
     * @param second place in the second result, from 0; null when it has nothing there
     * @param iou    of the two masks; 0 where one is missing
     */
    public record Pair(@Nullable Integer first, @Nullable Integer second, double iou) {}

    public MaskComparison {
        pairs = List.copyOf(pairs);
    }

    /**
     * Compares masks of one size. Of all pairs that overlap, that with the highest IoU is taken first, then the next of what is
     * left, and so on.
     *
     * @param width  of all masks
     * @param height of all masks
     */
    public static MaskComparison of(int width, int height, List<BinaryMask> first, List<BinaryMask> second) {
        BinaryMask before = BinaryMask.union(width, height, first);
        BinaryMask after = BinaryMask.union(width, height, second);
        BinaryMask kept = before.combined(after, BinaryMask.AND);
        BinaryMask added = after.combined(before, BinaryMask.AND_NOT);
        BinaryMask removed = before.combined(after, BinaryMask.AND_NOT);
        long union = (long) kept.area() + added.area() + removed.area();
        double iou = union == 0 ? 1 : (double) kept.area() / union;
        return new MaskComparison(iou, pairs(first, second), kept, added, removed);
    }

    private static List<Pair> pairs(List<BinaryMask> first, List<BinaryMask> second) {
        Map<Integer, Pair> matches = new HashMap<>();
        boolean[] taken = new boolean[second.size()];
        for (Candidate candidate : candidates(first, second)) {
            if (!matches.containsKey(candidate.first) && !taken[candidate.second]) {
                matches.put(candidate.first, new Pair(candidate.first, candidate.second, candidate.iou));
                taken[candidate.second] = true;
            }
        }
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            pairs.add(matches.getOrDefault(i, new Pair(i, null, 0)));
        }
        for (int j = 0; j < taken.length; j++) {
            if (!taken[j]) {
                pairs.add(new Pair(null, j, 0));
            }
        }
        return pairs;
    }

    private record Candidate(int first, int second, double iou) {}

    /** The best first; of equal ones that of the lower places. */
    private static List<Candidate> candidates(List<BinaryMask> first, List<BinaryMask> second) {
        List<PixelBox> secondBounds = second.stream().map(BinaryMask::bounds).toList();
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            PixelBox bounds = first.get(i).bounds();
            for (int j = 0; j < second.size(); j++) {
                if (meet(bounds, secondBounds.get(j))) {
                    double iou = first.get(i).iou(second.get(j));
                    if (iou > 0) {
                        candidates.add(new Candidate(i, j, iou));
                    }
                }
            }
        }
        candidates.sort(Comparator.comparingDouble(Candidate::iou).reversed());
        return candidates;
    }

    private static boolean meet(PixelBox a, PixelBox b) {
        return a.x() < b.x() + b.width()
                && b.x() < a.x() + a.width()
                && a.y() < b.y() + b.height()
                && b.y() < a.y() + a.height();
    }
}
