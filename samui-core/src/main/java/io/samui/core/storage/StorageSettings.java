package io.samui.core.storage;

import org.jspecify.annotations.Nullable;

/**
 * The keys {@code samui.storage.*} that every backend understands.
 *
 * @param provider name of the provider; null takes the only one present
 */
public record StorageSettings(@Nullable String provider) {

    public static final String PREFIX = "samui.storage.";
}
