package io.samui.core.memory;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Rows by id; changes are undone with their transaction. Used inside transactions only. */
final class MemoryTable<K, V> {

    private final MemoryUnitOfWork unit;
    private final Map<K, V> rows = new HashMap<>();

    MemoryTable(MemoryUnitOfWork unit) {
        this.unit = unit;
    }

    Optional<V> find(K id) {
        return Optional.ofNullable(rows.get(id));
    }

    void put(K id, V row) {
        V before = rows.put(id, row);
        unit.undoWith(() -> {
            if (before == null) {
                rows.remove(id);
            } else {
                rows.put(id, before);
            }
        });
    }

    boolean remove(K id) {
        V before = rows.remove(id);
        if (before == null) {
            return false;
        }
        unit.undoWith(() -> rows.put(id, before));
        return true;
    }

    /** Removes the rows that match. */
    void removeIf(Predicate<V> condition) {
        rows.entrySet().stream()
                .filter(row -> condition.test(row.getValue()))
                .map(Map.Entry::getKey)
                .toList()
                .forEach(this::remove);
    }

    Stream<V> all() {
        return rows.values().stream();
    }

    int size() {
        return rows.size();
    }
}
