package io.samui.core.persistence;

import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobReferences;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.Session;

final class JpaBlobReferences implements BlobReferences {

    /** Keys of one statement. */
    private static final int PIECE = 5_000;

    private final JpaUnitOfWork unit;
    private final Dialect dialect;
    private final String statement;

    JpaBlobReferences(JpaUnitOfWork unit, Dialect dialect) {
        this.unit = unit;
        this.dialect = dialect;
        this.statement = "select w.value from " + dialect.wantedTexts() + """

                where exists (select 1 from image i where i.blob_key = w.value)
                   or exists (select 1 from result r where r.mask_key = w.value)
                   or exists (select 1 from result r where r.coco_key = w.value)""";
    }

    @Override
    public Set<BlobKey> referenced(Collection<BlobKey> keys) {
        List<String> all = keys.stream().map(BlobKey::value).distinct().toList();
        Set<BlobKey> found = new HashSet<>();
        for (int from = 0; from < all.size(); from += PIECE) {
            List<String> piece = all.subList(from, Math.min(all.size(), from + PIECE));
            found.addAll(unit.read(manager -> manager
                    .unwrap(Session.class)
                    .createNativeQuery(statement, String.class)
                    .setParameter("texts", dialect.listOfTexts(piece))
                    .getResultList()
                    .stream()
                    .map(BlobKey::new)
                    .collect(Collectors.toSet())));
        }
        return found;
    }
}
