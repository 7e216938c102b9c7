package io.samui.rest;

import io.samui.core.ConfigurationException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The keys {@code samui.rest.*}.
 *
 * @param allowedHosts    further names under which a server on loopback may be asked, with commas between
 * @param maxEventStreams clients that may listen to events at a time
 * @param directDownloads whether clients are sent to the storage itself for blobs
 */
record RestSettings(
        @Nullable String allowedHosts,
        @Nullable Integer maxEventStreams,
        @Nullable Boolean directDownloads) {

    static final String PREFIX = "samui.rest.";

    RestSettings {
        if (maxEventStreams != null && maxEventStreams < 1) {
            throw new ConfigurationException(PREFIX + "max-event-streams must be at least 1");
        }
    }

    /** In lower case. */
    List<String> hosts() {
        return Arrays.stream((allowedHosts == null ? "" : allowedHosts).split(","))
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .filter(host -> !host.isEmpty())
                .toList();
    }

    /** A few for each of a hundred people, at a few dozen kilobytes each. */
    int maxEventStreamsOrDefault() {
        return maxEventStreams == null ? 500 : maxEventStreams;
    }

    boolean directDownloadsOrDefault() {
        return directDownloads != null && directDownloads;
    }
}
