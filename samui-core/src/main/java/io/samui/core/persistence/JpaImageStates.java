package io.samui.core.persistence;

import io.samui.core.annotation.PromptSummary;
import io.samui.core.annotation.SnapshotDigest;
import io.samui.core.change.Attempt;
import io.samui.core.change.Pending;
import io.samui.core.change.Success;
import io.samui.core.image.ImageId;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.ImageState;
import io.samui.core.job.ImageStates;
import io.samui.core.job.ItemStatus;
import jakarta.persistence.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

final class JpaImageStates implements ImageStates {

    static final String SELECT = """
            select w.value as image, i.filename, i.sha256,
                   i.text_prompt as prompt_words,
                   p.prompt_geometry, p.prompt_text, p.positives, p.negatives,
                   o.prompt_geometry as open_geometry, o.prompt_text as open_text, o.image_digest as open_image,
                   o.parameters_digest as open_parameters,
                   r.prompt_geometry as done_geometry, r.prompt_text as done_text, r.image_digest as done_image,
                   r.model_digest as done_model, r.parameters_digest as done_parameters,
                   t.prompt_geometry as tried_geometry, t.prompt_text as tried_text, t.status as tried_status""";

    private static final String PROMPTS = """
            join image i on i.id = w.value
            left join image_prompts p on p.image_id = w.value and p.mode = :mode
            """;

    /** The statuses are written out, letter by letter as in the partial indexes: that is how databases see that those fit. */
    private static final String OPEN = "'PENDING', 'RUNNING'";

    private static final String TRIED = "'PROCESSED', 'FAILED'";

    private static final String NEWEST_ITEM = """
            left join job_item %1$s on %1$s.image_id = w.value and %1$s.mode = :mode and %1$s.status in (%2$s)
                 and %1$s.job_seq = (select max(k.job_seq) from job_item k
                                      where k.image_id = w.value and k.mode = :mode and k.status in (%2$s))
            """;

    private static final String JOINS =
            PROMPTS + """
            left join result r on r.seq =
                 (select max(s.seq) from result s where s.image_id = w.value and s.mode = :mode)
            """ + NEWEST_ITEM.formatted("o", OPEN) + NEWEST_ITEM.formatted("t", TRIED);

    private static final String LATERAL = """
            left join lateral (select * from %2$s k where k.image_id = w.value and k.mode = :mode%3$s
                                order by k.%4$s desc limit 1) %1$s on true
            """;

    private static final String LATERAL_JOINS = PROMPTS
            + LATERAL.formatted("r", "result", "", "seq")
            + LATERAL.formatted("o", "job_item", " and k.status in (" + OPEN + ")", "job_seq")
            + LATERAL.formatted("t", "job_item", " and k.status in (" + TRIED + ")", "job_seq");

    private final JpaUnitOfWork unit;
    private final WantedIds wanted;
    private final String statement;

    JpaImageStates(JpaUnitOfWork unit, WantedIds wanted, Dialect dialect) {
        this.unit = unit;
        this.wanted = wanted;
        this.statement = wanted.statement(SELECT, joins(dialect));
    }

    /** PostgreSQL finds the newest row of an image by one descent of an index, not two; SQLite has no such joins. */
    static String joins(Dialect dialect) {
        return dialect == Dialect.POSTGRESQL ? LATERAL_JOINS : JOINS;
    }

    @Override
    public List<ImageState> find(Collection<ImageId> images, SegmentationMode mode) {
        return unit.read(manager -> {
            List<ImageState> found = new ArrayList<>();
            wanted.forEach(
                    manager,
                    statement,
                    images.stream().map(ImageId::value),
                    Map.of("mode", mode.name()),
                    Tuple.class,
                    row -> found.add(state(row, mode)));
            return found;
        });
    }

    private static ImageState state(Tuple row, SegmentationMode mode) {
        SnapshotDigest prompts = digest(row, mode, "prompt");
        SnapshotDigest open = digest(row, mode, "open");
        SnapshotDigest done = digest(row, mode, "done");
        SnapshotDigest tried = digest(row, mode, "tried");
        return new ImageState(
                new ImageId(WantedIds.uuid(row.get("image"))),
                text(row, "filename"),
                text(row, "sha256"),
                prompts == null
                        ? PromptSummary.empty(mode)
                        : new PromptSummary(prompts, number(row, "positives"), number(row, "negatives")),
                mode == SegmentationMode.FIND_ALL ? row.get("prompt_words", String.class) : null,
                open == null ? null : new Pending(open, text(row, "open_image"), text(row, "open_parameters")),
                done == null
                        ? null
                        : new Success(
                                done, text(row, "done_image"), text(row, "done_model"), text(row, "done_parameters")),
                tried == null
                        ? null
                        : new Attempt(tried, ItemStatus.valueOf(text(row, "tried_status")) == ItemStatus.FAILED));
    }

    private static @Nullable SnapshotDigest digest(Tuple row, SegmentationMode mode, String of) {
        String geometry = row.get(of + "_geometry", String.class);
        return geometry == null ? null : new SnapshotDigest(mode, geometry, text(row, of + "_text"));
    }

    private static String text(Tuple row, String column) {
        return row.get(column, String.class);
    }

    private static int number(Tuple row, String column) {
        return row.get(column, Number.class).intValue();
    }
}
