package io.samui.core.memory;

import io.samui.core.StoreException;
import io.samui.core.job.IdempotencyKey;
import io.samui.core.job.KeyedSubmission;
import io.samui.core.job.SubmissionKeys;
import java.util.Optional;

final class MemorySubmissionKeys implements SubmissionKeys {

    private final MemoryState state;

    MemorySubmissionKeys(MemoryState state) {
        this.state = state;
    }

    @Override
    public Optional<KeyedSubmission> find(IdempotencyKey key) {
        return state.unit.inTransaction(() -> state.submissions.find(key));
    }

    @Override
    public void insert(KeyedSubmission submission) {
        state.unit.requireTransaction();
        if (state.submissions.find(submission.key()).isPresent()) {
            throw new StoreException(
                    "A submission has that key already", new IllegalStateException("" + submission.key()));
        }
        state.submissions.put(submission.key(), submission);
    }
}
