package io.samui.rest;

import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.stereotype.Component;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactoryBuilder;

/** How much JSON is read at most: a job over more than a million images still fits. */
@Component
final class BodyLimits implements JsonFactoryBuilderCustomizer {

    private static final long MAX_BYTES = 64L << 20;
    private static final int MAX_DEPTH = 50;

    @Override
    public void customize(JsonFactoryBuilder builder) {
        builder.streamReadConstraints(StreamReadConstraints.builder()
                .maxDocumentLength(MAX_BYTES)
                .maxNestingDepth(MAX_DEPTH)
                .build());
    }
}
