package io.samui.core.persistence;

import io.samui.core.change.Attempt;
import io.samui.core.change.Pending;
import io.samui.core.image.ImageId;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.ItemStatus;
import io.samui.core.job.PastAndPending;
import jakarta.persistence.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

final class JpaPastAndPending implements PastAndPending {

    static final String SELECT = "select w.value as image, i.snapshot, i.image_digest, i.status, j.parameters";

    /** The statuses are written out, letter by letter as in the partial indexes: that is how databases see that those fit. */
    private static final String NEWEST = """
            join job_item i on i.image_id = w.value and i.mode = :mode and i.status in (%1$s)
                 and i.job_seq = (select max(k.job_seq) from job_item k
                                   where k.image_id = w.value and k.mode = :mode and k.status in (%1$s))
            join job j on j.seq = i.job_seq""";

    static final String PENDING = NEWEST.formatted("'PENDING', 'RUNNING'");
    static final String TRIED = NEWEST.formatted("'PROCESSED', 'FAILED'");

    private final JpaUnitOfWork unit;
    private final WantedIds wanted;

    JpaPastAndPending(JpaUnitOfWork unit, WantedIds wanted) {
        this.unit = unit;
        this.wanted = wanted;
    }

    @Override
    public Map<ImageId, Pending> newestPending(Collection<ImageId> images, SegmentationMode mode) {
        return newest(
                images,
                mode,
                PENDING,
                row -> new Pending(
                        Codec.readSnapshot(row.get("snapshot", String.class)),
                        row.get("image_digest", String.class),
                        Codec.readParameters(row.get("parameters", String.class))));
    }

    @Override
    public Map<ImageId, Attempt> lastAttempts(Collection<ImageId> images, SegmentationMode mode) {
        return newest(
                images,
                mode,
                TRIED,
                row -> new Attempt(
                        Codec.readSnapshot(row.get("snapshot", String.class)),
                        ItemStatus.valueOf(row.get("status", String.class)) == ItemStatus.FAILED));
    }

    private <T> Map<ImageId, T> newest(
            Collection<ImageId> images, SegmentationMode mode, String which, Function<Tuple, T> value) {
        String statement = wanted.statement(SELECT, which);
        return unit.read(manager -> {
            Map<ImageId, T> found = new HashMap<>();
            wanted.forEach(
                    manager,
                    statement,
                    images.stream().map(ImageId::value),
                    Map.of("mode", mode.name()),
                    Tuple.class,
                    row -> found.put(new ImageId(WantedIds.uuid(row.get("image"))), value.apply(row)));
            return found;
        });
    }
}
