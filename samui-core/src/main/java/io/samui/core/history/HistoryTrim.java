package io.samui.core.history;

import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobStorage;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes out of the history what {@link HistorySettings} does not keep, a piece at a time: rows first, then their blobs. A blob that
 * cannot be deleted, or that a crash leaves, is an orphan then, which the sweep takes. Used by one thread at a time.
 */
public final class HistoryTrim {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryTrim.class);

    /** Results that are looked at in one transaction, which only reads. */
    private static final int LOOKED_AT = 5_000;

    /** Results that are deleted in one transaction, for which other writers wait. */
    private static final int DELETED = 200;

    private final ResultStore results;
    private final BlobStorage blobs;
    private final HistorySettings settings;
    private final Clock clock;

    public HistoryTrim(ResultStore results, BlobStorage blobs, HistorySettings settings, Clock clock) {
        this.results = results;
        this.blobs = blobs;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Looks through the whole history once and deletes what has expired.
     *
     * @param stop ends it early where it becomes true
     * @return how many results were deleted
     * @throws io.samui.core.StoreException when rows could not be read or deleted; what went before is gone
     */
    public int run(BooleanSupplier stop) {
        Optional<Retention> retention = settings.retention(clock.instant());
        if (retention.isEmpty()) {
            return 0;
        }
        int deleted = 0;
        OptionalLong from = OptionalLong.of(0);
        while (from.isPresent() && !stop.getAsBoolean()) {
            ExpiredResults expired = results.expired(retention.get(), from.getAsLong(), LOOKED_AT);
            deleted += delete(expired.ids(), stop);
            from = expired.next();
        }
        if (deleted > 0) {
            LOG.info("{} results were deleted, as {}keep = {}", deleted, HistorySettings.PREFIX, settings.keep());
        }
        return deleted;
    }

    private int delete(List<ResultId> ids, BooleanSupplier stop) {
        int deleted = 0;
        for (int from = 0; from < ids.size() && !stop.getAsBoolean(); from += DELETED) {
            Map<ResultId, List<BlobKey>> gone = results.delete(ids.subList(from, Math.min(ids.size(), from + DELETED)));
            gone.values().forEach(keys -> keys.forEach(this::deleteQuietly));
            deleted += gone.size();
        }
        return deleted;
    }

    private void deleteQuietly(BlobKey key) {
        try {
            blobs.delete(key);
        } catch (RuntimeException e) {
            LOG.warn("Blob {} of a deleted result stays for now; the sweep takes it after the next start", key, e);
        }
    }
}
