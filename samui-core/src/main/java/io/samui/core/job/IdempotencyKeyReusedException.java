package io.samui.core.job;

import io.samui.core.SamuiException;

/** The key of a submission was sent before, with another request. Nothing was changed; another key is needed. */
public class IdempotencyKeyReusedException extends SamuiException {

    public IdempotencyKeyReusedException(IdempotencyKey key, JobId job) {
        super("The Idempotency-Key " + key + " belongs to job " + job
                + ", which was submitted with another body: send a new key with a new request");
    }
}
