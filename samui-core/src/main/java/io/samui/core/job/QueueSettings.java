package io.samui.core.job;

import io.samui.core.ConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * The keys {@code samui.queue.*}.
 *
 * @param maxQueued jobs that may wait; a submission beyond is refused
 */
public record QueueSettings(@Nullable Integer maxQueued) {

    public static final String PREFIX = "samui.queue.";

    public QueueSettings {
        maxQueued = maxQueued == null ? 1000 : maxQueued;
        if (maxQueued < 1) {
            throw new ConfigurationException(PREFIX + "max-queued must be at least 1");
        }
    }
}
