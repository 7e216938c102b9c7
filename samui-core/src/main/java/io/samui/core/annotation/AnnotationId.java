package io.samui.core.annotation;

import java.util.UUID;

/** Id of a box or point annotation. */
public record AnnotationId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
