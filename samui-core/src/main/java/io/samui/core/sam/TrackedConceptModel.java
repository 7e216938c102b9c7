package io.samui.core.sam;

import io.samui.core.image.RgbImage;
import io.samui.core.inference.Cancellation;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.ImageFrame;
import io.samui.core.inference.Prompt;
import io.samui.core.inference.PromptKind;
import io.samui.core.inference.Segmentation;
import io.samui.core.inference.SegmentationMode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A detector with a tracker beside it: concepts go to the one, boxes and points to the other. Their encoders differ, so both run
 * for each image.
 */
record TrackedConceptModel(ConceptModel detector, PromptableModel tracker) implements SamModel {

    @Override
    public Map<String, InspectedFile> files() {
        Map<String, InspectedFile> files = new HashMap<>(detector.files());
        files.putAll(tracker.files());
        return files;
    }

    @Override
    public Optional<ModelBundle.BundleFile> tokenizer() {
        return detector.tokenizer();
    }

    @Override
    public Set<SegmentationMode> modes() {
        return detector.modes();
    }

    /** Those that the tracker lacks: some exports leave boxes or points out. */
    @Override
    public Set<SegmentationMode> approximateModes() {
        Set<SegmentationMode> modes = EnumSet.copyOf(detector.approximateModes());
        modes.removeAll(tracker.modes());
        return modes;
    }

    @Override
    public Set<PromptKind> promptKinds() {
        return detector.promptKinds();
    }

    @Override
    public Optional<String> refusal(List<String> texts) {
        return detector.refusal(texts);
    }

    @Override
    public int exemplarLimit() {
        return detector.exemplarLimit();
    }

    @Override
    public String preprocessingVersion() {
        return detector.preprocessingVersion() + " " + tracker.preprocessingVersion();
    }

    /** As many pixels as either wants. */
    @Override
    public ImageFrame frameFor(int width, int height) {
        ImageFrame one = detector.frameFor(width, height);
        ImageFrame other = tracker.frameFor(width, height);
        return new ImageFrame(Math.max(one.width(), other.width()), Math.max(one.height(), other.height()));
    }

    @Override
    public List<Tensor> prepare(RgbImage image) {
        List<Tensor> prepared = new ArrayList<>(detector.prepare(image));
        prepared.addAll(tracker.prepare(image));
        return prepared;
    }

    @Override
    public Map<String, Tensor> encode(
            Map<String, TensorGraph> graphs, List<Tensor> prepared, Cancellation cancellation) {
        Map<String, Tensor> features = new HashMap<>(detector.encode(graphs, prepared.subList(0, 1), cancellation));
        try {
            features.putAll(tracker.encode(graphs, prepared.subList(1, 2), cancellation));
        } catch (RuntimeException e) {
            features.values().forEach(Tensor::close);
            throw e;
        }
        return features;
    }

    @Override
    public Segmentation decode(
            Map<String, TensorGraph> graphs,
            Map<String, Tensor> features,
            ImageFrame image,
            Prompt prompt,
            DecodeOptions options,
            Cancellation cancellation) {
        boolean tracked = prompt instanceof Prompt.BoxPrompt
                ? tracker.modes().contains(SegmentationMode.INSIDE_BOX)
                : prompt instanceof Prompt.PointPrompt && tracker.modes().contains(SegmentationMode.POINT);
        SamModel model = tracked ? tracker : detector;
        return model.decode(graphs, features, image, prompt, options, cancellation);
    }
}
