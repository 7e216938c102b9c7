package io.samui.examples.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * The runtime below a backend, called as one would without samui: the same files, devices and threads, inputs that lie ready, and
 * outputs that nobody looks at. For one thread.
 */
interface BareRuntime extends AutoCloseable {

    /** Runs the encoder once. */
    void encode() throws Exception;

    /** Runs the decoder once, for one box. */
    void decode() throws Exception;

    @Override
    void close();

    /** Values that take no short cut in a runtime, as zeros might. */
    static FloatBuffer values(int count) {
        FloatBuffer values = ByteBuffer.allocateDirect(count * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        for (int i = 0; i < count; i++) {
            values.put(i, (i % 97 - 48) / 50f);
        }
        return values;
    }

    /** Corners of a box in the encoder's frame, as two points. */
    static float[] corners() {
        return new float[] {200, 150, 700, 600};
    }

    /** What SAM calls such points. */
    static float[] cornerLabels() {
        return new float[] {2, 3};
    }
}
