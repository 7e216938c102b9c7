package io.samui.inference.onnx;

import static io.samui.core.testkit.onnx.OnnxWriter.Attribute.ints;
import static io.samui.core.testkit.onnx.OnnxWriter.Attribute.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.samui.core.image.RgbImage;
import io.samui.core.inference.Cancellation;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.ImageEmbedding;
import io.samui.core.inference.ImageFrame;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.InferenceSession;
import io.samui.core.inference.PreparedImage;
import io.samui.core.inference.Prompt;
import io.samui.core.inference.Segmentation.Instance;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.mask.Box;
import io.samui.core.sam.DType;
import io.samui.core.testkit.Fixture;
import io.samui.core.testkit.inference.Asking;
import io.samui.core.testkit.onnx.OnnxWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Layouts of SAM3 exports that have no fixture, and traps, as graphs that tell what they were fed. Prompts are exemplars. */
class Sam3LayoutsTest {

    private static final int SIDE = 28;
    private static final Box BOX = new Box(12, 8, 60, 40);

    @TempDir
    private Path folder;

    /** osam: told no size, its boxes are parts of the image, its masks probabilities; 0.4 would pass for a logit above 0. */
    @ParameterizedTest
    @CsvSource({"0.4, 0.6", "-2, 2"})
    void masks_of_the_models_size_are_probabilities_or_logits(float below, float above) throws IOException {
        OnnxWriter decoder = threeFileDecoder(false);
        constant(decoder, "boxes", List.of(1L, 4L), 0.25f, 0.25f, 0.75f, 1);
        constant(decoder, "scores", List.of(1L), 0.9f);
        constant(decoder, "masks", List.of(1L, 1L, 2L, 2L), below, above, below, above);

        Instance found = ask(decoder, 120, 80, exemplars(BOX)).get(0);

        assertThat(found.box()).isEqualTo(new Box(30, 20, 60, 60));
        assertThat(found.mask().toMask(DecodeOptions.defaults()).area()).isEqualTo(60 * 80);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.35", "1, 0.35", "2, 0.5", "3, 0.5"})
    void an_exemplar_is_told_as_centre_and_size(long element, double expected) throws IOException {
        OnnxWriter decoder = threeFileDecoder(false);
        String value = Telltale.element(decoder, "box_coords", DType.F32, element);
        decoder.node("Identity", List.of(value), "scores").output("scores", DType.F32, 1);
        constant(decoder, "boxes", List.of(1L, 4L), 0, 0, 1, 1);
        constant(decoder, "masks", List.of(1L, 1L, 1L, 1L), 1);

        assertThat(ask(decoder, 120, 80, exemplars(BOX)).get(0).score()).isCloseTo(expected, within(1e-6));
    }

    /** In this layout true means that there is no box, and the label comes along as a whole number. */
    @ParameterizedTest
    @CsvSource({"box_masks, 0", "box_labels, 1"})
    void an_exemplar_is_told_as_one(String input, double expected) throws IOException {
        OnnxWriter decoder = threeFileDecoder(false);
        DType type = input.equals("box_masks") ? DType.BOOL : DType.I64;
        String value = Telltale.element(decoder, input, type, 0);
        decoder.node("Identity", List.of(value), "scores").output("scores", DType.F32, 1);
        constant(decoder, "boxes", List.of(1L, 4L), 0, 0, 1, 1);
        constant(decoder, "masks", List.of(1L, 1L, 1L, 1L), 1);

        List<Instance> found = ask(decoder, 120, 80, exemplars(BOX), new DecodeOptions(0, 0));
        assertThat(found.get(0).score()).isEqualTo(expected);
    }

    /** A photo of 12 megapixels is answered at 2048 x 1536, and comes back at its own size. */
    @Test
    void large_photos_are_answered_small_and_enlarged() throws IOException {
        Instance found = ask(sizedDecoder(true), 4000, 3000, exemplars(BOX)).get(0);

        assertThat(found.score())
                .as("a ten-thousandth of the width that it was told")
                .isCloseTo(2048e-4, within(1e-6));
        assertThat(found.box()).isEqualTo(new Box(0, 0, 4000, 3000));
        assertThat(found.mask().toMask(DecodeOptions.defaults()).area()).isEqualTo(4000 * 3000);
    }

    @Test
    void boxes_that_do_not_follow_the_size_are_not_believed() throws IOException {
        Instance found = ask(sizedDecoder(false), 120, 80, exemplars(BOX)).get(0);

        assertThat(found.box()).as("left to the mask").isNull();
    }

    @Test
    void of_many_finds_the_best_hundred_are_kept() throws IOException {
        OnnxWriter decoder = threeFileDecoder(false);
        float[] scores = new float[150];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = 0.6f + i / 1000f;
        }
        constant(decoder, "boxes", List.of(150L, 4L), new float[600]);
        constant(decoder, "scores", List.of(150L), scores);
        constant(decoder, "masks", List.of(150L, 1L, 1L, 1L), new float[150]);

        List<Instance> found = ask(decoder, 120, 80, exemplars(BOX));

        assertThat(found).hasSize(100);
        assertThat(found).extracting(Instance::score).allMatch(score -> score >= 0.6499);
    }

