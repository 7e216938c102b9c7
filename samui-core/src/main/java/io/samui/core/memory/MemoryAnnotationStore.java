package io.samui.core.memory;

import io.samui.core.NotFoundException;
import io.samui.core.annotation.AnnotationId;
import io.samui.core.annotation.AnnotationStore;
import io.samui.core.annotation.BoxAnnotation;
import io.samui.core.annotation.PointAnnotation;
import io.samui.core.image.ImageId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class MemoryAnnotationStore implements AnnotationStore {

    private final MemoryState state;

    MemoryAnnotationStore(MemoryState state) {
        this.state = state;
    }

    @Override
    public BoxAnnotation insertBox(BoxAnnotation box) {
        return state.unit.inTransaction(() -> {
            requireImage(box.imageId());
            BoxAnnotation inserted = new BoxAnnotation(
                    box.id(), state.nextSeq(), box.imageId(), box.box(), box.promptType(), box.createdAt());
            state.boxes.put(inserted.id(), inserted);
            return inserted;
        });
    }

    @Override
    public PointAnnotation insertPoint(PointAnnotation point) {
        return state.unit.inTransaction(() -> {
            requireImage(point.imageId());
            PointAnnotation inserted = new PointAnnotation(
                    point.id(),
                    state.nextSeq(),
                    point.imageId(),
                    point.x(),
                    point.y(),
                    point.positive(),
                    point.createdAt());
            state.points.put(inserted.id(), inserted);
            return inserted;
        });
    }

    @Override
    public Map<ImageId, List<BoxAnnotation>> boxes(Collection<ImageId> images) {
        return state.unit.inTransaction(
                () -> byImage(state.boxes.all(), images, BoxAnnotation::imageId, BoxAnnotation::seq));
    }

    @Override
    public Map<ImageId, List<PointAnnotation>> points(Collection<ImageId> images) {
        return state.unit.inTransaction(
                () -> byImage(state.points.all(), images, PointAnnotation::imageId, PointAnnotation::seq));
    }

    @Override
    public boolean deleteBox(AnnotationId id) {
        return state.unit.inTransaction(() -> state.boxes.remove(id));
    }

    @Override
    public boolean deletePoint(AnnotationId id) {
        return state.unit.inTransaction(() -> state.points.remove(id));
    }

    private void requireImage(ImageId id) {
        if (state.images.find(id).isEmpty()) {
            throw new NotFoundException("Image not found", id);
        }
    }

    private static <T> Map<ImageId, List<T>> byImage(
            Stream<T> rows, Collection<ImageId> images, Function<T, ImageId> image, Function<T, Long> seq) {
        Set<ImageId> wanted = Set.copyOf(images);
        return rows.filter(row -> wanted.contains(image.apply(row)))
                .sorted(Comparator.comparing(seq))
                .collect(Collectors.groupingBy(image));
    }
}
