package io.samui.inference.onnx;

import static io.samui.core.testkit.onnx.OnnxWriter.Attribute.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.samui.core.ConfigurationException;
import io.samui.core.image.RgbImage;
import io.samui.core.inference.Cancellation;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.ImageEmbedding;
import io.samui.core.inference.ImageFrame;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.InferenceException;
import io.samui.core.inference.InferenceSession;
import io.samui.core.inference.PreparedImage;
import io.samui.core.inference.Prompt;
import io.samui.core.inference.PromptKind;
import io.samui.core.inference.Segmentation.Instance;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.mask.Box;
import io.samui.core.sam.DType;
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
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Layouts without a fixture, as graphs that tell what they were fed: prompts in the right frame, type and number, pixels
 * normalised as the layout wants it. The picture is grey, 120 x 80.
 */
class OtherLayoutsTest {

    private static final int GREY = 128;
    private static final Prompt BOX = new Prompt.BoxPrompt(List.of(new Box(12, 8, 60, 40)));
    private static final Prompt POINT = new Prompt.PointPrompt(List.of(new Prompt.PromptPoint(30, 20, true)));

    @TempDir
    private Path folder;

    /** osam gives the embedding first, samexporter last, and names differ: the sizes tell. */
    @ParameterizedTest
    @CsvSource({"4 8 16", "16 4 8", "8 16 4"})
    void a_sam2_encoder_may_give_its_levels_in_any_order(String cells) throws IOException {
        OnnxWriter encoder = new OnnxWriter().input("input", DType.F32, 1, 3, 1024, 1024);
        for (String cell : cells.split(" ")) {
            Telltale.means(encoder, "input", Integer.parseInt(cell), "out" + cell, 1024 / Integer.parseInt(cell));
        }
        OnnxWriter decoder = osamDecoder(DType.I64);
        Telltale.score(decoder, Telltale.element(decoder, "image_embeddings", DType.F32, 0), "iou_predictions", 1, 3);
        Telltale.fullMasks(decoder, "low_res_masks", 1, 3, 256, 256);

        Instance answer = ask(encoder, decoder, BOX);

        assertThat(answer.score()).isCloseTo((GREY / 255.0 - 0.485) / 0.229, within(1e-3));
        assertThat(answer.mask().toMask(DecodeOptions.defaults()).area()).isEqualTo(120 * 80);
    }

    /** 1: x of the right edge; its x scales with the width, not the longer side alone. */
    @ParameterizedTest
    @CsvSource({"2, 614.4", "3, 614.4", "0, 102.4", "1, 102.4"})
    void sam2_prompts_are_scaled_by_each_side(long element, double expected) throws IOException {
        OnnxWriter decoder = osamDecoder(DType.I64);
        Telltale.score(decoder, Telltale.element(decoder, "point_coords", DType.F32, element), "iou_predictions", 1, 3);
        Telltale.fullMasks(decoder, "low_res_masks", 1, 3, 256, 256);

        assertThat(ask(sam2Encoder(), decoder, BOX).score()).isCloseTo(expected, within(1e-3));
    }

    @Test
    void sam2_points_get_no_padding_point() throws IOException {
        OnnxWriter decoder = osamDecoder(DType.I64);
        Telltale.score(decoder, Telltale.size(decoder, "point_labels"), "iou_predictions", 1, 3);
        Telltale.fullMasks(decoder, "low_res_masks", 1, 3, 256, 256);

        assertThat(ask(sam2Encoder(), decoder, POINT).score()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"F32", "I64", "I32"})
    void a_sam2_decoder_with_masks_of_the_asked_size_only_is_asked_for_what_is_needed(DType type) throws IOException {
        OnnxWriter decoder = osamDecoder(type);
        String size =
                type == DType.I64 ? "orig_im_size" : decoder.node("Cast", List.of("orig_im_size"), number("to", 7));
        String shape = decoder.node("Concat", List.of(decoder.longs(1, 3), size), number("axis", 0));
        decoder.node("Expand", List.of(decoder.floats(List.of(1L), 1), shape), "masks")
                .output("masks", DType.F32, 1, 3, -1, -1);
        Telltale.score(decoder, Telltale.element(decoder, "orig_im_size", type, 0), "iou_predictions", 1, 3);

        Instance answer = ask(sam2Encoder(), decoder, BOX);

        assertThat(answer.score()).isEqualTo(1024);
        assertThat(answer.mask().toMask(DecodeOptions.defaults()).area()).isEqualTo(120 * 80);
    }