    /** The decoder has the geometry encoder inside, and the picture need not be square. */
    @Test
    void usls_second_version_takes_all_boxes_at_once() throws IOException {
        assertThat(secondVersion("input_boxes_labels", 0, exemplars(BOX)).get(0).score())
                .as("positive")
                .isCloseTo(logistic(1), within(1e-5));
        Prompt both = new Prompt.ConceptPrompt(
                List.of(), List.of(new Prompt.Exemplar(BOX, true), new Prompt.Exemplar(BOX, false)));
        assertThat(secondVersion("input_boxes_labels", 1, both).get(0).score())
                .as("negative")
                .isCloseTo(logistic(0), within(1e-5));
        try (InferenceEngine engine = TinySam1Test.engine(folder)) {
            assertThat(engine.frameFor(4000, 3000)).isEqualTo(new ImageFrame(56, 28));
        }
    }

    /** In this layout true is what counts. */
    @ParameterizedTest
    @CsvSource({"2, 1", "3, 0"})
    void usls_is_told_which_tokens_count(long element, double expected) throws IOException {
        assertThat(secondVersion("text_mask", element, exemplars(BOX)).get(0).score())
                .isCloseTo(logistic(expected), within(1e-5));
    }

    @Test
    void only_tensors_that_the_decoder_takes_are_kept() {
        try (InferenceEngine engine = TinySam1Test.engine(Fixture.THREE_FILES.copyTo(folder));
                Asking asking = new Asking(engine, Fixture.THREE_FILES.read("coffee.png"))) {
            assertThat(asking.embedding().sizeInBytes())
                    .isEqualTo(4L * 32 * (288 * 288 + 144 * 144 + 72 * 72 + 72 * 72));
        }
    }

    @Test
    void with_a_tracker_beside_it_boxes_and_points_are_the_trackers() {
        Path bundle = Fixture.TRACKER.copyTo(Fixture.COLOUR_FINDER.copyTo(folder));
        Prompt box = new Prompt.BoxPrompt(List.of(new Box(110, 20, 190, 180)));
        double alone;
        try (InferenceEngine engine = TinySam1Test.engine(Fixture.TRACKER.copyTo(folder.resolve("alone")));
                Asking asking = new Asking(engine, Fixture.TRACKER.read("chelsea.png"))) {
            alone = asking.about(box).instances().get(0).score();
        }
        try (InferenceEngine engine = TinySam1Test.engine(bundle)) {
            assertThat(engine.info().modes()).containsOnly(SegmentationMode.values());
            assertThat(engine.info().approximateModes()).isEmpty();
            try (Asking asking = new Asking(engine, Fixture.TRACKER.read("chelsea.png"))) {
                assertThat(asking.about(box).instances().get(0).score()).isEqualTo(alone);
            }
            try (Asking asking = new Asking(engine, Fixture.COLOUR_FINDER.read("discs_and_squares.png"))) {
                assertThat(asking.about(exemplars(new Box(50, 50, 121, 121))).instances())
                        .hasSize(3);
            }
        }
    }

