package io.samui.core.persistence;

import io.samui.core.Page;
import io.samui.core.PageRequest;
import io.samui.core.image.ImageCatalogue;
import io.samui.core.image.ImageId;
import io.samui.core.image.ImageRecord;
import io.samui.core.image.NamePart;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.storage.BlobKey;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Tuple;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class JpaImageCatalogue implements ImageCatalogue {

    private static final String NAMED = "i.filenameFolded like :name escape '!'";

    private final JpaUnitOfWork unit;
    private final WantedIds wanted;

    JpaImageCatalogue(JpaUnitOfWork unit, WantedIds wanted) {
        this.unit = unit;
        this.wanted = wanted;
    }

    @Override
    public ImageRecord insert(ImageRecord image) {
        return unit.write(manager -> {
            ImageEntity entity = ImageEntity.from(image);
            manager.persist(entity);
            manager.flush();
            if (entity.textPrompt != null) {
                PromptSummaries.refresh(manager, entity.id, SegmentationMode.FIND_ALL);
            }
            return entity.toDomain();
        });
    }

    @Override
    public Optional<ImageRecord> find(ImageId id) {
        return unit.read(manager -> entity(manager, id, LockModeType.NONE).map(ImageEntity::toDomain));
    }

    @Override
    public List<ImageRecord> findAll(Collection<ImageId> ids) {
        String statement = wanted.statement("select i.*", "join image i on i.id = w.value");
        return unit.read(manager -> {
            List<ImageRecord> found = new ArrayList<>();
            wanted.forEach(
                    manager,
                    statement,
                    ids.stream().map(ImageId::value),
                    Map.of(),
                    ImageEntity.class,
                    entity -> found.add(entity.toDomain()));
            return found;
        });
    }

    @Override
    public Page<ImageRecord> list(PageRequest request) {
        return unit.read(manager -> page(
                manager.createQuery(
                        "select i from Image i where i.seq < :before order by i.seq desc", ImageEntity.class),
                request));
    }

    @Override
    public Page<ImageRecord> list(NamePart name, PageRequest request) {
        return unit.read(manager -> page(
                manager.createQuery(
                                "select i from Image i where i.seq < :before and " + NAMED + " order by i.seq desc",
                                ImageEntity.class)
                        .setParameter("name", pattern(name)),
                request));
    }

    private static Page<ImageRecord> page(TypedQuery<ImageEntity> query, PageRequest request) {
        return Page.of(
                query
                        .setParameter("before", request.before())
                        .setMaxResults(request.limit() + 1)
                        .getResultList()
                        .stream()
                        .map(ImageEntity::toDomain)
                        .toList(),
                request,
                ImageRecord::seq);
    }

    private static String pattern(NamePart name) {
        return "%" + name.folded().replaceAll("[!%_]", "!$0") + "%";
    }

    @Override
    public long count() {
        return unit.read(manager ->
                manager.createQuery("select count(i) from Image i", Long.class).getSingleResult());
    }

    @Override
    public long count(NamePart name) {
        return unit.read(manager -> manager.createQuery("select count(i) from Image i where " + NAMED, Long.class)
                .setParameter("name", pattern(name))
                .getSingleResult());
    }

    @Override
    public Optional<ImageRecord> updateTextPrompt(ImageId id, @Nullable String textPrompt) {
        return unit.write(manager -> locked(manager, id).map(entity -> {
            entity.textPrompt = textPrompt;
            manager.flush();
            PromptSummaries.refresh(manager, entity.id, SegmentationMode.FIND_ALL);
            return entity.toDomain();
        }));
    }

    @Override
    public Optional<List<BlobKey>> delete(ImageId id) {
        // the row is locked first: from then on no result of it can be added, see lock()
        return unit.write(manager -> locked(manager, id).map(image -> {
            List<BlobKey> keys = new ArrayList<>(List.of(new BlobKey(image.blobKey)));
            manager.createQuery(
                            "select r.maskKey as mask, r.cocoKey as coco from Result r where r.imageId = :id"
                                    + " order by r.seq",
                            Tuple.class)
                    .setParameter("id", image.id)
                    .getResultList()
                    .forEach(row -> keys.addAll(List.of(
                            new BlobKey(row.get("mask", String.class)), new BlobKey(row.get("coco", String.class)))));
            // annotations and results go with it, by the schema
            manager.createQuery("delete from Image i where i.seq = :seq")
                    .setParameter("seq", image.seq)
                    .executeUpdate();
            manager.clear();
            return List.copyOf(keys);
        }));
    }

    /**
     * Keeps an image from being deleted until the transaction ends, so that a row may point at it. Where there is one writer that
     * is so anyway.
     *
     * @return whether there is such an image
     */
    static boolean lock(EntityManager manager, ImageId id) {
        return entity(manager, id, LockModeType.PESSIMISTIC_READ).isPresent();
    }

    /**
     * Keeps others from changing an image's prompts, and from deleting it, until the transaction ends.
     *
     * @return whether there is such an image
     */
    static boolean lockPrompts(EntityManager manager, ImageId id) {
        return locked(manager, id).isPresent();
    }

    private static Optional<ImageEntity> locked(EntityManager manager, ImageId id) {
        return entity(manager, id, LockModeType.PESSIMISTIC_WRITE);
    }

    private static Optional<ImageEntity> entity(EntityManager manager, ImageId id, LockModeType lock) {
        return Optional.ofNullable(manager.createQuery("select i from Image i where i.id = :id", ImageEntity.class)
                .setParameter("id", id.value())
                .setLockMode(lock)
                .getSingleResultOrNull());
    }
}
