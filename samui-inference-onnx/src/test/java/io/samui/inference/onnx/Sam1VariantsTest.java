package io.samui.inference.onnx;

import static io.samui.core.testkit.onnx.OnnxWriter.Attribute.ints;
import static io.samui.core.testkit.onnx.OnnxWriter.Attribute.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.ConfigurationException;
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
import io.samui.core.mask.Box;
import io.samui.core.sam.DType;
import io.samui.core.testkit.TinySam1;
import io.samui.core.testkit.inference.TinySam1Golden;
import io.samui.core.testkit.onnx.OnnxWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Layouts of SAM1 exports that have no fixture, as small graphs that do what tiny-sam1 does. */
class Sam1VariantsTest {

    private static final Prompt BOX = new Prompt.BoxPrompt(List.of(new Box(10, 10, 50, 40)));

    @TempDir
    private Path folder;

    /** Height, width, channel, 0 to 255, any size up to 1024: normalising and padding happen in the graph. */
    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"F32", "U8"})
    void an_encoder_of_rank_3_normalises_and_pads_by_itself(DType type) throws IOException {
        OnnxWriter graph = new OnnxWriter().input("input_image", type, -1, -1, 3);
        String pixels = type == DType.F32 ? "input_image" : graph.node("Cast", List.of("input_image"), number("to", 1));
        String normal = graph.node(
                "Div",
                List.of(
                        graph.node("Sub", List.of(pixels, graph.floats(List.of(3L), 123.675f, 116.28f, 103.53f))),
                        graph.floats(List.of(3L), 58.395f, 57.12f, 57.375f)));
        String planes = graph.node("Transpose", List.of(normal), ints("perm", 2, 0, 1));
        String batch = graph.node("Unsqueeze", List.of(planes, graph.longs(0)));
        String missing = graph.node("Sub", List.of(graph.longs(1, 3, 1024, 1024), graph.node("Shape", List.of(batch))));
        String pads = graph.node("Concat", List.of(graph.longs(0, 0, 0, 0), missing), number("axis", 0));
        embed(graph, graph.node("Pad", List.of(batch, pads)), "image_embeddings");

        try (InferenceEngine engine = engine(graph.model())) {
            assertThat(engine.frameFor(4000, 3000)).isEqualTo(new ImageFrame(1024, 768));
            TinySam1Golden.assertAgrees(engine);
        }
    }

    @Test
    void an_encoder_of_rank_4_gets_normalised_and_padded_planes_whatever_its_names_are() throws IOException {
        OnnxWriter graph = new OnnxWriter().input("x", DType.F32, 1, 3, 1024, 1024);
        embed(graph, "x", "features");

        try (InferenceEngine engine = engine(graph.model())) {
            TinySam1Golden.assertAgrees(engine);
        }
    }

    @Test
    void the_frame_is_as_large_as_the_encoder_says() throws IOException {
        OnnxWriter graph = new OnnxWriter().input("x", DType.F32, 1, 3, 512, 512);
        graph.node("AveragePool", List.of("x"), "y", ints("kernel_shape", 16, 16), ints("strides", 16, 16))
                .output("y", DType.F32, 1, 3, 32, 32);

        try (InferenceEngine engine = engine(graph.model());
                PreparedImage prepared = engine.prepare(RgbImage.of(100, 50, new byte[15_000]))) {
            assertThat(engine.frameFor(4000, 3000)).isEqualTo(new ImageFrame(512, 384));
            assertThat(prepared.sizeInBytes()).isEqualTo(4L * 3 * 512 * 512);
        }
    }

    @Test
    void a_manifest_may_say_how_images_are_prepared() throws IOException {
        TinySam1.copyTo(folder);
        Files.writeString(folder.resolve("model.json"), """
                {"format": 1, "id": "mine", "family": "sam1-meta",
                 "files": [{"role": "encoder", "path": "encoder.onnx"}, {"role": "decoder", "path": "decoder.onnx"}],
                 "preprocessing": {"size": 1024, "resize": "longest_side", "scale": 1, "mean": [123.675, 116.28, 103.53],
                                   "std": [58.395, 57.12, 57.375], "pad": "bottom_right", "layout": "nchw"}}
                """);

        try (InferenceEngine engine = TinySam1Test.engine(folder)) {
            assertThat(engine.info().modelId()).isEqualTo("mine");
            TinySam1Golden.assertAgrees(engine);
        }
    }

    @Test
    void a_decoder_may_lack_the_image_size() throws IOException {
        OnnxWriter graph = decoder();
        graph.node("Add", List.of("mask_input", graph.floats(List.of(1L), 1)), "low_res_masks");
        scores(graph, 0.5f);
        graph.output("low_res_masks", DType.F32, 1, 1, 256, 256).output("iou_predictions", DType.F32, 1, 1);

        Instance answer = ask(graph.model(), BOX);

        assertThat(answer.score()).isEqualTo(0.5);
        assertThat(answer.mask().toMask(DecodeOptions.defaults()).area()).isEqualTo(120 * 80);
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"F32", "I64"})
    void labels_and_size_of_the_image_may_be_whole_numbers(DType type) throws IOException {
        OnnxWriter graph = new OnnxWriter()
                .input("image_embeddings", DType.F32, 1, 256, 64, 64)
                .input("point_coords", DType.F32, 1, -1, 2)
                .input("point_labels", type, 1, -1)
                .input("mask_input", DType.F32, 1, 1, 256, 256)
                .input("has_mask_input", DType.F32, 1)
                .input("orig_im_size", type, 2);
        String label = Telltale.element(graph, "point_labels", type, 1);
        String size = Telltale.element(graph, "orig_im_size", type, 0);
        String all = graph.node("Add", List.of(label, size));
        graph.node("Reshape", List.of(all, graph.longs(1, 1)), "iou_predictions");
        graph.output("iou_predictions", DType.F32, 1, 1);
        Telltale.fullMasks(graph, "low_res_masks", 1, 1, 256, 256);

        assertThat(ask(graph.model(), BOX).score())
                .as("label of the lower right corner, and the small size that is asked for")
                .isEqualTo(3 + 32);
    }

    @Test
    void a_decoder_may_have_masks_of_full_size_only() throws IOException {
        OnnxWriter graph = decoder().input("orig_im_size", DType.F32, 2);
        String size = graph.node("Cast", List.of("orig_im_size"), number("to", 7));
        String shape = graph.node("Concat", List.of(graph.longs(1, 1), size), number("axis", 0));
        graph.node("Expand", List.of(graph.floats(List.of(1L), 1), shape), "masks");
        scores(graph, 0.25f);
        graph.output("masks", DType.F32, 1, 1, -1, -1).output("iou_predictions", DType.F32, 1, 1);

        Instance answer = ask(graph.model(), BOX);

        assertThat(answer.score()).isEqualTo(0.25);
        assertThat(answer.mask().toMask(DecodeOptions.defaults()).area()).isEqualTo(120 * 80);
    }

    /** Mask 0 covers everything, the others nothing; among those the third has the best score. */
    @Test
    void of_four_masks_few_points_mean_one_of_the_last_three_and_many_the_first() throws IOException {
        byte[] four = fourMasks();

        assertThat(area(ask(four, BOX))).as("two points").isZero();
        assertThat(ask(four, BOX).score()).isEqualTo(0.8f);
        assertThat(area(ask(four, points(1)))).as("a point and padding").isZero();
        assertThat(area(ask(four, points(2)))).as("two points and padding").isEqualTo(120 * 80);
    }

    @Test
    void a_decoder_with_four_masks_is_preferred() throws IOException {
        TinySam1.copyTo(folder, "encoder.onnx", "decoder.onnx");
        Files.write(folder.resolve("a.onnx"), fourMasks());

        try (InferenceEngine engine = TinySam1Test.engine(folder)) {
            assertThat(ask(engine, BOX).score()).isEqualTo(0.8f);
        }
    }

    @Test
    void an_unknown_layout_is_refused_with_what_was_found_and_what_is_supported() throws IOException {
        OnnxWriter graph = new OnnxWriter().input("tokens", DType.I64, 1, 32);
        graph.node("Cast", List.of("tokens"), "features", number("to", 1)).output("features", DType.F32, 1, 32);
        Files.write(folder.resolve("model.onnx"), graph.model());

        assertThatThrownBy(() -> TinySam1Test.engine(folder))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("model.onnx (tokens i64[1, 32] -> features f32[1, 32])")
                .hasMessageContaining("Supported: sam1-meta");
    }

    @Test
    void a_file_that_is_not_what_the_manifest_says_is_refused() throws IOException {
        TinySam1.copyTo(folder);
        Files.writeString(folder.resolve("model.json"), """
                {"format": 1, "id": "mine", "family": "sam1-meta",
                 "files": [{"role": "encoder", "path": "encoder.onnx", "sha256": "00"},
                           {"role": "decoder", "path": "decoder.onnx"}]}
                """);

        try (InferenceEngine engine = TinySam1Test.engine(folder)) {
            assertThatThrownBy(engine::info)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("encoder.onnx is damaged or another one");
        }
    }

    @Test
    void a_key_that_no_manifest_has_is_refused() throws IOException {
        TinySam1.copyTo(folder);
        Files.writeString(
                folder.resolve("model.json"),
                "{\"format\": 1, \"id\": \"mine\", \"family\": \"sam1-meta\", \"license\": \"MIT\", \"files\": []}");

        assertThatThrownBy(() -> TinySam1Test.engine(folder))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("\"license\"")
                .hasMessageContaining("licence");
    }

    @Test
    void a_file_outside_of_the_bundle_is_refused() throws IOException {
        Files.writeString(
                folder.resolve("model.json"),
                "{\"format\": 1, \"id\": \"mine\", \"family\": \"sam1-meta\","
                        + " \"files\": [{\"role\": \"encoder\", \"path\": \"../encoder.onnx\"}]}");

        assertThatThrownBy(() -> TinySam1Test.engine(folder))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("inside the bundle");
    }

    @Test
    void a_model_that_is_not_there_is_an_error_that_says_where_to_put_it() {
        assertThatThrownBy(() -> TinySam1Test.engine(folder.resolve("nowhere")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("samui.inference.model");
    }

    /** What tiny-sam1's encoder does: 4 x 4 means, moved into 48 of 256 channels. */
    private static void embed(OnnxWriter graph, String image, String output) {
        String means = graph.node("AveragePool", List.of(image), ints("kernel_shape", 4, 4), ints("strides", 4, 4));
        String cells = graph.node("Reshape", List.of(means, graph.longs(1, 3, 64, 4, 64, 4)));
        String moved = graph.node("Transpose", List.of(cells), ints("perm", 0, 1, 3, 5, 2, 4));
        String channels = graph.node("Reshape", List.of(moved, graph.longs(1, 48, 64, 64)));
        graph.node("Pad", List.of(channels, graph.longs(0, 0, 0, 0, 0, 208, 0, 0)), output)
                .output(output, DType.F32, 1, 256, 64, 64);
    }

    private static OnnxWriter decoder() {
        return new OnnxWriter()
                .input("image_embeddings", DType.F32, 1, 256, 64, 64)
                .input("point_coords", DType.F32, 1, -1, 2)
                .input("point_labels", DType.F32, 1, -1)
                .input("mask_input", DType.F32, 1, 1, 256, 256)
                .input("has_mask_input", DType.F32, 1);
    }

    private static void scores(OnnxWriter graph, float... scores) {
        String constant = graph.floats(List.of(1L, (long) scores.length), scores);
        graph.node("Add", List.of(constant, "has_mask_input"), "iou_predictions");
    }

    private static byte[] fourMasks() {
        OnnxWriter graph = decoder();
        String all = graph.node("Add", List.of("mask_input", graph.floats(List.of(1L), 1)));
        String none = graph.node("Sub", List.of("mask_input", graph.floats(List.of(1L), 1)));
        graph.node("Concat", List.of(all, none, none, none), "low_res_masks", number("axis", 1));
        scores(graph, 0.9f, 0.1f, 0.8f, 0.2f);
        return graph.output("low_res_masks", DType.F32, 1, 4, 256, 256)
                .output("iou_predictions", DType.F32, 1, 4)
                .model();
    }

    private static Prompt points(int count) {
        List<Prompt.PromptPoint> points = new ArrayList<>(Stream.generate(() -> new Prompt.PromptPoint(5, 5, true))
                .limit(count)
                .toList());
        return new Prompt.PointPrompt(points);
    }

    private static int area(Instance answer) {
        return answer.mask().toMask(DecodeOptions.defaults()).area();
    }

    /** tiny-sam1 with another encoder. */
    private InferenceEngine engine(byte[] encoder) throws IOException {
        TinySam1.copyTo(folder, "decoder.onnx");
        Files.write(folder.resolve("some-encoder.onnx"), encoder);
        return TinySam1Test.engine(folder);
    }

    /** tiny-sam1 with another decoder, asked about a grey picture of 120 x 80. */
    private Instance ask(byte[] decoder, Prompt prompt) throws IOException {
        TinySam1.copyTo(folder, "encoder.onnx");
        Files.write(folder.resolve("some-decoder.onnx"), decoder);
        try (InferenceEngine engine = TinySam1Test.engine(folder)) {
            return ask(engine, prompt);
        }
    }

    private static Instance ask(InferenceEngine engine, Prompt prompt) {
        try (InferenceSession session = engine.open();
                PreparedImage prepared = engine.prepare(RgbImage.of(120, 80, new byte[3 * 120 * 80]));
                ImageEmbedding embedding = session.encode(prepared, Cancellation.none())) {
            return session.decode(embedding, prompt, DecodeOptions.defaults(), Cancellation.none())
                    .instances()
                    .get(0);
        }
    }
}
