package io.samui.core.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.inference.Cancellation;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.ImageFrame;
import io.samui.core.inference.InferenceException;
import io.samui.core.inference.MaskSource;
import io.samui.core.inference.Prompt.ConceptPrompt;
import io.samui.core.inference.Prompt.Exemplar;
import io.samui.core.inference.Segmentation.Instance;
import io.samui.core.mask.BinaryMask;
import io.samui.core.mask.Box;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How texts and exemplars become passes of a detector, and what those find becomes one answer. */
class ConceptSearchTest {

    private static final ImageFrame IMAGE = new ImageFrame(100, 100);
    private static final Box LEFT = new Box(10, 10, 20, 20);
    private static final Box RIGHT = new Box(60, 10, 20, 20);
    private static final Box BELOW = new Box(10, 60, 20, 20);

    private final Recorder detector = new Recorder();

    @Test
    void a_text_alone_is_one_pass_without_a_box() {
        find(texts("cat"));

        assertThat(detector.passes).containsExactly("cat []");
    }

    @Test
    void each_text_is_a_pass_of_its_own_and_its_finds_say_which() {
        detector.finds("cat []", found(LEFT, .6));
        detector.finds("dog []", found(RIGHT, .9));

        assertThat(find(texts("cat", "dog"))).extracting(Instance::promptIndex).containsExactly(0, 1);
    }

    @Test
    void exemplars_alone_stand_beside_the_word_that_the_model_knows_for_it() {
        find(exemplars(List.of(), positive(LEFT)));

        assertThat(detector.passes).containsExactly("visual [+10]");
    }

    @Test
    void a_detector_of_one_box_has_a_pass_per_positive_exemplar_with_each_text() {
        find(exemplars(List.of("cat", "dog"), positive(LEFT), positive(RIGHT)));

        assertThat(detector.passes).containsExactly("cat [+10]", "cat [+60]", "dog [+10]", "dog [+60]");
    }

    @Test
    void one_negative_exemplar_beside_a_text_is_told_to_the_detector() {
        detector.finds("cat [-10]", found(LEFT, .6), found(RIGHT, .8));

        assertThat(find(exemplars(List.of("cat"), negative(LEFT))))
                .as("its own business then")
                .hasSize(2);
        assertThat(detector.passes).containsExactly("cat [-10]");
    }

    @Test
    void of_several_negatives_or_mixed_ones_what_lies_in_them_is_dropped() {
        detector.finds("cat []", found(LEFT, .6), found(RIGHT, .8), found(BELOW, .7));

        assertThat(find(exemplars(List.of("cat"), negative(new Box(15, 15, 9, 9)), negative(RIGHT))))
                .as("the centre of one, and the overlap with the other")
                .extracting(Instance::box)
                .containsExactly(BELOW);

        detector.finds("cat [+10]", found(LEFT, .6), found(RIGHT, .8));
        assertThat(find(exemplars(List.of("cat"), positive(LEFT), negative(RIGHT))))
                .extracting(Instance::box)
                .containsExactly(LEFT);
    }

    @Test
    void a_negative_that_covers_more_than_half_drops_what_has_its_centre_outside() {
        detector.finds("cat []", found(LEFT, .6));
        Box beside = new Box(10, 10, 20, 9.9); // ends just before the centre; IoU 0.495

        assertThat(find(exemplars(List.of("cat"), negative(beside), negative(BELOW))))
                .hasSize(1);
        assertThat(find(exemplars(List.of("cat"), negative(new Box(10, 20.1, 20, 15)), negative(BELOW))))
                .as("IoU under .5, centre outside")
                .hasSize(1);
        assertThat(find(exemplars(List.of("cat"), negative(new Box(8, 8, 20, 24)), negative(BELOW))))
                .isEmpty();
    }

    @Test
    void a_detector_of_several_boxes_gets_all_in_one_pass_and_nothing_is_dropped() {
        detector.several = true;
        detector.finds("cat [+10, -60, -10]", found(LEFT, .6), found(RIGHT, .8));

        assertThat(find(exemplars(List.of("cat"), positive(LEFT), negative(RIGHT), negative(BELOW))))
                .hasSize(2);
    }

    @Test
    void what_two_passes_found_is_one_instance_with_the_better_score() {
        detector.finds("cat [+10]", found(LEFT, .6), found(BELOW, .7));
        detector.finds("cat [+60]", found(new Box(10, 10, 20, 19), .8), found(RIGHT, .9));

        assertThat(find(exemplars(List.of("cat"), positive(LEFT), positive(RIGHT))))
                .extracting(Instance::score)
                .as("the best first")
                .containsExactly(.9, .8, .7);
    }

    @Test
    void what_two_texts_found_is_one_instance_too() {
        detector.finds("cat []", found(LEFT, .9));
        detector.finds("animal []", found(LEFT, .6), found(RIGHT, .7));

        List<Instance> found = find(texts("cat", "animal"));

        assertThat(found).extracting(Instance::promptIndex).containsExactly(0, 1);
        assertThat(found).extracting(Instance::score).containsExactly(.9, .7);
    }

    @Test
    void within_a_pass_overlapping_finds_stay_the_detectors_business() {
        detector.finds("cat []", found(LEFT, .9), found(LEFT, .6));

        assertThat(find(texts("cat"))).hasSize(2);
    }

