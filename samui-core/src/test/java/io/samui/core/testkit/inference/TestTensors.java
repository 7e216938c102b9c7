package io.samui.core.testkit.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.sam.DType;
import io.samui.core.sam.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/** Tensors for tests of runtimes. */
public final class TestTensors {

    private TestTensors() {}

    /** The same bytes each time; of booleans, zeros and ones. */
    public static Tensor random(DType dtype, long... shape) {
        Tensor tensor = Tensor.allocate(dtype, shape);
        Random random = new Random(3);
        ByteBuffer bytes = tensor.host();
        while (bytes.hasRemaining()) {
            bytes.put((byte) (dtype == DType.BOOL ? random.nextInt(2) : random.nextInt(100)));
        }
        return tensor;
    }

    /** Its values, row by row. */
    public static float[] floats(Tensor tensor) {
        float[] values = new float[tensor.host().remaining() / Float.BYTES];
        tensor.host().asFloatBuffer().get(values);
        return values;
    }

    /** What comes out of a run lies outside the heap, in the machine's own byte order, and is as expected. */
    public static void assertSame(Tensor actual, Tensor expected) {
        assertThat(actual.dtype()).isEqualTo(expected.dtype());
        assertThat(actual.shape()).isEqualTo(expected.shape());
        assertThat(actual.host().isDirect()).isTrue();
        assertThat(actual.host().order()).isEqualTo(ByteOrder.nativeOrder());
        assertThat(actual.host()).isEqualTo(expected.host());
    }
}
