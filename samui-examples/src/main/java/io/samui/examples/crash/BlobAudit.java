package io.samui.examples.crash;

import io.samui.examples.crash.BlobFolder.Blob;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Blobs held against rows.
 *
 * @param dangling    keys that a row points at and that are not there
 * @param orphans     keys that no row points at
 * @param halfWritten files of puts that never ended
 */
record BlobAudit(List<String> dangling, List<String> orphans, List<String> halfWritten) {

    /** Of a server that is dead: rows and files are of one moment. */
    static BlobAudit of(Rows rows, Map<String, Blob> blobs) {
        return new BlobAudit(dangling(rows, blobs), orphans(rows, blobs.values()), halfWritten(blobs.values()));
    }

    /** Keys of rows without their blob. Of a working server: rows read before the blobs, and no image deleted meanwhile. */
    static List<String> dangling(Rows rows, Map<String, Blob> blobs) {
        return rows.blobKeys().stream().filter(key -> !blobs.containsKey(key)).toList();
    }

    /** Blobs without a row that were written before a working server began. The blobs listed before the rows. */
    static List<String> olderOrphans(Map<String, Blob> blobs, Rows rows, Instant began) {
        return orphans(rows, older(blobs, began));
    }

    /** Of puts that ended with an earlier server. */
    static List<String> olderHalfWritten(Map<String, Blob> blobs, Instant began) {
        return halfWritten(older(blobs, began));
    }

    private static List<Blob> older(Map<String, Blob> blobs, Instant began) {
        return blobs.values().stream()
                .filter(blob -> blob.modifiedAt().isBefore(began))
                .toList();
    }

    private static List<String> orphans(Rows rows, Collection<Blob> blobs) {
        Set<String> wanted = rows.blobKeys();
        return blobs.stream()
                .filter(blob -> !blob.halfWritten())
                .map(Blob::key)
                .filter(key -> !wanted.contains(key))
                .toList();
    }

    private static List<String> halfWritten(Collection<Blob> blobs) {
        return blobs.stream().filter(Blob::halfWritten).map(Blob::key).toList();
    }
}
