package io.samui.core.sam;

import io.samui.core.inference.Cancellation;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.ImageFrame;
import io.samui.core.inference.Prompt;
import io.samui.core.inference.PromptKind;
import io.samui.core.inference.Segmentation;
import io.samui.core.inference.Segmentation.Instance;
import io.samui.core.inference.SegmentationMode;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** SAM3's detector: finds all of a concept, and answers boxes and points approximately. */
final class ConceptModel implements OneEncoderModel {

    /** Where a pass takes one box, each is a pass: more would keep others waiting for long. */
    private static final int EXEMPLARS = 32;

    private final ImageEncoder encoder;
    private final DetectorLayout layout;
    private final Tokenizers tokenizers;
    private final TextFeatures texts;

    ConceptModel(ImageEncoder encoder, DetectorLayout layout, Tokenizers tokenizers) {
        this.encoder = encoder;
        this.layout = layout;
        this.tokenizers = tokenizers;
        this.texts = new TextFeatures(tokenizers, layout);
    }

    @Override
    public ImageEncoder encoder() {
        return encoder;
    }

    @Override
    public Map<String, InspectedFile> files() {
        Map<String, InspectedFile> files = new HashMap<>(layout.files());
        files.put(encoder.role(), encoder.file());
        return files;
    }

    @Override
    public Optional<ModelBundle.BundleFile> tokenizer() {
        return tokenizers.ownFile();
    }

    @Override
    public Set<SegmentationMode> modes() {
        return EnumSet.allOf(SegmentationMode.class);
    }

    @Override
    public Set<SegmentationMode> approximateModes() {
        return EnumSet.of(SegmentationMode.INSIDE_BOX, SegmentationMode.POINT);
    }

    @Override
    public Set<PromptKind> promptKinds() {
        Set<PromptKind> kinds = EnumSet.allOf(PromptKind.class);
        if (!texts.takesTexts()) {
            kinds.remove(PromptKind.TEXT);
        }
        return kinds;
    }

    @Override
    public Optional<String> refusal(List<String> asked) {
        return texts.refusal(asked);
    }

    @Override
    public int exemplarLimit() {
        return EXEMPLARS;
    }

    @Override
    public Segmentation decode(
            Map<String, TensorGraph> graphs,
            Map<String, Tensor> features,
            ImageFrame image,
            Prompt prompt,
            DecodeOptions options,
            Cancellation cancellation) {
        DetectorCall call = new DetectorCall(graphs, features, image, options.scoreThreshold(), cancellation);
        ConceptSearch search = new ConceptSearch(layout, texts, call, options);
        DetectorAnswers answers = new DetectorAnswers(search, image, options);
        List<Instance> instances;
        if (prompt instanceof Prompt.ConceptPrompt concept) {
            instances = search.find(concept);
        } else if (prompt instanceof Prompt.BoxPrompt boxes) {
            instances = answers.boxes(boxes.boxes());
        } else {
            instances = List.of(answers.points(((Prompt.PointPrompt) prompt).points()));
        }
        return new Segmentation(image.width(), image.height(), instances);
    }
}
