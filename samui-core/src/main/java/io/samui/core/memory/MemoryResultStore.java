package io.samui.core.memory;

import io.samui.core.Page;
import io.samui.core.PageRequest;
import io.samui.core.history.ExpiredResults;
import io.samui.core.history.ProcessingResult;
import io.samui.core.history.ResultId;
import io.samui.core.history.ResultStore;
import io.samui.core.history.Retention;
import io.samui.core.image.ImageId;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.storage.BlobKey;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class MemoryResultStore implements ResultStore {

    private final MemoryState state;

    MemoryResultStore(MemoryState state) {
        this.state = state;
    }

    @Override
    public Optional<ProcessingResult> find(ResultId id) {
        return state.unit.inTransaction(() -> state.results.find(id));
    }

    @Override
    public Optional<ProcessingResult> latest(ImageId image, SegmentationMode mode) {
        return Optional.ofNullable(latest(List.of(image), mode).get(image));
    }

    @Override
    public Map<ImageId, ProcessingResult> latest(Collection<ImageId> images, SegmentationMode mode) {
        Set<ImageId> wanted = Set.copyOf(images);
        return state.unit.inTransaction(() -> inMode(mode)
                .filter(result -> wanted.contains(result.imageId()))
                .collect(Collectors.toMap(
                        ProcessingResult::imageId,
                        Function.identity(),
                        BinaryOperator.maxBy(Comparator.comparing(ProcessingResult::seq)))));
    }

    @Override
    public Page<ProcessingResult> list(ImageId image, SegmentationMode mode, PageRequest request) {
        return state.unit.inTransaction(() -> MemoryState.page(
                inMode(mode).filter(result -> result.imageId().equals(image)), request, ProcessingResult::seq));
    }

    @Override
    public Page<ProcessingResult> list(SegmentationMode mode, PageRequest request) {
        return state.unit.inTransaction(() -> MemoryState.page(inMode(mode), request, ProcessingResult::seq));
    }

    @Override
    public ExpiredResults expired(Retention retention, long after, int limit) {
        return state.unit.inTransaction(() -> {
            List<ProcessingResult> looked = state.results
                    .all()
                    .filter(result -> result.seq() > after)
                    .sorted(Comparator.comparing(ProcessingResult::seq))
                    .limit(limit)
                    .toList();
            List<ResultId> ids = looked.stream()
                    .filter(result -> result.processedAt().isBefore(retention.before()))
                    .filter(result -> newer(result).count() >= retention.newest())
                    .map(ProcessingResult::id)
                    .toList();
            boolean more = looked.size() == limit;
            return new ExpiredResults(
                    ids, more ? OptionalLong.of(looked.get(limit - 1).seq()) : OptionalLong.empty());
        });
    }

    @Override
    public Map<ResultId, List<BlobKey>> delete(Collection<ResultId> ids) {
        return state.unit.inTransaction(() -> {
            Map<ResultId, List<BlobKey>> deleted = new HashMap<>();
            ids.stream()
                    .flatMap(id -> state.results.find(id).stream())
                    .filter(result -> newer(result).findAny().isPresent())
                    .forEach(result -> deleted.put(result.id(), List.of(result.maskKey(), result.cocoKey())));
            deleted.keySet().forEach(state.results::remove);
            return deleted;
        });
    }

    private Stream<ProcessingResult> newer(ProcessingResult than) {
        return inMode(than.mode())
                .filter(result -> result.imageId().equals(than.imageId()) && result.seq() > than.seq());
    }

    private Stream<ProcessingResult> inMode(SegmentationMode mode) {
        return state.results.all().filter(result -> result.mode() == mode);
    }
}
