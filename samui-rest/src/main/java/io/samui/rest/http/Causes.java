package io.samui.rest.http;

import java.io.IOException;
import java.util.Optional;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;

/** Looks behind an exception. */
final class Causes {

    private static final int LONGEST = 200;

    private Causes() {}

    static <T extends Throwable> Optional<T> find(Throwable thrown, Class<T> type) {
        @Nullable Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    static boolean isBrokenConnection(Throwable thrown) {
        return find(thrown, ClientAbortException.class).isPresent()
                || find(thrown, java.io.EOFException.class).isPresent()
                || find(thrown, IOException.class)
                        .map(Throwable::getMessage)
                        .filter(message -> message.contains("Broken pipe") || message.contains("Connection reset"))
                        .isPresent();
    }

    /** What somebody sent, cut so that a message stays a message. */
    static String shortened(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    }
}