    @Test
    void without_a_tracker_a_box_and_a_point_find_the_one_in_their_place() {
        try (InferenceEngine engine = TinySam1Test.engine(Fixture.COLOUR_FINDER.copyTo(folder));
                Asking asking = new Asking(engine, Fixture.COLOUR_FINDER.read("discs_and_squares.png"))) {
            Prompt boxes = new Prompt.BoxPrompt(List.of(new Box(50, 50, 121, 121), new Box(470, 310, 141, 141)));
            List<Instance> answers = asking.about(boxes).instances();
            assertThat(answers).extracting(Instance::promptIndex).containsExactly(0, 1);
            assertThat(bounds(answers.get(0)).iou(new Box(50, 50, 121, 121))).isGreaterThan(0.9);
            assertThat(bounds(answers.get(1)).iou(new Box(470, 310, 141, 141))).isGreaterThan(0.9);

            Prompt point = new Prompt.PointPrompt(
                    List.of(new Prompt.PromptPoint(110, 110, true), new Prompt.PromptPoint(540, 380, false)));
            assertThat(bounds(asking.about(point).instances().get(0)).iou(new Box(50, 50, 121, 121)))
                    .isGreaterThan(0.9);

            Prompt nowhere = new Prompt.BoxPrompt(List.of(new Box(2, 2, 20, 20)));
            assertThat(asking.about(nowhere).instances()).hasSize(1);
        }
    }

    private static Box bounds(Instance instance) {
        return instance.mask().toMask(DecodeOptions.defaults()).bounds().toBox();
    }

