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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

final class JpaPastAndPending implements PastAndPending {

    private static final String NEWEST = """
            select i.imageId as image, i.snapshot as snapshot, i.imageDigest as digest, i.status as status,
                   j.parameters as parameters
              from JobItem i join Job j on j.seq = i.key.jobSeq
             where i.mode = :mode and i.status in :statuses and i.imageId in :ids
               and i.key.jobSeq = (select max(k.key.jobSeq) from JobItem k
                                    where k.imageId = i.imageId and k.mode = i.mode and k.status in :statuses)
            """;

    private final JpaUnitOfWork unit;

    JpaPastAndPending(JpaUnitOfWork unit) {
        this.unit = unit;
    }

    @Override
    public Map<ImageId, Pending> newestPending(Collection<ImageId> images, SegmentationMode mode) {
        return newest(
                images,
                mode,
                List.of(ItemStatus.PENDING, ItemStatus.RUNNING),
                row -> new Pending(
                        Codec.readSnapshot(row.get("snapshot", String.class)),
                        row.get("digest", String.class),
                        Codec.readParameters(row.get("parameters", String.class))));
    }

    @Override
    public Map<ImageId, Attempt> lastAttempts(Collection<ImageId> images, SegmentationMode mode) {
        return newest(
                images,
                mode,
                List.of(ItemStatus.PROCESSED, ItemStatus.FAILED),
                row -> new Attempt(
                        Codec.readSnapshot(row.get("snapshot", String.class)),
                        row.get("status", ItemStatus.class) == ItemStatus.FAILED));
    }

    private <T> Map<ImageId, T> newest(
            Collection<ImageId> images, SegmentationMode mode, List<ItemStatus> statuses, Function<Tuple, T> value) {
        return unit.read(manager -> {
            Map<ImageId, T> found = new HashMap<>();
            Chunks.forEach(
                    images,
                    ImageId::value,
                    piece -> manager.createQuery(NEWEST, Tuple.class)
                            .setParameter("mode", mode)
                            .setParameter("statuses", statuses)
                            .setParameter("ids", piece)
                            .getResultList()
                            .forEach(row -> found.put(
                                    new ImageId(UUID.fromString(row.get("image", String.class))), value.apply(row))));
            return found;
        });
    }
}
