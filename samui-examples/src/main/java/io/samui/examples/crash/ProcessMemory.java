package io.samui.examples.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What another process holds at this moment: bytes of heap in use right after a collection, resident bytes, open files. 0 where this
 * system does not tell.
 */
record ProcessMemory(long heapBytes, long residentBytes, long files) {

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    /** Of any collector: {@code used 12345K}. */
    private static final Pattern USED = Pattern.compile("\\bused (\\d+)K");

    static ProcessMemory of(long pid) throws IOException, InterruptedException {
        return new ProcessMemory(heapInUse(pid), resident(pid), openFiles(pid));
    }

    String heap() {
        return heapBytes == 0 ? "?" : heapBytes / 1000 / 1000 + " MB";
    }

    String resident() {
        return residentBytes == 0 ? "?" : residentBytes / 1000 / 1000 + " MB";
    }

    private static long heapInUse(long pid) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!Files.isExecutable(jcmd)) {
            return 0;
        }
        ask(jcmd, pid, "GC.run");
        // a line for the whole or one per generation; metaspace, which is not heap, comes last
        Matcher used = USED.matcher(ask(jcmd, pid, "GC.heap_info").split("Metaspace", 2)[0]);
        long kilobytes = 0;
        while (used.find()) {
            kilobytes += Long.parseLong(used.group(1));
        }
        return kilobytes << 10;
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
