package io.samui.core;

import java.util.UUID;

/** Makes the ids of everything that is stored. Implementations are thread-safe and never return the same value twice. */
@FunctionalInterface
public interface IdGenerator {

    UUID next();
}
