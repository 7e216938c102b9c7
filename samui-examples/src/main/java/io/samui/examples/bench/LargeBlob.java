package io.samui.examples.bench;

import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobSource;
import io.samui.core.storage.BlobStorage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.Locale;

/** How much memory a blob of 500 MB takes on its way into a storage and back. */
final class LargeBlob {

    private static final long SIZE = 500L << 20;
    private static final BlobKey KEY = new BlobKey("samui/large");

    private final BlobStorage storage;

    LargeBlob(BlobStorage storage) {
        this.storage = storage;
    }

    void measure() throws IOException {
        storage.put(new BlobKey("samui/warm-up"), new Zeros(20L << 20), "application/octet-stream");
        List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
        System.gc();
        long before = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        heap.forEach(MemoryPoolMXBean::resetPeakUsage);
        long start = System.nanoTime();
        storage.put(KEY, new Zeros(SIZE), "application/octet-stream");
        long stored = System.nanoTime();
        try (InputStream in = storage.open(KEY)) {
            long read = in.transferTo(OutputStream.nullOutputStream());
            if (read != SIZE) {
                throw new IllegalStateException("Not all was read: " + read);
            }
        }
        long end = System.nanoTime();
        long peak =
                heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        System.out.printf(
                Locale.ROOT,
                "500 MB: put %.1f s, get %.1f s, heap %d MB before, peak of its pools %d MB, of at most %d MB%n",
                (stored - start) / 1e9,
                (end - stored) / 1e9,
                before >> 20,
                peak >> 20,
                Runtime.getRuntime().maxMemory() >> 20);
        storage.delete(KEY);
    }

    /** As many zeros. */
    private record Zeros(long size) implements BlobSource {

        @Override
        public InputStream open() {
            return new InputStream() {
                private long left = size;

                @Override
                public int read() {
                    return left-- > 0 ? 0 : -1;
                }

                @Override
                public int read(byte[] target, int offset, int length) {
                    int count = (int) Math.min(length, left);
                    left -= count;
                    return count > 0 || length == 0 ? count : -1;
                }
            };
        }
    }
}
