package io.samui.rest.hostile;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.samui.core.testkit.TinySam1;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The server in a JVM of its own with a heap of 256 MB, seen from outside by its figures. */
final class SmallServer implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("samui is ready: (http://[0-9.:]+)");
    private static final Pattern RESIDENT_PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    private final Process process;
    private final Path directory;
    private final URI uri;
    private final JMXConnector figures;

    private SmallServer(Process process, Path directory, URI uri, JMXConnector figures) {
        this.process = process;
        this.directory = directory;
        this.uri = uri;
        this.figures = figures;
    }

    /** Starts it and waits until it answers; a test's time-out ends the waiting. */
    static SmallServer start(Path directory) throws IOException, AttachNotSupportedException {
        Path model = TinySam1.copyTo(directory.resolve("tiny-sam1"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Djava.awt.headless=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.samui.rest.SamuiServer",
                        "--server.port=0",
                        "--samui.data-dir=" + directory.resolve("data"),
                        "--samui.inference.model=" + model,
                        "--samui.inference.device=cpu")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        try {
            return new SmallServer(process, directory, ready(process, directory.resolve("log")), figures(process));
        } catch (IOException | AttachNotSupportedException | RuntimeException | AssertionError e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static URI ready(Process process, Path log) throws IOException {
        while (process.isAlive() && !Thread.currentThread().isInterrupted()) {
            Matcher ready = READY.matcher(read(log));
            if (ready.find()) {
                return URI.create(ready.group(1));
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("It did not start:\n" + read(log));
    }

    @SuppressWarnings("BanJNDI") // the other side is our own child, on loopback
    private static JMXConnector figures(Process process) throws IOException, AttachNotSupportedException {
        VirtualMachine machine = VirtualMachine.attach(String.valueOf(process.pid()));
        try {
            return JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
        } finally {
            machine.detach();
        }
    }

    URI uri() {
        return uri;
    }

    String said() throws IOException {
        return read(directory.resolve("log"));
    }

    private static String read(Path log) throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    /** Uploads on their way, by their files. */
    int uploadsUnderWay() {
        String[] files = directory.resolve("data/uploads").toFile().list();
        return files == null ? -1 : files.length;
    }

    /** Collects what is garbage; peaks count from here. */
    void resetPeaks() throws IOException {
        MBeanServerConnection beans = figures.getMBeanServerConnection();
        ManagementFactory.getPlatformMXBean(beans, MemoryMXBean.class).gc();
        pools(beans).forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    /** The most that the heap's pools held since the last reset, bytes. */
    long peakHeap() throws IOException {
        return pools(figures.getMBeanServerConnection()).stream()
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    private static List<MemoryPoolMXBean> pools(MBeanServerConnection beans) throws IOException {
        return ManagementFactory.getPlatformMXBeans(beans, MemoryPoolMXBean.class).stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    /** The most memory that the process ever had resident, bytes; 0 where the system does not tell. */
    long peakResident() throws IOException {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        Matcher peak = RESIDENT_PEAK.matcher(Files.readString(status));
        return peak.find() ? Long.parseLong(peak.group(1)) << 10 : 0;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        try {
            figures.close();
        } catch (IOException e) {
            // its other end is gone, as it should be
            assert !process.isAlive();
        }
    }
}
