package io.samui.core.persistence;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/**
 * Reads rows of many ids in few statements. The ids of a statement are one parameter, {@code :ids}, which the statement joins as
 * {@code w.value}: so their number meets no limit of parameters, and statements stay as short as for one id.
 */
final class WantedIds {

    /** Keeps what one statement returns in bounds, ten annotations to an image, say. */
    private static final int PIECE = 5_000;

    private final Dialect dialect;

    WantedIds(Dialect dialect) {
        this.dialect = dialect;
    }

    /**
     * @param select what comes before the ids' place in the FROM clause
     * @param rest   what comes after it, beginning with the join
     */
    String statement(String select, String rest) {
        return select + " from " + dialect.wantedIds() + " " + rest;
    }

    /**
     * Hands over every row of a statement, as an entity or a tuple. The statement runs for a piece of the ids at a time, and the
     * entities of a piece are let go before the next.
     *
     * @param parameters those besides the ids
     */
    <R> void forEach(
            EntityManager manager,
            String statement,
            Stream<UUID> ids,
            Map<String, String> parameters,
            Class<R> type,
            Consumer<R> row) {
        List<UUID> all = ids.distinct().toList();
        for (int from = 0; from < all.size(); from += PIECE) {
            NativeQuery<R> query = manager.unwrap(Session.class).createNativeQuery(statement, type);
            parameters.forEach(query::setParameter);
            query.setParameter("ids", dialect.list(all.subList(from, Math.min(all.size(), from + PIECE))));
            query.getResultList().forEach(row);
            manager.clear();
        }
    }

    /** Of a column that is a UUID in one database and text in the other. */
    static UUID uuid(Object column) {
        return column instanceof UUID uuid ? uuid : UUID.fromString(column.toString());
    }
}
