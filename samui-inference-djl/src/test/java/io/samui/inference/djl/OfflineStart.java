package io.samui.inference.djl;

import io.samui.core.sam.DType;
import io.samui.core.sam.GraphOptions;
import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A program that loads a module, and tells whether anything was asked of the network. */
final class OfflineStart {

    static final String OK = "nothing was asked of the network";

    private OfflineStart() {}

    public static void main(String[] args) {
        Recorder recorder = new Recorder();
        URL.setURLStreamHandlerFactory(protocol -> protocol.startsWith("http") ? recorder : null);
        Properties before = (Properties) System.getProperties().clone();
        new DjlTensorRuntime(DjlSettings.defaults())
                .load(
                        TorchScriptWriter.identity(DType.F32, 1).writeTo(Path.of(args[0], "model.pt")),
                        new GraphOptions("cpu", 0))
                .close();
        if (!recorder.asked.isEmpty()) {
            throw new IllegalStateException("asked for " + recorder.asked);
        }
        List<Map.Entry<Object, Object>> changed = System.getProperties().entrySet().stream()
                .filter(property -> property.getKey().toString().matches("ai\\.djl.*|OPT_OUT.*"))
                .filter(property -> !property.getValue().equals(before.get(property.getKey())))
                .toList();
        if (!changed.isEmpty()) {
            throw new IllegalStateException("changed " + changed);
        }
        System.out.println(OK);
    }

    private static final class Recorder extends URLStreamHandler {

        private final Queue<URL> asked = new ConcurrentLinkedQueue<>();

        @Override
        protected URLConnection openConnection(URL url) throws IOException {
            asked.add(url);
            throw new IOException("there is no network");
        }

        @Override
        protected URLConnection openConnection(URL url, Proxy proxy) throws IOException {
            return openConnection(url);
        }
    }
}
