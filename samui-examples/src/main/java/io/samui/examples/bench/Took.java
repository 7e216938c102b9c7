package io.samui.examples.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What a call took, in milliseconds.
 *
 * @param wall by the clock
 * @param cpu  of all threads of this process, which others on the machine do not lengthen; in steps of ten where the system counts so
 */
record Took(double wall, double cpu) {

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** A moment. */
    record Start(long cpu, long nanoTime) {

        /** From that moment to this one. */
        Took stop() {
            double wall = (System.nanoTime() - nanoTime) / 1e6;
            return new Took(wall, (PROCESS.getProcessCpuTime() - cpu) / 1e6);
        }
    }

    static Start start() {
        return new Start(PROCESS.getProcessCpuTime(), System.nanoTime());
    }
}
