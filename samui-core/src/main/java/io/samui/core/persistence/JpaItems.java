package io.samui.core.persistence;

import io.samui.core.history.ResultId;
import io.samui.core.image.ImageId;
import io.samui.core.job.FailureCode;
import io.samui.core.job.ItemReport;
import io.samui.core.job.ItemRequest;
import io.samui.core.job.ItemStatus;
import io.samui.core.job.JobItem;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.ToIntFunction;

/**
 * Some of a job's items, in order. One status is asked for at a time, because an index has the items of a job and a status in
 * order: asked for several at once, a database may sort all of them for every page.
 */
final class JpaItems {

    private static final String WHICH = """

             where i.key.jobSeq = (select j.seq from Job j where j.id = :job) and i.key.position >= :from""";

    private static final String ITEMS = "select i from JobItem i" + WHICH;

    private static final String REPORTS = """
            select i.key.position as position, i.imageId as image, i.filename as filename, i.status as status,
                   i.code as code, i.message as message, i.resultId as result, i.startedAt as started,
                   i.endedAt as ended, r.provenance as provenance
              from JobItem i left join Result r on r.id = i.resultId""" + WHICH;

    private final EntityManager manager;
    private final ItemRequest request;

    JpaItems(EntityManager manager, ItemRequest request) {
        this.manager = manager;
        this.request = request;
    }

    List<JobItem> items() {
        return read(ITEMS, JobItemEntity.class, item -> item.key.position()).stream()
                .map(item -> item.toDomain(request.job()))
                .toList();
    }

    List<ItemReport> reports() {
        return read(REPORTS, Tuple.class, row -> row.get("position", Integer.class)).stream()
                .map(JpaItems::report)
                .toList();
    }

    private <R> List<R> read(String select, Class<R> type, ToIntFunction<R> position) {
        if (request.statuses().isEmpty()) {
            return query(select + " order by i.key.position", type).getResultList();
        }
        List<R> rows = new ArrayList<>();
        for (ItemStatus status : request.statuses()) {
            rows.addAll(query(select + " and i.status = :status order by i.key.position", type)
                    .setParameter("status", status)
                    .getResultList());
        }
        rows.sort(Comparator.comparingInt(position));
        return rows.subList(0, Math.min(request.limit(), rows.size()));
    }

    private <R> TypedQuery<R> query(String text, Class<R> type) {
        return manager.createQuery(text, type)
                .setParameter("job", request.job().value())
                .setParameter("from", request.from())
                .setMaxResults(request.limit());
    }

    private static ItemReport report(Tuple row) {
        UUID result = row.get("result", UUID.class);
        String provenance = row.get("provenance", String.class);
        return new ItemReport(
                row.get("position", Integer.class),
                new ImageId(row.get("image", UUID.class)),
                row.get("filename", String.class),
                row.get("status", ItemStatus.class),
                row.get("code", FailureCode.class),
                row.get("message", String.class),
                result == null ? null : new ResultId(result),
                row.get("started", Instant.class),
                row.get("ended", Instant.class),
                provenance == null ? null : Codec.readProvenance(provenance).timings());
    }
}
