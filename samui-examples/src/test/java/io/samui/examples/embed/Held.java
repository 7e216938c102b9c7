package io.samui.examples.embed;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What this process holds, by Linux's own count.
 *
 * @param threads of Java and of libraries: every session of ONNX Runtime has some
 * @param files   open descriptors, sockets and locks among them
 * @param direct  bytes of buffers outside the heap, in which tensors are
 */
record Held(long threads, long files, long direct) {

    static boolean canBeCounted() {
        return Files.isReadable(Path.of("/proc/self/task"));
    }

    static Held now() {
        System.gc();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return new Held(count("/proc/self/task"), count("/proc/self/fd"), direct);
    }

    private static long count(String folder) {
        try (Stream<Path> entries = Files.list(Path.of(folder))) {
            return entries.count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    boolean isNoMoreThan(Held other) {
        return threads <= other.threads && files <= other.files && direct <= other.direct;
    }
}
