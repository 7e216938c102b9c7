package io.samui.core.sam;

import io.samui.core.inference.Cancellation;
import io.samui.core.inference.Prompt.Exemplar;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How a SAM3 detector is asked for a concept: the layouts differ in files, names and polarities. */
interface DetectorLayout {

    /** A detector returns hundreds of candidates; nobody looks at more, and masks of large photos cost memory. */
    int MOST = 100;

    /** The files besides the image encoder, by role. */
    Map<String, InspectedFile> files();

    /** What the image encoder has to keep. */
    Set<String> features();

    /** How many tokens its text encoder takes. */
    int textLength();

    /** Whether a pass takes any number of boxes; else it takes one. */
    boolean takesSeveralBoxes();

    /**
     * What the text encoder makes of tokens. The tensors are in host memory: they may be kept, and need no closing.
     *
     * @param tokens at most {@link #textLength()}
     */
    Map<String, Tensor> encode(Map<String, TensorGraph> graphs, int[] tokens, Cancellation cancellation);

    /**
     * One run of the detector.
     *
     * @param text  what {@link #encode} returned
     * @param boxes as many as a pass takes, or none
     * @return the best {@link #MOST} that reach the threshold, in any order
     */
    List<Detection> detect(DetectorCall call, Map<String, Tensor> text, List<Exemplar> boxes);
}
