package io.samui.inference.djl;

import ai.djl.engine.Engine;
import io.samui.core.inference.InferenceException;
import io.samui.core.spi.ContextLoader;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Starts PyTorch, of which there is one per JVM, as DJL's natives can be loaded but once. While DJL starts it calls home and may
 * download libraries unless system properties forbid it, so they are set for that while, and put back: the program around may use
 * DJL in its own way.
 */
final class PyTorchStart {

    private static final Map<String, String> WHILE_STARTING = Map.of(
            "ai.djl.offline", "true",
            "OPT_OUT_TRACKING", "true",
            // else DJL warns of what samui sets for each run
            "ai.djl.pytorch.graph_optimizer", "false");

    private PyTorchStart() {}

    /**
     * The engine.
     *
     * @throws InferenceException of kind MODEL_NOT_LOADED when the natives cannot be loaded
     */
    static Engine engine() {
        // DJL finds its parts through the context loader, and remembers for ever what it did not find
        return ContextLoader.call(PyTorchStart.class.getClassLoader(), PyTorchStart::start);
    }

    private static synchronized Engine start() {
        HugePages.askFor();
        Map<String, @Nullable String> before = new HashMap<>();
        WHILE_STARTING.forEach((key, value) -> before.put(key, System.setProperty(key, value)));
        try {
            return Engine.getEngine("PyTorch");
        } catch (LinkageError | RuntimeException e) {
            throw new InferenceException(
                    InferenceException.Kind.MODEL_NOT_LOADED,
                    "PyTorch cannot be started on " + System.getProperty("os.name") + " "
                            + System.getProperty("os.arch") + ": "
                            + PyTorchFailures.root(e)
                            + ". Its libraries are unpacked into .djl.ai in the user's home (about 430 MB; the system property"
                            + " DJL_CACHE_DIR names another place), and one class loader of a JVM can load them",
                    e);
        } finally {
            before.forEach(PyTorchStart::restore);
        }
    }

    private static void restore(String key, @Nullable String value) {
        if (value == null) {
            System.clearProperty(key);
        } else {
            System.setProperty(key, value);
        }
    }
}
