package io.samui.rest.api;

import io.samui.core.InvalidInputException;
import io.samui.core.job.IdempotencyKey;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The header {@code Idempotency-Key}. */
final class KeyHeader {

    static final String NAME = "Idempotency-Key";

    private KeyHeader() {}

    /**
     * @return empty where the request has none
     * @throws InvalidInputException for a key that does not fit, or several
     */
    static Optional<IdempotencyKey> of(HttpServletRequest request) {
        List<String> values = Collections.list(request.getHeaders(NAME));
        if (values.size() > 1) {
            throw new InvalidInputException("The request has " + values.size() + " headers " + NAME + ": send one");
        }
        return values.stream().findFirst().map(String::strip).map(IdempotencyKey::new);
    }
}
