package io.samui.core;

import io.samui.core.spi.DataSize;
import java.lang.management.ManagementFactory;

/** How much memory direct buffers may take in this JVM. */
final class DirectMemory {

    private static final String OPTION = "-XX:MaxDirectMemorySize=";

    private DirectMemory() {}

    /** Bytes: what the JVM was started with, else as much as the heap. */
    static long limit() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith(OPTION))
                .reduce((first, last) -> last)
                .map(argument ->
                        DataSize.parse(argument.substring(OPTION.length())).bytes())
                .filter(bytes -> bytes > 0)
                .orElseGet(Runtime.getRuntime()::maxMemory);
    }
}
