package io.samui.core.system;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;

/**
 * Memory of this JVM, in bytes. What a backend takes outside of direct buffers, its weights say, is not in it.
 *
 * @param heapUsed   of the heap, garbage included
 * @param heapMax    what the heap may grow to
 * @param directUsed in direct buffers
 * @param directMax  what direct buffers may take
 */
public record MemoryStatus(long heapUsed, long heapMax, long directUsed, long directMax) {

    static MemoryStatus now(long directMax) {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return new MemoryStatus(heap.getUsed(), heap.getMax(), direct, directMax);
    }
}
