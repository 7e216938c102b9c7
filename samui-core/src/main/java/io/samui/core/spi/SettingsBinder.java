package io.samui.core.spi;

import io.samui.core.ConfigurationException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Binds text settings to a record: the key {@code max-bytes} to its component {@code maxBytes}. An absent or blank setting
 * becomes null, and the record's constructor puts the default in its place, so a default is written once.
 */
public final class SettingsBinder {

    private SettingsBinder() {}

    /**
     * Makes a record of settings.
     *
     * @param prefix what stands before the keys, for messages, such as {@code samui.image.}
     * @param values the settings without that prefix
     * @throws ConfigurationException for a key that the record lacks, or a value that does not fit; it names the key and says
     *     what would fit
     */
    public static <R extends Record> R bind(Class<R> type, String prefix, Map<String, String> values) {
        Map<String, RecordComponent> components = components(type);
        for (String key : new TreeSet<>(values.keySet())) {
            if (!components.containsKey(key)) {
                throw unknown(prefix, key, components);
            }
        }
        Object[] arguments = components.entrySet().stream()
                .map(component -> value(prefix, component.getKey(), component.getValue(), values))
                .toArray();
        return construct(type, prefix, arguments);
    }

    /**
     * Reads a duration as a record's component of that type is read, for a setting that may also be something else.
     *
     * @throws IllegalArgumentException when it is none; the message says what one looks like
     */
    public static Duration duration(String text) {
        return SettingValue.parseDuration(text);
    }

    private static Map<String, RecordComponent> components(Class<?> type) {
        Map<String, RecordComponent> components = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            components.put(kebab(component.getName()), component);
        }
        return components;
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private static @Nullable Object value(
            String prefix, String key, RecordComponent component, Map<String, String> values) {
        String text = values.get(key);
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return SettingValue.parse(component.getType(), text.strip());
        } catch (IllegalArgumentException | ArithmeticException e) {
            String shown = component.getType() == Secret.class ? "a secret value" : "\"" + text + "\"";
            throw new ConfigurationException(prefix + key + " = " + shown + " does not fit: " + e.getMessage(), e);
        }
    }

    private static ConfigurationException unknown(String prefix, String key, Map<String, RecordComponent> components) {
        String nearest = components.keySet().stream()
                .min(Comparator.comparingInt(known -> EditDistance.between(known, key)))
                .map(known -> " Did you mean " + prefix + known + "?")
                .orElse("");
        return new ConfigurationException("There is no setting " + prefix + key + "." + nearest + " Known are: "
                + String.join(
                        ", ", components.keySet().stream().map(prefix::concat).toList()));
    }

    private static <R extends Record> R construct(Class<R> type, String prefix, Object[] arguments) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.trySetAccessible();
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            Throwable cause = e.getTargetException();
            if (cause instanceof ConfigurationException configuration) {
                throw configuration;
            }
            throw new ConfigurationException(
                    "The settings under " + prefix + " do not fit: " + cause.getMessage(), cause);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be constructed", e);
        }
    }
}
