package io.samui.core;

import org.jspecify.annotations.Nullable;

/** The installation must be changed before this can work; the message names the key, file or artifact. */
public class ConfigurationException extends SamuiException {

    public ConfigurationException(String message) {
        super(message);
    }

    public ConfigurationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
