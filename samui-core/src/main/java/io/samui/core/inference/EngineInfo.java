package io.samui.core.inference;

import java.util.Set;

/**
 * What an engine is, known before its weights load.
 *
 * @param modelId              the model's name, for people
 * @param modelDigest          opaque; equal exactly when the model gives the same answers: two bundles with the same files
 *                             have the same digest
 * @param modes                the modes the model has; a mode that is missing is refused at submission
 * @param promptKinds          the kinds of prompt it reads
 * @param exemplarLimit        the most exemplar boxes of one image, 0 where it takes none
 * @param backend              such as {@code onnxruntime 1.29.0}
 * @param device               such as {@code cpu} or {@code cuda:0}: the one in use, never {@code auto}
 * @param preprocessingVersion changes whenever the same image would give another embedding with the same model
 * @param approximateModes     those of its modes that it was not made for: it answers, but less well than a model of that kind
 */
public record EngineInfo(
        String modelId,
        String modelDigest,
        Set<SegmentationMode> modes,
        Set<PromptKind> promptKinds,
        int exemplarLimit,
        String backend,
        String device,
        String preprocessingVersion,
        Set<SegmentationMode> approximateModes) {

    public EngineInfo {
        modes = Set.copyOf(modes);
        promptKinds = Set.copyOf(promptKinds);
        approximateModes = Set.copyOf(approximateModes);
        if (!modes.containsAll(approximateModes)) {
            throw new IllegalArgumentException("A mode that a model has approximately is one of its modes");
        }
    }

    /** Of a model that was made for all its modes. */
    public EngineInfo(
            String modelId,
            String modelDigest,
            Set<SegmentationMode> modes,
            Set<PromptKind> promptKinds,
            int exemplarLimit,
            String backend,
            String device,
            String preprocessingVersion) {
        this(modelId, modelDigest, modes, promptKinds, exemplarLimit, backend, device, preprocessingVersion, Set.of());
    }
}
