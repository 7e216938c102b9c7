package io.samui.core.annotation;

import io.samui.core.annotation.AnnotationSnapshot.SnapshotBox;
import io.samui.core.annotation.AnnotationSnapshot.SnapshotPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * How the prompts of one result differ from those of another. Geometry and type count, ids and order do not; a box that was moved
 * is one removed and one added.
 *
 * @param sameText whether the texts mean the same
 */
public record SnapshotDifference(Change<SnapshotBox> boxes, Change<SnapshotPoint> points, boolean sameText) {

    /**
     * What became of prompts of one kind, each in the order of its snapshot.
     *
     * @param kept as they are in the second snapshot
     */
    public record Change<T>(List<T> kept, List<T> added, List<T> removed) {

        public Change {
            kept = List.copyOf(kept);
            added = List.copyOf(added);
            removed = List.copyOf(removed);
        }

        boolean isNone() {
            return added.isEmpty() && removed.isEmpty();
        }
    }

    private record Place(int x, int y, boolean positive) {}

    public static SnapshotDifference between(AnnotationSnapshot first, AnnotationSnapshot second) {
        return new SnapshotDifference(
                change(first.boxes(), second.boxes(), box -> List.of(box.type(), box.box())),
                change(first.points(), second.points(), point -> new Place(point.x(), point.y(), point.positive())),
                first.normalisedText().equals(second.normalisedText()));
    }

    /** Whether a model would see the same, in the same mode. */
    public boolean isNone() {
        return boxes.isNone() && points.isNone() && sameText;
    }

    private static <T> Change<T> change(List<T> first, List<T> second, Function<T, Object> content) {
        List<T> removed = new ArrayList<>(first);
        List<T> kept = new ArrayList<>();
        List<T> added = new ArrayList<>();
        for (T prompt : second) {
            boolean before = removeFirst(removed, content, content.apply(prompt));
            (before ? kept : added).add(prompt);
        }
        return new Change<>(kept, added, removed);
    }

    private static <T> boolean removeFirst(List<T> prompts, Function<T, Object> content, Object wanted) {
        for (int i = 0; i < prompts.size(); i++) {
            if (content.apply(prompts.get(i)).equals(wanted)) {
                prompts.remove(i);
                return true;
            }
        }
        return false;
    }
}
