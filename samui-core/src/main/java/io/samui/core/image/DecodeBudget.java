package io.samui.core.image;

import io.samui.core.SamuiException;
import io.samui.core.TooLargeException;
import io.samui.core.spi.DataSize;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Memory that all images being decoded may take together. Whoever would exceed it waits for its turn, first come first served; an
 * image that alone exceeds it is refused at once. Thread-safe.
 */
public final class DecodeBudget {

    /** Permits are kilobytes: an int counts two terabytes of them. */
    private static final int UNIT = 1024;

    private final DataSize size;
    private final int units;
    private final Semaphore free;

    public DecodeBudget(DataSize size) {
        this.size = size;
        this.units = (int) Math.min(Integer.MAX_VALUE, Math.max(1, size.bytes() / UNIT));
        this.free = new Semaphore(units, true);
    }

    /**
     * Does {@code work} that takes this much memory, once it is there.
     *
     * @throws TooLargeException when it is more than all there will ever be
     */
    <T> T within(long bytes, Supplier<T> work) {
        int taken = take(bytes);
        try {
            return work.get();
        } finally {
            free.release(taken);
        }
    }

    private int take(long bytes) {
        long wanted = Math.max(1, (bytes + UNIT - 1) / UNIT);
        if (wanted > units) {
            throw new TooLargeException("Decoding the image takes " + (bytes >> 20) + " MB, more than the budget of "
                    + size + ". Raise " + ImageLimits.PREFIX
                    + "decode-budget or the heap (-Xmx), or use a smaller image");
        }
        try {
            free.acquire((int) wanted);
            return (int) wanted;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SamuiException("Interrupted while waiting to decode an image", e);
        }
    }
}
