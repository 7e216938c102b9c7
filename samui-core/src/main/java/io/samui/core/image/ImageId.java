package io.samui.core.image;

import java.util.UUID;

public record ImageId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
