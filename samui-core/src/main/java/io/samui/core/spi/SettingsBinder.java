package io.samui.core.spi;

import java.util.Map;

/** Binds text settings to a record: kebab-case keys to its components, absent keys to null. */
public final class SettingsBinder {

    private SettingsBinder() {}

    public static <R extends Record> R bind(Class<R> type, String prefix, Map<String, String> values) {
        throw new UnsupportedOperationException("not yet");
    }
}
