package io.samui.core.sam;

import io.samui.core.inference.Cancellation;
import io.samui.core.inference.InferenceException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Texts as a detector takes them. What the text encoder makes of a text depends on nothing else, so the last ones are kept: a batch
 * of many images and one text runs it once. Thread-safe.
 */
final class TextFeatures {

    /** What stands for a text where there are only exemplars: SAM3 was trained with it. */
    static final String VISUAL = "visual";

    /** {@link #VISUAL} in CLIP's tokens, so that exemplars alone need no tokenizer. */
    private static final int[] VISUAL_TOKENS = {49406, 7195, 49407};

    private static final int KEPT = 256;
    private static final int MARKS = 2;
    private static final int QUOTED = 40;

    private final Tokenizers tokenizers;
    private final DetectorLayout layout;
    private final Map<String, Map<String, Tensor>> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, Tensor>> eldest) {
            return size() > KEPT;
        }
    };

    TextFeatures(Tokenizers tokenizers, DetectorLayout layout) {
        this.tokenizers = tokenizers;
        this.layout = layout;
    }

    boolean takesTexts() {
        return tokenizers.present();
    }

    /** Why these texts cannot be taken; empty when they can. */
    Optional<String> refusal(List<String> texts) {
        if (texts.isEmpty()) {
            return Optional.empty();
        }
        if (!takesTexts()) {
            return Optional.of("Text prompts cannot be read: " + Tokenizers.REMEDY);
        }
        return texts.stream()
                .map(text -> refusal(text, tokenizers.get().tokens(text).length))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> refusal(String text, int tokens) {
        int most = layout.textLength();
        return tokens <= most
                ? Optional.empty()
                : Optional.of("The text \"" + shortened(text) + "\" is too long: it has " + (tokens - MARKS)
                        + " tokens (a word has one or more), and the model takes at most " + (most - MARKS)
                        + ". Shorten it, or split it into several at \";\"");
    }

    private static String shortened(String text) {
        return text.length() <= QUOTED ? text : text.substring(0, QUOTED) + "...";
    }

    /**
     * The features of a text.
     *
     * @throws InferenceException of kind MODE_NOT_SUPPORTED when the model cannot take it
     */
    synchronized Map<String, Tensor> of(String text, Map<String, TensorGraph> graphs, Cancellation cancellation) {
        Map<String, Tensor> features = kept.get(text);
        if (features == null) {
            features = layout.encode(graphs, tokens(text), cancellation);
            kept.put(text, features);
        }
        return features;
    }

    private int[] tokens(String text) {
        if (!takesTexts() && text.equals(VISUAL)) {
            return VISUAL_TOKENS.clone();
        }
        refusal(List.of(text)).ifPresent(sentence -> {
            throw new InferenceException(InferenceException.Kind.MODE_NOT_SUPPORTED, sentence, null);
        });
        return tokenizers.get().tokens(text);
    }
}
