package io.samui.core;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a list that is ordered by {@code seq}, newest first.
 *
 * @param entries the entries, newest first
 * @param next    the request for what follows; empty when this is the end
 */
public record Page<T>(List<T> entries, Optional<PageRequest> next) {

    public Page {
        entries = List.copyOf(entries);
    }

    /**
     * Makes a page of up to {@code request.limit() + 1} entries that a store has read: the extra entry only says that there
     * is more.
     */
    public static <T> Page<T> of(List<T> readOneMore, PageRequest request, Function<T, Long> seq) {
        if (readOneMore.size() <= request.limit()) {
            return new Page<>(readOneMore, Optional.empty());
        }
        List<T> kept = readOneMore.subList(0, request.limit());
        long last = seq.apply(kept.get(kept.size() - 1));
        return new Page<>(kept, Optional.of(new PageRequest(request.limit(), last)));
    }

    /** The same page with every entry turned into something else. */
    public <R> Page<R> map(Function<? super T, ? extends R> change) {
        return new Page<>(entries.stream().<R>map(change).toList(), next);
    }
}
