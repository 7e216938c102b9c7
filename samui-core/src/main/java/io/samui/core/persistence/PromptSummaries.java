package io.samui.core.persistence;

import io.samui.core.annotation.AnnotationSnapshot;
import io.samui.core.annotation.BoxAnnotation;
import io.samui.core.annotation.PointAnnotation;
import io.samui.core.annotation.PromptSummary;
import io.samui.core.inference.SegmentationMode;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code image_prompts}: what change detection needs to know of an image's prompts, by mode. Summed up from the
 * image's rows at every write, never added to, so that it cannot drift; an image without a row in a mode has no prompts in it.
 */
final class PromptSummaries {

    private static final String WRITE = """
            insert into image_prompts (image_id, mode, prompt_geometry, prompt_text, positives, negatives)
            values (:image, :mode, :geometry, :text, :positives, :negatives)
            on conflict (image_id, mode) do update set prompt_geometry = excluded.prompt_geometry,
                prompt_text = excluded.prompt_text, positives = excluded.positives, negatives = excluded.negatives""";

    private PromptSummaries() {}

    /** Sums up what a mode reads of an image. The caller holds the lock of its row, or what another one adds would be missed. */
    static void refresh(EntityManager manager, UUID image, SegmentationMode mode) {
        PromptSummary summary = AnnotationSnapshot.of(
                        mode, boxes(manager, image, mode), points(manager, image, mode), text(manager, image, mode))
                .summary();
        manager.createNativeQuery(WRITE)
                .setParameter("image", image)
                .setParameter("mode", mode.name())
                .setParameter("geometry", summary.digest().geometry())
                .setParameter("text", summary.digest().text())
                .setParameter("positives", summary.positives())
                .setParameter("negatives", summary.negatives())
                .executeUpdate();
    }

    private static List<BoxAnnotation> boxes(EntityManager manager, UUID image, SegmentationMode mode) {
        return mode == SegmentationMode.POINT
                ? List.of()
                : manager
                        .createQuery(
                                "select a from BoxAnnotation a where a.imageId = :image order by a.seq",
                                BoxAnnotationEntity.class)
                        .setParameter("image", image)
                        .getResultList()
                        .stream()
                        .map(BoxAnnotationEntity::toDomain)
                        .toList();
    }

    private static List<PointAnnotation> points(EntityManager manager, UUID image, SegmentationMode mode) {
        return mode != SegmentationMode.POINT
                ? List.of()
                : manager
                        .createQuery(
                                "select a from PointAnnotation a where a.imageId = :image order by a.seq",
                                PointAnnotationEntity.class)
                        .setParameter("image", image)
                        .getResultList()
                        .stream()
                        .map(PointAnnotationEntity::toDomain)
                        .toList();
    }

    private static @Nullable String text(EntityManager manager, UUID image, SegmentationMode mode) {
        return mode != SegmentationMode.FIND_ALL
                ? null
                : manager.createQuery("select i.textPrompt from Image i where i.id = :image", String.class)
                        .setParameter("image", image)
                        .getSingleResultOrNull();
    }
}
