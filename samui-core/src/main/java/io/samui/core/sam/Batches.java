package io.samui.core.sam;

import io.samui.core.inference.Segmentation.Instance;
import java.util.ArrayList;
import java.util.List;

/** Asks about many boxes, some at once where the graph takes that. */
final class Batches {

    /** More at once gain little and cost memory: three masks each. */
    private static final int AT_ONCE = 16;

    private Batches() {}

    /** Answers for a part of the boxes. */
    @FunctionalInterface
    interface Batch<T> {
        /**
         * @param first how many came before
         */
        List<Instance> ask(int first, List<T> part);
    }

    static <T> List<Instance> ask(List<T> all, boolean several, Batch<T> batch) {
        int size = several ? AT_ONCE : 1;
        List<Instance> instances = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            instances.addAll(batch.ask(from, all.subList(from, Math.min(from + size, all.size()))));
        }
        return instances;
    }
}
