package io.samui.core.memory;

import io.samui.core.NotFoundException;
import io.samui.core.annotation.Added;
import io.samui.core.annotation.AnnotationId;
import io.samui.core.annotation.AnnotationStore;
import io.samui.core.annotation.BoxAnnotation;
import io.samui.core.annotation.PointAnnotation;
import io.samui.core.image.ImageId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class MemoryAnnotationStore implements AnnotationStore {

    private final MemoryState state;

    MemoryAnnotationStore(MemoryState state) {
        this.state = state;
    }

    @Override
    public Added<BoxAnnotation> insertBox(BoxAnnotation box) {
        return insert(state.boxes, box.id(), box.imageId(), box::withSeq);
    }

    @Override
    public Added<PointAnnotation> insertPoint(PointAnnotation point) {
        return insert(state.points, point.id(), point.imageId(), point::withSeq);
    }

    @Override
    public Optional<BoxAnnotation> updateBox(AnnotationId id, UnaryOperator<BoxAnnotation> change) {
        return update(state.boxes, id, before -> {
            BoxAnnotation after = change.apply(before);
            return before.with(after.box(), after.promptType());
        });
    }

    @Override
    public Optional<PointAnnotation> updatePoint(AnnotationId id, UnaryOperator<PointAnnotation> change) {
        return update(state.points, id, before -> {
            PointAnnotation after = change.apply(before);
            return before.with(after.x(), after.y(), after.positive());
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
        return delete(state.boxes, id);
    }

    @Override
    public boolean deletePoint(AnnotationId id) {
        return delete(state.points, id);
    }

    private <A> Added<A> insert(
            MemoryTable<AnnotationId, A> table, AnnotationId id, ImageId image, LongFunction<A> row) {
        return state.unit.inTransaction(() -> {
            if (state.images.find(image).isEmpty()) {
                throw new NotFoundException("Image not found", image);
            }
            Optional<A> there = table.find(id);
            if (there.isPresent()) {
                return new Added<>(there.get(), false);
            }
            A inserted = row.apply(state.nextSeq());
            table.put(id, inserted);
            return new Added<>(inserted, true);
        });
    }

    private <A> Optional<A> update(MemoryTable<AnnotationId, A> table, AnnotationId id, UnaryOperator<A> change) {
        return state.unit.inTransaction(() -> {
            Optional<A> updated = table.find(id).map(change);
            updated.ifPresent(row -> table.put(id, row));
            return updated;
        });
    }

    private <A> boolean delete(MemoryTable<AnnotationId, A> table, AnnotationId id) {
        return state.unit.inTransaction(() -> table.remove(id));
    }

    private static <T> Map<ImageId, List<T>> byImage(
            Stream<T> rows, Collection<ImageId> images, Function<T, ImageId> image, Function<T, Long> seq) {
        Set<ImageId> wanted = Set.copyOf(images);
        return rows.filter(row -> wanted.contains(image.apply(row)))
                .sorted(Comparator.comparing(seq))
                .collect(Collectors.groupingBy(image));
    }
}
