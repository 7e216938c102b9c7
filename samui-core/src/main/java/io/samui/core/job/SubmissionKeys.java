package io.samui.core.job;

import java.util.Optional;

/**
 * Port to the keys of submissions, each kept as long as its job. Thread-safe; each method is one transaction, or joins the
 * caller's {@link io.samui.core.UnitOfWork}.
 */
public interface SubmissionKeys {

    /** The submission with that key; empty when there is none. */
    Optional<KeyedSubmission> find(IdempotencyKey key);

    /**
     * Keeps a submission, in the transaction that inserted its job under the queue's lock: so key and job are there together, or
     * neither is.
     *
     * @throws io.samui.core.StoreException when the key is there already; the transaction is to be given up
     * @throws IllegalStateException        outside a transaction
     */
    void insert(KeyedSubmission submission);
}
