package io.samui.core.sam;

import java.util.Map;

/** The outputs of one run, by name. Owns them until they are taken. Closing twice is a no-op. */
public interface TensorMap extends AutoCloseable {

    /**
     * An output that stays this map's.
     *
     * @throws IllegalArgumentException when there is none of that name
     */
    Tensor get(String name);

    /**
     * An output whose ownership passes to the caller: it outlives this map, and the caller closes it.
     *
     * @throws IllegalArgumentException when there is none of that name, or it was taken before
     */
    Tensor take(String name);

    /** Closes the outputs that were not taken. */
    @Override
    void close();

    /** These tensors, which pass to the map. For one thread. */
    static TensorMap of(Map<String, Tensor> tensors) {
        return new TensorsByName(tensors);
    }
}
