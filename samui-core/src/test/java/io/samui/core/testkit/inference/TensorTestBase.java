package io.samui.core.testkit.inference;

import io.samui.core.inference.Cancellation;
import io.samui.core.sam.DType;
import io.samui.core.sam.GraphOptions;
import io.samui.core.sam.ModelFile;
import io.samui.core.sam.Tensor;
import io.samui.core.sam.TensorGraph;
import io.samui.core.sam.TensorMap;
import io.samui.core.sam.TensorRuntime;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/**
 * The runtime under test, and graphs so small that each has them in its format. Where nothing else is said they take {@code x} and
 * give {@code y}.
 */
public abstract class TensorTestBase {

    /** A size in a declared shape that any other fits. */
    protected static final long ANY = -1;

    @TempDir
    protected Path folder;

    /** The same each time, or a new one. */
    protected abstract TensorRuntime runtime();

    /** Where graphs are loaded: one that {@link TensorRuntime#chooseDevice} gives. */
    protected String device() {
        return "cpu";
    }

    /**
     * {@code y = x}.
     *
     * @param dtype of both
     * @param shape declared for both; empty for a scalar
     */
    protected abstract ModelFile identity(DType dtype, long... shape);

    /** {@code sum = a + b} and {@code difference = a - b}, in these orders, float32 of shape [1]. */
    protected abstract ModelFile sumAndDifference();

    /** {@code y}, float32 of shape [7], is what {@code x}, float32 of shape [{@link #ANY}], has: a run with another number fails. */
    protected abstract ModelFile ofSeven();

    /** {@code y} is the one float32 of {@code x}, of shape [1], 2<sup>44</sup> times. */
    protected abstract ModelFile tooLarge();

    /** Whether graphs run in this process; of what another one lacks, it need not know more than that a run failed. */
    protected boolean runsHere() {
        return true;
    }

    protected final TensorGraph load(ModelFile file) {
        return runtime().load(file, new GraphOptions(device(), 1));
    }

    /** Of a graph of {@code x} and {@code y}. */
    protected static TensorMap run(TensorGraph graph, Tensor x) {
        return graph.run(Map.of("x", x), Set.of("y"), Cancellation.none());
    }
}
