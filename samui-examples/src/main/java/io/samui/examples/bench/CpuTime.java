package io.samui.examples.bench;

import java.lang.management.ManagementFactory;

/** CPU time of one thread since it was made; says what something costs where others use the machine, too. */
record CpuTime(long start) {

    static CpuTime ofThisThread() {
        return new CpuTime(now());
    }

    /** Milliseconds so far, asked on the same thread. */
    double millis() {
        return (now() - start) / 1e6;
    }

    private static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
