package io.samui.core.persistence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Many ids in pieces that every database takes: SQLite ends at 32,766 parameters of a statement. */
final class Chunks {

    static final int SIZE = 5_000;

    private Chunks() {}

    /** Hands over the distinct ids, as text, a piece at a time. */
    static <I> void forEach(Collection<I> ids, Function<I, ?> text, Consumer<List<String>> piece) {
        List<String> all =
                ids.stream().distinct().map(id -> text.apply(id).toString()).toList();
        for (int from = 0; from < all.size(); from += SIZE) {
            piece.accept(new ArrayList<>(all.subList(from, Math.min(all.size(), from + SIZE))));
        }
    }
}
