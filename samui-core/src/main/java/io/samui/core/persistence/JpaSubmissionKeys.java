package io.samui.core.persistence;

import io.samui.core.job.IdempotencyKey;
import io.samui.core.job.KeyedSubmission;
import io.samui.core.job.SubmissionKeys;
import java.util.Optional;

final class JpaSubmissionKeys implements SubmissionKeys {

    private final JpaUnitOfWork unit;

    JpaSubmissionKeys(JpaUnitOfWork unit) {
        this.unit = unit;
    }

    @Override
    public Optional<KeyedSubmission> find(IdempotencyKey key) {
        return unit.read(manager -> Optional.ofNullable(manager.find(SubmissionKeyEntity.class, key.value()))
                .map(SubmissionKeyEntity::toDomain));
    }

    @Override
    public void insert(KeyedSubmission submission) {
        unit.requireTransaction();
        unit.write(manager -> {
            manager.persist(SubmissionKeyEntity.from(submission));
            manager.flush();
            return Boolean.TRUE;
        });
    }
}
