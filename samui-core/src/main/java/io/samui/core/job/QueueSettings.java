package io.samui.core.job;

import io.samui.core.ConfigurationException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The keys {@code samui.queue.*}.
 *
 * @param maxQueued       jobs that may wait; a submission beyond is refused
 * @param imagesInFlight  images of the running job that are worked on at a time: read ahead, run, written behind
 * @param maxEngineErrors after so many images in a row that the model failed on, the job ends instead of trying the rest
 * @param storeRetry      how long the queue waits before it tries a database or storage again that was away
 */
public record QueueSettings(
        @Nullable Integer maxQueued,
        @Nullable Integer imagesInFlight,
        @Nullable Integer maxEngineErrors,
        @Nullable Duration storeRetry) {

    public static final String PREFIX = "samui.queue.";

    /** Each waits with up to a dozen megabytes of prepared pixels. */
    private static final int MOST_IN_FLIGHT = 16;

    public QueueSettings {
        requirePositive("max-queued", maxQueued);
        requirePositive("images-in-flight", imagesInFlight);
        requirePositive("max-engine-errors", maxEngineErrors);
        if (storeRetry != null && (storeRetry.isNegative() || storeRetry.isZero())) {
            throw new ConfigurationException(PREFIX + "store-retry must be longer than nothing, such as 5s");
        }
    }

    public static QueueSettings defaults() {
        return new QueueSettings(null, null, null, null);
    }

    public int maxQueuedOrDefault() {
        return maxQueued == null ? 1000 : maxQueued;
    }

    /** One per core is decoded, one runs, as many are stored, and a few wait, so that no stage runs dry. */
    public int imagesInFlightOrDefault() {
        return imagesInFlight == null
                ? Math.min(MOST_IN_FLIGHT, 2 * Runtime.getRuntime().availableProcessors() + 4)
                : imagesInFlight;
    }

    public int maxEngineErrorsOrDefault() {
        return maxEngineErrors == null ? 5 : maxEngineErrors;
    }

    public Duration storeRetryOrDefault() {
        return storeRetry == null ? Duration.ofSeconds(5) : storeRetry;
    }

    private static void requirePositive(String key, @Nullable Integer value) {
        if (value != null && value < 1) {
            throw new ConfigurationException(PREFIX + key + " must be at least 1");
        }
    }
}
