package io.samui.examples.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What another JVM holds at this moment. 0 where this system does not tell.
 *
 * @param heapBytes   in use right after a full collection: what is reachable, and not what waits for the collector
 * @param nativeBytes resident besides the whole heap, which is resident from the start when the JVM was told so: metaspace, compiled
 *     code, stacks, direct buffers, and what libraries such as the model's runtime and the database allocate
 * @param files       open file descriptors, sockets among them
 */
record ProcessMemory(long heapBytes, long nativeBytes, long files) {

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    /** Of any collector, a line for the whole or one per generation: {@code total 262144K, used 12345K}. */
    private static final Pattern HEAP = Pattern.compile("\\btotal (\\d+)K, used (\\d+)K");

    private record Heap(long total, long used) {}

    static ProcessMemory of(long pid) throws IOException, InterruptedException {
        Heap heap = heap(pid);
        long resident = resident(pid);
        return new ProcessMemory(
                heap.used, resident == 0 || heap.total == 0 ? 0 : resident - heap.total, openFiles(pid));
    }

    /** The JVM's options with which {@code nativeBytes} is what it says it is. */
    static List<String> heapOptions(String size) {
        return List.of("-Xms" + size, "-Xmx" + size, "-XX:+AlwaysPreTouch");
    }

    String heap() {
        return heapBytes == 0 ? "?" : heapBytes / 1000 / 1000 + " MB";
    }

    String outside() {
        return nativeBytes == 0 ? "?" : nativeBytes / 1000 / 1000 + " MB";
    }

    private static Heap heap(long pid) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!Files.isExecutable(jcmd)) {
            return new Heap(0, 0);
        }
        ask(jcmd, pid, "GC.run");
        Matcher line = HEAP.matcher(ask(jcmd, pid, "GC.heap_info"));
        Heap heap = new Heap(0, 0);
        while (line.find()) {
            heap = new Heap(
                    heap.total + (Long.parseLong(line.group(1)) << 10),
                    heap.used + (Long.parseLong(line.group(2)) << 10));
        }
        return heap;
    }

    private static String ask(Path jcmd, long pid, String what) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), what)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor(1, TimeUnit.MINUTES);
        return said;
    }

    private static long resident(long pid) throws IOException {
        Path status = Path.of("/proc/" + pid + "/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        Matcher resident = RESIDENT.matcher(Files.readString(status));
        return resident.find() ? Long.parseLong(resident.group(1)) << 10 : 0;
    }

    private static long openFiles(long pid) throws IOException {
        Path folder = Path.of("/proc/" + pid + "/fd");
        if (!Files.isReadable(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }
}
