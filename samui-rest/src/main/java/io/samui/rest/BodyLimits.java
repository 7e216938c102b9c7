package io.samui.rest;

import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.stereotype.Component;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactoryBuilder;

/**
 * How much JSON is read at most: a job over more than a million images still fits, unless the heap is so small that one such body
 * would fill it. A field that stands twice is refused, as nobody can tell which was meant.
 */
@Component
final class BodyLimits implements JsonFactoryBuilderCustomizer {

    private static final long MAX_BYTES = 64L << 20;

    /** What is made of a list of ids takes some five times its bytes, and several may come at once. */
    private static final int OF_HEAP = 32;

    private static final int MAX_DEPTH = 50;

    @Override
    public void customize(JsonFactoryBuilder builder) {
        long maxBytes = Math.min(MAX_BYTES, Runtime.getRuntime().maxMemory() / OF_HEAP);
        builder.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
        builder.streamReadConstraints(StreamReadConstraints.builder()
                .maxDocumentLength(maxBytes)
                .maxNestingDepth(MAX_DEPTH)
                .build());
    }
}
