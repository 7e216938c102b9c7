package io.samui.core.sam;

import java.util.Map;

/** Finds a loaded graph. */
final class Graphs {

    private Graphs() {}

    static TensorGraph of(Map<String, TensorGraph> graphs, String role) {
        TensorGraph graph = graphs.get(role);
        if (graph == null) {
            throw new IllegalStateException("The " + role + " is not loaded");
        }
        return graph;
    }
}