    /** transformers.js: slimsam's main branch takes points only, others take boxes only. */
    @Test
    void a_sam1_split_of_transformers_has_the_modes_that_it_has_inputs_for() throws IOException {
        try (InferenceEngine points = engine(split1Encoder(), split1Decoder("points", "input_labels"))) {
            assertThat(points.info().modes()).containsExactly(SegmentationMode.POINT);
            assertThat(points.info().promptKinds()).containsExactly(PromptKind.POINT);
            assertThatThrownBy(() -> ask(points, BOX))
                    .isInstanceOfSatisfying(
                            InferenceException.class,
                            e -> assertThat(e.kind()).isEqualTo(InferenceException.Kind.MODE_NOT_SUPPORTED));
        }
        try (InferenceEngine boxes = engine(split1Encoder(), split1Decoder("boxes", "input_boxes"))) {
            assertThat(boxes.info().modes()).containsExactly(SegmentationMode.INSIDE_BOX);
            assertThat(ask(boxes, BOX).score()).as("left edge").isCloseTo(102.4, within(1e-3));
        }
    }

    @Test
    void a_sam1_split_of_transformers_gets_whole_numbers_as_labels_and_no_padding_point() throws IOException {
        try (InferenceEngine engine = engine(split1Encoder(), split1Decoder("points", "input_labels"))) {
            Instance answer = ask(engine, POINT);

            assertThat(answer.score()).as("label of the first point").isEqualTo(1);
            assertThat(answer.mask().toMask(DecodeOptions.defaults()).area()).isEqualTo(120 * 80);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, true", "4095, false"})
    void a_sam1_split_of_transformers_gets_normalised_pixels_padded_at_the_bottom(long element, boolean image)
            throws IOException {
        OnnxWriter decoder = split1Inputs("points");
        Telltale.score(
                decoder, Telltale.element(decoder, "image_embeddings", DType.F32, element), "iou_scores", 1, 1, 3);
        Telltale.fullMasks(decoder, "pred_masks", 1, 1, 3, 256, 256);

        double expected = image ? (GREY - 123.675) / 58.395 : 0;
        assertThat(ask(split1Encoder(), decoder, POINT).score()).isCloseTo(expected, within(1e-4));
    }

    /** The same names as SAM3's tracker; the sizes tell them apart. */
    @ParameterizedTest
    @CsvSource({"1024, 0.485, 0.229", "1008, 0.5, 0.5"})
    void a_split_of_transformers_with_three_levels_is_sam2_or_a_tracker(int side, double mean, double deviation)
            throws IOException {
        int[] cells = side == 1024 ? new int[] {4, 8, 16} : new int[] {7, 7, 14};
        OnnxWriter encoder = new OnnxWriter().input("pixel_values", DType.F32, -1, 3, side, side);
        OnnxWriter decoder = new OnnxWriter()
                .input("input_points", DType.F32, 1, -1, -1, 2)
                .input("input_labels", DType.I64, 1, -1, -1)
                .input("input_boxes", DType.F32, 1, -1, 4);
        if (side == 1008) {
            // 1008 / 3.5 = 288: from cells of 7 pixels, each twice
            Telltale.means(encoder, "pixel_values", 7, "seven", 144);
            String wide = encoder.node("Concat", List.of("seven", "seven"), OnnxWriter.Attribute.number("axis", 3));
            encoder.node("Concat", List.of(wide, wide), "image_embeddings.0", number("axis", 2))
                    .output("image_embeddings.0", DType.F32, 1, 3, 288, 288);
            decoder.input("image_embeddings.0", DType.F32, 1, 3, 288, 288);
        } else {
            Telltale.means(encoder, "pixel_values", cells[0], "image_embeddings.0", 256);
            decoder.input("image_embeddings.0", DType.F32, 1, 3, 256, 256);
        }
        for (int level = 1; level < 3; level++) {
            String name = "image_embeddings." + level;
            Telltale.means(encoder, "pixel_values", cells[level], name, side / cells[level]);
            decoder.input(name, DType.F32, 1, 3, side / cells[level], side / cells[level]);
        }
        Telltale.score(decoder, Telltale.element(decoder, "image_embeddings.2", DType.F32, 0), "iou_scores", 1, 1, 3);
        Telltale.fullMasks(decoder, "pred_masks", 1, 1, 3, 64, 64);

        try (InferenceEngine engine = engine(encoder, decoder)) {
            assertThat(engine.frameFor(120, 80)).isEqualTo(new ImageFrame(side, side));
            assertThat(ask(engine, POINT).score()).isCloseTo((GREY / 255.0 - mean) / deviation, within(1e-3));
            assertThat(ask(engine, BOX).mask().toMask(DecodeOptions.defaults()).area())
                    .isEqualTo(120 * 80);
        }
    }

    @Test
    void a_split_of_transformers_whose_sizes_fit_neither_is_refused() throws IOException {
        OnnxWriter encoder = new OnnxWriter().input("pixel_values", DType.F32, 1, 3, 64, 64);
        OnnxWriter decoder = new OnnxWriter()
                .input("input_points", DType.F32, 1, -1, -1, 2)
                .input("input_labels", DType.I64, 1, -1, -1);
        for (int level = 0; level < 3; level++) {
            Telltale.means(encoder, "pixel_values", 8, "image_embeddings." + level, 8);
            decoder.input("image_embeddings." + level, DType.F32, 1, 3, 8, 8);
        }
        Telltale.score(decoder, Telltale.element(decoder, "input_points", DType.F32, 0), "iou_scores", 1, 1, 3);
        Telltale.fullMasks(decoder, "pred_masks", 1, 1, 3, 8, 8);

        assertThatThrownBy(() -> engine(encoder, decoder))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("encoder.onnx (pixel_values")
                .hasMessageContaining("sam3-tracker: ");
    }

    /** 102.4 = 12 x 1024 / 120: it is told of the resized image, so its pixels are those of the longest side of 1024. */
    @Test
    void efficient_sam_gets_prompts_in_pixels_of_the_image_that_it_is_told_of() throws IOException {
        OnnxWriter decoder = efficientDecoder();
        Telltale.score(
                decoder, Telltale.element(decoder, "batched_point_coords", DType.F32, 0), "iou_predictions", 1, 1, 3);

        assertThat(ask(efficientEncoder(), decoder, BOX).score()).isCloseTo(102.4, within(1e-3));
    }

    @ParameterizedTest
    @CsvSource({"0, 683", "1, 1024"})
    void efficient_sam_is_told_height_and_width_as_whole_numbers(long element, int expected) throws IOException {
        OnnxWriter decoder = efficientDecoder();
        Telltale.score(
                decoder, Telltale.element(decoder, "orig_im_size", DType.I64, element), "iou_predictions", 1, 1, 3);

        Instance answer = ask(efficientEncoder(), decoder, POINT);

        assertThat(answer.score()).isEqualTo(expected);
        assertThat(answer.mask().toMask(DecodeOptions.defaults()).area()).isEqualTo(120 * 80);
    }

    @Test
    void efficient_sam_gets_pixels_from_0_to_1_without_padding() throws IOException {
        OnnxWriter decoder = efficientDecoder();
        Telltale.score(
                decoder,
                Telltale.element(decoder, "image_embeddings", DType.F32, 3 * 42 * 64 - 1),
                "iou_predictions",
                1,
                1,
                3);

        assertThat(ask(efficientEncoder(), decoder, POINT).score()).isCloseTo(GREY / 255.0, within(1e-5));
    }

    private static OnnxWriter sam2Encoder() {
        OnnxWriter encoder = new OnnxWriter().input("image", DType.F32, 1, 3, 1024, 1024);
        Telltale.means(encoder, "image", 4, "high_res_feats_0", 256);
        Telltale.means(encoder, "image", 8, "high_res_feats_1", 128);
        Telltale.means(encoder, "image", 16, "image_embed", 64);
        return encoder;
    }

    private static OnnxWriter osamDecoder(DType sizeType) {
        return new OnnxWriter()
                .input("image_embeddings", DType.F32, 1, 3, 64, 64)
                .input("high_res_features1", DType.F32, 1, 3, 256, 256)
                .input("high_res_features2", DType.F32, 1, 3, 128, 128)
                .input("point_coords", DType.F32, 1, -1, 2)
                .input("point_labels", DType.F32, 1, -1)
                .input("mask_input", DType.F32, 1, 1, 256, 256)
                .input("has_mask_input", DType.F32, 1)
                .input("orig_im_size", sizeType, 2);
    }

    private static OnnxWriter split1Encoder() {
        OnnxWriter encoder = new OnnxWriter().input("pixel_values", DType.F32, -1, 3, 1024, 1024);
        Telltale.means(encoder, "pixel_values", 16, "image_embeddings", 64);
        Telltale.means(encoder, "pixel_values", 16, "image_positional_embeddings", 64);
        return encoder;
    }

    private static OnnxWriter split1Inputs(String prompt) {
        OnnxWriter decoder = new OnnxWriter()
                .input("image_embeddings", DType.F32, 1, 3, 64, 64)
                .input("image_positional_embeddings", DType.F32, 1, 3, 64, 64);
        return prompt.equals("points")
                ? decoder.input("input_points", DType.F32, 1, 1, -1, 2).input("input_labels", DType.I64, 1, 1, -1)
                : decoder.input("input_boxes", DType.F32, 1, 1, 4);
    }

    /** Tells the first element of an input. */
    private static OnnxWriter split1Decoder(String prompt, String telling) {
        OnnxWriter decoder = split1Inputs(prompt);
        DType type = telling.equals("input_labels") ? DType.I64 : DType.F32;
        Telltale.score(decoder, Telltale.element(decoder, telling, type, 0), "iou_scores", 1, 1, 3);
        Telltale.fullMasks(decoder, "pred_masks", 1, 1, 3, 256, 256);
        return decoder;
    }

    private static OnnxWriter efficientEncoder() {
        OnnxWriter encoder = new OnnxWriter().input("batched_images", DType.F32, -1, 3, -1, -1);
        encoder.node(
                        "AveragePool",
                        List.of("batched_images"),
                        "image_embeddings",
                        OnnxWriter.Attribute.ints("kernel_shape", 16, 16),
                        OnnxWriter.Attribute.ints("strides", 16, 16))
                .output("image_embeddings", DType.F32, 1, 3, -1, -1);
        return encoder;
    }

    /** Its masks are of the size that it is told. */
    private static OnnxWriter efficientDecoder() {
        OnnxWriter decoder = new OnnxWriter()
                .input("image_embeddings", DType.F32, 1, 3, -1, -1)
                .input("batched_point_coords", DType.F32, 1, -1, -1, 2)
                .input("batched_point_labels", DType.F32, 1, -1, -1)
                .input("orig_im_size", DType.I64, 2);
        String shape = decoder.node("Concat", List.of(decoder.longs(1, 1, 3), "orig_im_size"), number("axis", 0));
        return decoder.node("Expand", List.of(decoder.floats(List.of(1L), 1), shape), "output_masks")
                .output("output_masks", DType.F32, 1, 1, 3, -1, -1);
    }

    private InferenceEngine engine(OnnxWriter encoder, OnnxWriter decoder) throws IOException {
        Files.write(folder.resolve("encoder.onnx"), encoder.model());
        Files.write(folder.resolve("decoder.onnx"), decoder.model());
        return TinySam1Test.engine(folder);
    }

    private Instance ask(OnnxWriter encoder, OnnxWriter decoder, Prompt prompt) throws IOException {
        try (InferenceEngine engine = engine(encoder, decoder)) {
            return ask(engine, prompt);
        }
    }

    private static Instance ask(InferenceEngine engine, Prompt prompt) {
        byte[] pixels = new byte[3 * 120 * 80];
        Arrays.fill(pixels, (byte) GREY);
        try (InferenceSession session = engine.open();
                PreparedImage prepared = engine.prepare(RgbImage.of(120, 80, pixels));
                ImageEmbedding embedding = session.encode(prepared, Cancellation.none())) {
            return session.decode(embedding, prompt, DecodeOptions.defaults(), Cancellation.none())
                    .instances()
                    .get(0);
        }
    }
}
