package io.samui.core.memory;

import io.samui.core.Page;
import io.samui.core.PageRequest;
import io.samui.core.history.ProcessingResult;
import io.samui.core.image.ImageCatalogue;
import io.samui.core.image.ImageId;
import io.samui.core.image.ImageRecord;
import io.samui.core.image.NamePart;
import io.samui.core.storage.BlobKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class MemoryImageCatalogue implements ImageCatalogue {

    private final MemoryState state;

    MemoryImageCatalogue(MemoryState state) {
        this.state = state;
    }

    @Override
    public ImageRecord insert(ImageRecord image) {
        return state.unit.inTransaction(() -> {
            ImageRecord inserted = image.withSeq(state.nextSeq());
            state.images.put(inserted.id(), inserted);
            return inserted;
        });
    }

    @Override
    public Optional<ImageRecord> find(ImageId id) {
        return state.unit.inTransaction(() -> state.images.find(id));
    }

    @Override
    public List<ImageRecord> findAll(Collection<ImageId> ids) {
        return state.unit.inTransaction(() -> ids.stream()
                .distinct()
                .map(state.images::find)
                .flatMap(Optional::stream)
                .toList());
    }

    @Override
    public Page<ImageRecord> list(PageRequest request) {
        return state.unit.inTransaction(() -> MemoryState.page(state.images.all(), request, ImageRecord::seq));
    }

    @Override
    public Page<ImageRecord> list(NamePart name, PageRequest request) {
        return state.unit.inTransaction(() -> MemoryState.page(named(name), request, ImageRecord::seq));
    }

    @Override
    public long count() {
        return state.unit.inTransaction(() -> (long) state.images.size());
    }

    @Override
    public long count(NamePart name) {
        return state.unit.inTransaction(() -> named(name).count());
    }

    private Stream<ImageRecord> named(NamePart name) {
        return state.images.all().filter(image -> name.isIn(image.filename()));
    }

    @Override
    public Optional<ImageRecord> updateTextPrompt(ImageId id, @Nullable String textPrompt) {
        return state.unit.inTransaction(() -> {
            Optional<ImageRecord> updated = state.images.find(id).map(image -> image.withTextPrompt(textPrompt));
            updated.ifPresent(image -> state.images.put(id, image));
            return updated;
        });
    }

    @Override
    public Optional<List<BlobKey>> delete(ImageId id) {
        return state.unit.inTransaction(() -> state.images.find(id).map(image -> {
            List<BlobKey> keys = new ArrayList<>(List.of(image.blobKey()));
            state.results
                    .all()
                    .filter(result -> result.imageId().equals(id))
                    .sorted(Comparator.comparing(ProcessingResult::seq))
                    .forEach(result -> keys.addAll(List.of(result.maskKey(), result.cocoKey())));
            state.boxes.removeIf(box -> box.imageId().equals(id));
            state.points.removeIf(point -> point.imageId().equals(id));
            state.results.removeIf(result -> result.imageId().equals(id));
            state.images.remove(id);
            return List.copyOf(keys);
        }));
    }
}
