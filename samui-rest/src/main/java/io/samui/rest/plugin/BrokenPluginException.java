package io.samui.rest.plugin;

import io.samui.core.SamuiException;
import org.jspecify.annotations.Nullable;

/** Why one plugin cannot be used; the others can. */
final class BrokenPluginException extends SamuiException {

    BrokenPluginException(String message) {
        super(message);
    }

    BrokenPluginException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