    @Test
    void how_much_overlap_makes_one_is_a_parameter() {
        detector.finds("cat []", found(LEFT, .9));
        detector.finds("dog []", found(LEFT, .6));

        assertThat(find(texts("cat", "dog"), new DecodeOptions(0.5, 0, 1, 0, 0)))
                .hasSize(2);
    }

    @Test
    void a_find_without_a_box_lies_where_its_mask_does() {
        detector.finds("cat []", new Detection(.9, null, found(RIGHT, 1).mask()));

        assertThat(find(exemplars(List.of("cat"), negative(RIGHT), negative(BELOW))))
                .isEmpty();
    }

    @Test
    void the_text_encoder_runs_once_a_text_however_many_images_ask() {
        TextFeatures texts = new TextFeatures(Words.TOKENIZERS, detector);
        for (int image = 0; image < 5; image++) {
            search(texts, DecodeOptions.defaults()).find(texts("cat", "dog"));
        }

        assertThat(detector.encoded).containsExactly("cat", "dog");
    }

    @Test
    void a_text_that_is_too_long_is_refused_with_how_long_it_may_be() {
        TextFeatures texts = new TextFeatures(Words.TOKENIZERS, detector);

        assertThat(texts.refusal(List.of("one two three four five six"))).isEmpty();
        assertThat(texts.refusal(List.of("fine", "one two three four five six seven")))
                .hasValueSatisfying(sentence ->
                        assertThat(sentence).contains("\"one two three", "7 tokens", "at most 6", "Shorten it"));
        assertThatThrownBy(() -> texts.of("one two three four five six seven", Map.of(), Cancellation.none()))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("at most 6");
    }

    @Test
    void without_a_tokenizer_texts_are_refused_with_the_remedy_and_exemplars_are_not() {
        TextFeatures texts = new TextFeatures(new Tokenizers(null, false), detector);

        assertThat(texts.takesTexts()).isFalse();
        assertThat(texts.refusal(List.of("cat")))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("tokenizer.json", "npm"));
        assertThat(texts.refusal(List.of())).isEmpty();
        search(texts, DecodeOptions.defaults()).find(exemplars(List.of(), positive(LEFT)));
        assertThat(detector.passes).containsExactly("visual [+10]");
    }

    @Test
    void negative_exemplars_alone_are_no_concept() {
        assertThatThrownBy(() -> exemplars(List.of(), negative(LEFT))).isInstanceOf(IllegalArgumentException.class);
    }

    private List<Instance> find(ConceptPrompt prompt) {
        return find(prompt, DecodeOptions.defaults());
    }

    private List<Instance> find(ConceptPrompt prompt, DecodeOptions options) {
        return search(new TextFeatures(Words.TOKENIZERS, detector), options).find(prompt);
    }

    private ConceptSearch search(TextFeatures texts, DecodeOptions options) {
        DetectorCall call = new DetectorCall(Map.of(), Map.of(), IMAGE, 0.5, Cancellation.none());
        return new ConceptSearch(detector, texts, call, options);
    }

    private static ConceptPrompt texts(String... texts) {
        return new ConceptPrompt(List.of(texts), List.of());
    }

    private static ConceptPrompt exemplars(List<String> texts, Exemplar... exemplars) {
        return new ConceptPrompt(texts, List.of(exemplars));
    }

    private static Exemplar positive(Box box) {
        return new Exemplar(box, true);
    }

    private static Exemplar negative(Box box) {
        return new Exemplar(box, false);
    }

    private static Detection found(Box box, double score) {
        byte[] pixels = new byte[IMAGE.width() * IMAGE.height()];
        for (int y = (int) box.y(); y < box.y() + box.height(); y++) {
            for (int x = (int) box.x(); x < box.x() + box.width(); x++) {
                pixels[y * IMAGE.width() + x] = 1;
            }
        }
        return new Detection(score, box, new MaskSource.Full(BinaryMask.of(IMAGE.width(), IMAGE.height(), pixels)));
    }

    /** A detector that notes what it is asked, each pass as its text and the signs and left edges of its boxes. */
    private static final class Recorder implements DetectorLayout {

        final List<String> passes = new ArrayList<>();
        final List<String> encoded = new ArrayList<>();
        boolean several;
        private final Map<String, List<Detection>> finds = new HashMap<>();

        void finds(String pass, Detection... detections) {
            finds.put(pass, List.of(detections));
        }

        @Override
        public Map<String, InspectedFile> files() {
            return Map.of();
        }

        @Override
        public Set<String> features() {
            return Set.of();
        }

        @Override
        public int textLength() {
            return 8;
        }

        @Override
        public boolean takesSeveralBoxes() {
            return several;
        }

        @Override
        public Map<String, Tensor> encode(Map<String, TensorGraph> graphs, int[] tokens, Cancellation cancellation) {
            String word = Words.word(tokens[1]);
            encoded.add(word);
            return Map.of(word, Tensor.allocate(DType.F32, 1));
        }

        @Override
        public List<Detection> detect(DetectorCall call, Map<String, Tensor> text, List<Exemplar> boxes) {
            List<String> signs = boxes.stream()
                    .map(one -> (one.positive() ? "+" : "-") + (int) one.box().x())
                    .toList();
            String pass = text.keySet().iterator().next() + " " + signs;
            passes.add(pass);
            return finds.getOrDefault(pass, List.of());
        }
    }
}
