package io.samui.core.history;

import io.samui.core.ConfigurationException;
import io.samui.core.spi.SettingsBinder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The keys {@code samui.history.*}.
 *
 * @param keep {@code everything}; or how many results of an image and mode are kept, such as {@code 10}; or how long, such as
 *     {@code 90d}. The latest of an image and mode is always kept
 */
public record HistorySettings(@Nullable String keep) {

    public static final String PREFIX = "samui.history.";

    private static final String EVERYTHING = "everything";
    private static final Pattern COUNT = Pattern.compile("\\d{1,9}");

    public HistorySettings {
        parse(keep);
    }

    /** What is kept of the history at this time; empty when that is everything. */
    public Optional<Retention> retention(Instant now) {
        return parse(keep).map(limit -> limit.at(now));
    }

    /** How many results are kept, or for how long. */
    private interface Limit {
        Retention at(Instant now);
    }

    private static Optional<Limit> parse(@Nullable String keep) {
        if (keep == null || keep.equals(EVERYTHING)) {
            return Optional.empty();
        }
        if (COUNT.matcher(keep).matches()) {
            int newest = Integer.parseInt(keep);
            requirePositive(newest, keep);
            return Optional.of(now -> new Retention(newest, Retention.ALWAYS));
        }
        try {
            Duration age = SettingsBinder.duration(keep);
            requirePositive(age.compareTo(Duration.ZERO), keep);
            return Optional.of(now -> new Retention(1, Retention.before(now, age)));
        } catch (IllegalArgumentException e) {
            throw misfit(keep, e);
        }
    }

    private static void requirePositive(int value, String keep) {
        if (value < 1) {
            throw misfit(keep, null);
        }
    }

    private static ConfigurationException misfit(String keep, @Nullable Throwable cause) {
        return new ConfigurationException(
                PREFIX + "keep = \"" + keep + "\" does not fit: it is everything, a count of results per image and mode"
                        + " such as 10 (at least 1, as the latest is always kept), or an age such as 90d",
                cause);
    }
}