    private static double logistic(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    private static Prompt exemplars(Box box) {
        return new Prompt.ConceptPrompt(List.of(), List.of(new Prompt.Exemplar(box, true)));
    }

    private static void constant(OnnxWriter graph, String output, List<Long> shape, float... values) {
        String constant = graph.floats(shape, values);
        long[] sizes = shape.stream().mapToLong(Long::longValue).toArray();
        graph.node("Identity", List.of(constant), output).output(output, DType.F32, sizes);
    }

    private static OnnxWriter threeFileDecoder(boolean sized) {
        OnnxWriter decoder = new OnnxWriter()
                .input("backbone_fpn_0", DType.F32, 1, 3, SIDE, SIDE)
                .input("language_mask", DType.BOOL, 1, 8)
                .input("language_features", DType.F32, 8, 1, 1)
                .input("box_coords", DType.F32, 1, 1, 4)
                .input("box_labels", DType.I64, 1, 1)
                .input("box_masks", DType.BOOL, 1, 1);
        return sized ? decoder.input("original_height", DType.I64).input("original_width", DType.I64) : decoder;
    }

    /** One find that fills the picture; its score is the width that the decoder was told. */
    private static OnnxWriter sizedDecoder(boolean boxesFollow) {
        OnnxWriter decoder = threeFileDecoder(true);
        String height = decoder.node("Reshape", List.of("original_height", decoder.longs(1)));
        String width = decoder.node("Reshape", List.of("original_width", decoder.longs(1)));
        String scale = decoder.floats(List.of(1L), 1e-4f);
        String told = decoder.node("Cast", List.of(width), number("to", 1));
        String score = decoder.node("Mul", List.of(told, scale));
        if (!boxesFollow) {
            score = decoder.node("Add", List.of(score, decoder.floats(List.of(1L), 0.5f)));
        }
        decoder.node("Identity", List.of(score), "scores").output("scores", DType.F32, 1);
        String corners = boxesFollow
                ? decoder.node(
                        "Cast",
                        List.of(decoder.node("Concat", List.of(decoder.longs(0, 0), width, height), number("axis", 0))),
                        number("to", 1))
                : decoder.floats(List.of(4L), 0, 0, 50, 50);
        decoder.node("Reshape", List.of(corners, decoder.longs(1, 4)), "boxes").output("boxes", DType.F32, 1, 4);
        String shape = decoder.node("Concat", List.of(decoder.longs(1, 1), height, width), number("axis", 0));
        String yes = decoder.initializer("yes", DType.BOOL, List.of(1L), new byte[] {1});
        decoder.node("Expand", List.of(yes, shape), "masks").output("masks", DType.BOOL, 1, 1, -1, -1);
        return decoder;
    }

    private List<Instance> ask(OnnxWriter decoder, int width, int height, Prompt prompt) throws IOException {
        return ask(decoder, width, height, prompt, new DecodeOptions(0.1, 0));
    }

    private List<Instance> ask(OnnxWriter decoder, int width, int height, Prompt prompt, DecodeOptions options)
            throws IOException {
        OnnxWriter image = new OnnxWriter().input("image", DType.U8, 3, SIDE, SIDE);
        String floats = image.node("Cast", List.of("image"), number("to", 1));
        image.node("Unsqueeze", List.of(floats, image.longs(0)), "backbone_fpn_0")
                .output("backbone_fpn_0", DType.F32, 1, 3, SIDE, SIDE);
        OnnxWriter text = new OnnxWriter().input("tokens", DType.I64, 1, 8);
        text.node("Equal", List.of("tokens", text.longs(0)), "text_attention_mask")
                .output("text_attention_mask", DType.BOOL, 1, 8);
        String turned = text.node("Transpose", List.of("tokens"), ints("perm", 1, 0));
        String shaped = text.node("Unsqueeze", List.of(turned, text.longs(2)));
        text.node("Cast", List.of(shaped), "text_memory", number("to", 1)).output("text_memory", DType.F32, 8, 1, 1);
        Files.write(folder.resolve("image.onnx"), image.model());
        Files.write(folder.resolve("text.onnx"), text.model());
        Files.write(folder.resolve("decoder.onnx"), decoder.model());
        return ask(width, height, prompt, options);
    }

    /** One query; the logit of its score is an element of what the decoder was given. */
    private List<Instance> secondVersion(String telling, long element, Prompt prompt) throws IOException {
        OnnxWriter vision = new OnnxWriter().input("images", DType.F32, -1, 3, SIDE, 2 * SIDE);
        vision.node("Identity", List.of("images"), "fpn_feat_0").output("fpn_feat_0", DType.F32, 1, 3, SIDE, 2 * SIDE);
        OnnxWriter text =
                new OnnxWriter().input("input_ids", DType.I64, -1, 8).input("attention_mask", DType.I64, -1, 8);
        String ids = text.node("Cast", List.of("input_ids"), number("to", 1));
        text.node("Unsqueeze", List.of(ids, text.longs(2)), "text_features")
                .output("text_features", DType.F32, 1, 8, 1);
        text.node("Cast", List.of("attention_mask"), "text_mask", number("to", 9))
                .output("text_mask", DType.BOOL, 1, 8);
        OnnxWriter decoder = new OnnxWriter()
                .input("fpn_feat_0", DType.F32, 1, 3, SIDE, 2 * SIDE)
                .input("text_features", DType.F32, 1, 8, 1)
                .input("text_mask", DType.BOOL, 1, 8)
                .input("input_boxes", DType.F32, 1, -1, 4)
                .input("input_boxes_labels", DType.I64, 1, -1);
        DType type = telling.equals("text_mask") ? DType.BOOL : DType.I64;
        String value = Telltale.element(decoder, telling, type, element);
        decoder.node("Reshape", List.of(value, decoder.longs(1, 1)), "pred_logits")
                .output("pred_logits", DType.F32, 1, 1);
        constant(decoder, "presence_logits", List.of(1L, 1L), 50);
        constant(decoder, "pred_boxes", List.of(1L, 1L, 4L), 0, 0, 1, 1);
        constant(decoder, "pred_masks", List.of(1L, 1L, 1L, 1L), 1);
        Files.write(folder.resolve("vision.onnx"), vision.model());
        Files.write(folder.resolve("text.onnx"), text.model());
        Files.write(folder.resolve("decoder.onnx"), decoder.model());
        return ask(120, 80, prompt, new DecodeOptions(0, 0));
    }

    /** A picture that was scaled down while it was read, as large ones are. */
    private List<Instance> ask(int width, int height, Prompt prompt, DecodeOptions options) {
        try (InferenceEngine engine = TinySam1Test.engine(folder);
                InferenceSession session = engine.open()) {
            ImageFrame frame = engine.frameFor(width, height);
            byte[] pixels = new byte[3 * frame.width() * frame.height()];
            Arrays.fill(pixels, (byte) 90);
            try (PreparedImage prepared =
                            engine.prepare(new RgbImage(frame.width(), frame.height(), width, height, pixels));
                    ImageEmbedding embedding = session.encode(prepared, Cancellation.none())) {
                return session.decode(embedding, prompt, options, Cancellation.none())
                        .instances();
            }
        }
    }
}
