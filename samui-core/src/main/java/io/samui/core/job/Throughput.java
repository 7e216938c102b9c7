package io.samui.core.job;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * How fast images have ended of late, and when so many more will have. It looks back over half a minute, and further where images
 * take so long that these are too few. After a time in which nothing moved, because the queue was paused or a disk was full, it
 * starts anew: such a time says nothing of the images. Times that run backwards are taken for the time before. Not thread-safe.
 */
final class Throughput {

    static final Duration WINDOW = Duration.ofSeconds(30);

    /** A rate of fewer images is a rate of the last one. */
    static final int FEWEST = 8;

    /** Ends that are closer share a sample, so that there are few samples however fast images end. */
    private static final Duration GRAIN = Duration.ofMillis(250);

    /** Nothing moves when an image takes so many times as long as those before. */
    private static final int TIMES_AS_LONG = 5;

    private static final double NANOS = 1e9;

    /**
     * @param ended how many had ended by then
     */
    private record Sample(Instant at, long ended) {}

    private final Deque<Sample> samples = new ArrayDeque<>();

    /** Images are worked on from now on; a second call does nothing. */
    void begin(Instant at) {
        if (samples.isEmpty()) {
            samples.add(new Sample(at, 0));
        }
    }

    /** An image that was worked on has ended. */
    void add(Instant at) {
        if (samples.isEmpty()) {
            samples.add(new Sample(at, 0)); // it took some time, but nobody knows how much
            return;
        }
        Sample last = samples.getLast();
        Sample now = new Sample(at.isBefore(last.at) ? last.at : at, last.ended + 1);
        if (stalled(now.at)) {
            samples.clear();
        } else if (samples.size() > 1) {
            samples.removeLast();
            boolean apart = Duration.between(samples.getLast().at, last.at).compareTo(GRAIN) >= 0;
            if (apart) {
                samples.add(last);
            }
        }
        samples.add(now);
        forget();
    }

    /** Images per second; null while it is not known. */
    @Nullable
    Double perSecond(Instant now) {
        return known(now) ? ended() / seconds() : null;
    }

    /** When so many more will have ended, not before now; null while it is not known. */
    @Nullable
    Instant completion(int remaining, Instant now) {
        if (!known(now)) {
            return null;
        }
        double millis = remaining * seconds() / ended() * 1_000;
        Instant at = samples.getLast().at.plusMillis(Math.round(millis));
        return at.isBefore(now) ? now : at;
    }

    /** How much it remembers. */
    int samples() {
        return samples.size();
    }

    private boolean known(Instant now) {
        return !samples.isEmpty() && ended() > 0 && seconds() > 0 && !stalled(now);
    }

    private boolean stalled(Instant now) {
        if (ended() == 0) {
            return false;
        }
        double idle = Duration.between(samples.getLast().at, now).toNanos() / NANOS;
        return idle > Math.max(WINDOW.toSeconds(), TIMES_AS_LONG * seconds() / ended());
    }

    /** Drops samples while those behind span the window, with images enough. */
    private void forget() {
        Sample last = samples.getLast();
        while (samples.size() > 2) {
            Sample first = samples.removeFirst();
            Sample next = samples.getFirst();
            boolean tooShort = Duration.between(next.at, last.at).compareTo(WINDOW) < 0;
            if (tooShort || last.ended - next.ended < FEWEST) {
                samples.addFirst(first);
                return;
            }
        }
    }

    private long ended() {
        return samples.getLast().ended - samples.getFirst().ended;
    }

    private double seconds() {
        return Duration.between(samples.getFirst().at, samples.getLast().at).toNanos() / NANOS;
    }
}
