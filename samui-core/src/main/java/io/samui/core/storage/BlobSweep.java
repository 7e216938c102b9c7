package io.samui.core.storage;

import io.samui.core.IdGenerator;
import io.samui.core.SamuiException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the blobs that a crash or a refused deletion left without a row. As a blob is written before its row, one without a row
 * may belong to work that goes on: so only those go that are older than this process, by the clock of the storage, and whose name
 * is one that samui gives. Used by one thread at a time.
 */
public final class BlobSweep {

    private static final Logger LOG = LoggerFactory.getLogger(BlobSweep.class);

    private static final List<String> PREFIXES = List.of("coco/", "images/", "masks/", "probes/", "sweep/");
    private static final Pattern OURS =
            Pattern.compile("[a-z]+/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(\\.[a-z]+)?");

    /** Keys that the rows are asked for at once. */
    private static final int PAGE = 1_000;

    /** Keys that are deleted before the rows are asked for the next ones once more. */
    private static final int FEW = 100;

    /** Orphans that are kept in mind; those beyond are found again once these are gone. */
    private static final int MOST_ORPHANS = 10_000;

    /** So many may be without a row, however few have one: what a few interrupted processes leave. */
    private static final int UNSUSPICIOUS = 1_000;

    private final BlobStorage blobs;
    private final BlobReferences references;
    private final IdGenerator ids;
    private @Nullable Instant began;

    public BlobSweep(BlobStorage blobs, BlobReferences references, IdGenerator ids) {
        this.blobs = blobs;
        this.references = references;
        this.ids = ids;
    }

    /**
     * Notes what time it is in the storage. To be called before this process writes its first blob; where the storage is away
     * then, the first {@link #run} does so instead, and the one after it sweeps.
     */
    public void begin() {
        BlobKey marker = new BlobKey("sweep/" + ids.next());
        blobs.put(marker, BlobSource.of(new byte[0]), "application/octet-stream");
        began = blobs.find(marker)
                .orElseThrow(() -> new BlobNotFoundException(marker))
                .modifiedAt();
        blobs.delete(marker); // one that stays is swept by a later process
    }

    /**
     * Looks through all blobs once and deletes the orphans.
     *
     * @param stop ends it early where it becomes true
     * @return how many were deleted
     * @throws SamuiException when rows or blobs could not be read, or an orphan not be deleted; the others are gone
     */
    public int run(BooleanSupplier stop) {
        Instant before = began;
        if (before == null) {
            begin();
            return 0;
        }
        int deleted = 0;
        Pass pass;
        do {
            pass = new Pass(before, stop);
            PREFIXES.forEach(pass::look);
            int gone = pass.delete();
            deleted += gone;
            if (gone == 0) {
                break;
            }
        } while (pass.more());
        if (deleted > 0) {
            LOG.info("{} blobs that interrupted work had left without a row were deleted", deleted);
        }
        return deleted;
    }

    private final class Pass {
        private final Instant before;
        private final BooleanSupplier stop;
        private final List<BlobKey> page = new ArrayList<>();
        private final List<BlobKey> orphans = new ArrayList<>();
        private long orphansSeen;
        private long seen;

        Pass(Instant before, BooleanSupplier stop) {
            this.before = before;
            this.stop = stop;
        }

        void look(String prefix) {
            try (Stream<BlobInfo> found = blobs.list(prefix)) {
                found.takeWhile(blob -> !stop.getAsBoolean())
                        .filter(blob -> blob.modifiedAt().isBefore(before))
                        .map(BlobInfo::key)
                        .filter(key -> OURS.matcher(key.value()).matches())
                        .forEach(this::add);
            }
            askForRows();
        }

        private void add(BlobKey key) {
            page.add(key);
            if (page.size() == PAGE) {
                askForRows();
            }
        }

        private void askForRows() {
            for (BlobKey orphan : withoutRow(page)) {
                orphansSeen++;
                if (orphans.size() < MOST_ORPHANS) {
                    orphans.add(orphan);
                }
            }
            seen += page.size();
            page.clear();
        }

        boolean more() {
            return orphansSeen > orphans.size() && !stop.getAsBoolean();
        }

        int delete() {
            if (orphansSeen > Math.max(UNSUSPICIOUS, seen - orphansSeen)) {
                throw new SamuiException(orphansSeen + " of " + seen
                        + " blobs have no row: this looks like the storage of another database, and nothing is deleted. Check"
                        + " samui.database.url, samui.data-dir and samui.storage; where it is right, delete those blobs by"
                        + " hand, they only take space");
            }
            int deleted = 0;
            @Nullable RuntimeException failure = null;
            for (int from = 0; from < orphans.size() && !stop.getAsBoolean(); from += FEW) {
                // the rows are looked for again, right before
                for (BlobKey key : withoutRow(orphans.subList(from, Math.min(orphans.size(), from + FEW)))) {
                    try {
                        blobs.delete(key);
                        deleted++;
                    } catch (RuntimeException e) {
                        failure = failure == null ? e : failure;
                    }
                }
            }
            if (failure != null) {
                throw failure;
            }
            return deleted;
        }

        private List<BlobKey> withoutRow(List<BlobKey> keys) {
            if (keys.isEmpty()) {
                return List.of();
            }
            Set<BlobKey> referenced = references.referenced(keys);
            return keys.stream().filter(key -> !referenced.contains(key)).toList();
        }
    }
}
