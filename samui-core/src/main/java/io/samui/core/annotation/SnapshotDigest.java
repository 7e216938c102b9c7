package io.samui.core.annotation;

import io.samui.core.inference.SegmentationMode;

/**
 * An {@link AnnotationSnapshot} in short: two are equal when a model would see the same prompts. Stores keep digests beside their
 * rows, so what they are made of never changes; otherwise an upgrade would make every result outdated.
 *
 * @param geometry of the multiset of boxes and points with their types; empty when there are none
 * @param text     of the normalised text; empty when there is none
 */
public record SnapshotDigest(SegmentationMode mode, String geometry, String text) {

    /** Of a snapshot without prompts. */
    public static SnapshotDigest empty(SegmentationMode mode) {
        return new SnapshotDigest(mode, "", "");
    }

    /** Whether the texts mean the same; none, empty and blank are the same. */
    public boolean sameText(SnapshotDigest other) {
        return text.equals(other.text);
    }

    /** Whether boxes and points are the same multisets. */
    public boolean sameGeometry(SnapshotDigest other) {
        return mode == other.mode && geometry.equals(other.geometry);
    }
}
