package io.samui.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.ConfigurationException;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.sam.DType;
import io.samui.core.testkit.Fixture;
import io.samui.core.testkit.TinySam1;
import io.samui.core.testkit.onnx.OnnxWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be wrong with a bundle is found before weights load, and said with the file and the remedy. */
class BadBundlesTest {

    @TempDir
    private Path folder;

    @Test
    void a_file_that_the_manifest_names_and_nobody_put_there() throws IOException {
        TinySam1.copyTo(folder, "encoder.onnx");
        manifest("encoder.onnx", "decoder.onnx");

        refused("decoder.onnx, which is not there", "copy it beside the manifest");
    }

    @Test
    void a_model_of_which_a_file_is_missing() {
        Fixture.THREE_FILES.copyTo(folder, List.of("sam3_image_encoder.onnx", "sam3_decoder.onnx"));

        refused("no supported layout", "sam3_decoder.onnx (", "a language encoder (i64 tokens");
    }

    @Test
    void weights_that_should_lie_beside() throws IOException {
        TinySam1.copyTo(folder, "decoder.onnx");
        Files.write(folder.resolve("encoder.onnx"), encoderWithExternalWeight("encoder.onnx.data"));

        refused("encoder.onnx lie in encoder.onnx.data, which is not beside it", "copy it there");
    }

    @Test
    void weights_that_lie_beside_are_part_of_the_model() throws IOException {
        TinySam1.copyTo(folder, "decoder.onnx");
        Files.write(folder.resolve("encoder.onnx"), encoderWithExternalWeight("encoder.onnx.data"));
        Files.write(folder.resolve("encoder.onnx.data"), new byte[] {0, 0, 0, 0});
        String before = digest();
        Files.write(folder.resolve("encoder.onnx.data"), new byte[] {0, 0, 0, 1});

        assertThat(digest()).isNotEqualTo(before);
    }

    @Test
    void a_models_own_tokenizer_is_part_of_it() throws IOException {
        Fixture.COLOUR_FINDER.copyTo(folder);
        String before = digest();
        Files.writeString(folder.resolve("tokenizer.json"), "{}");

        assertThat(digest()).isNotEqualTo(before);
    }

    @Test
    void a_tokenizer_that_is_none() throws IOException {
        Fixture.COLOUR_FINDER.copyTo(folder);
        Files.writeString(folder.resolve("tokenizer.json"), "{}");
        try (InferenceEngine engine = TinySam1Test.engine(folder)) {
            assertThatThrownBy(() -> engine.refusal(List.of("red")))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("tokenizer.json cannot be used")
                    .hasMessageContaining("delete it to use CLIP's");
        }
    }

    @Test
    void a_file_that_is_cut_short() throws IOException {
        TinySam1.copyTo(folder);
        byte[] whole = Files.readAllBytes(folder.resolve("decoder.onnx"));
        Files.write(folder.resolve("decoder.onnx"), Arrays.copyOf(whole, whole.length - 100));

        refused("decoder.onnx is cut short", "Copy or download it again");
    }

    @Test
    void an_encoder_that_is_called_decoder_and_the_other_way_round() throws IOException {
        TinySam1.copyTo(folder);
        manifest("decoder.onnx", "encoder.onnx");

        refused("the wrong roles", "decoder.onnx is the decoder, encoder.onnx is the encoder", "correct \"role\"");
    }

    @Test
    void files_under_each_others_names_are_no_error_without_a_manifest() throws IOException {
        TinySam1.copyTo(folder);
        Files.move(folder.resolve("encoder.onnx"), folder.resolve("other.onnx"));
        Files.move(folder.resolve("decoder.onnx"), folder.resolve("encoder.onnx"));
        Files.move(folder.resolve("other.onnx"), folder.resolve("decoder.onnx"));

        assertThat(digest()).isNotBlank();
    }

    @Test
    void an_input_of_the_wrong_rank() throws IOException {
        TinySam1.copyTo(folder, "encoder.onnx");
        OnnxWriter decoder = new OnnxWriter()
                .input("image_embeddings", DType.F32, 1, 256, 64, 64)
                .input("point_coords", DType.F32, -1, 2)
                .input("point_labels", DType.F32, 1, -1)
                .input("mask_input", DType.F32, 1, 1, 256, 256)
                .input("has_mask_input", DType.F32, 1);
        decoder.node("Add", List.of("has_mask_input", "has_mask_input"), "iou_predictions")
                .output("iou_predictions", DType.F32, 1, 1)
                .node("Identity", List.of("mask_input"), "low_res_masks")
                .output("low_res_masks", DType.F32, 1, 1, 256, 256);
        Files.write(folder.resolve("decoder.onnx"), decoder.model());

        refused("no supported layout", "decoder.onnx (", "point_coords f32[-1, 2]", "Supported: sam1-meta: ");
    }

    @Test
    void answers_of_half_precision() throws IOException {
        TinySam1.copyTo(folder, "encoder.onnx");
        OnnxWriter decoder = new OnnxWriter()
                .input("image_embeddings", DType.F32, 1, 256, 64, 64)
                .input("point_coords", DType.F32, 1, -1, 2)
                .input("point_labels", DType.F32, 1, -1)
                .input("mask_input", DType.F32, 1, 1, 256, 256)
                .input("has_mask_input", DType.F32, 1);
        decoder.node("Cast", List.of("has_mask_input"), "iou_predictions", OnnxWriter.Attribute.number("to", 10))
                .output("iou_predictions", DType.F16, 1, 1)
                .node("Identity", List.of("mask_input"), "low_res_masks")
                .output("low_res_masks", DType.F32, 1, 1, 256, 256);
        Files.write(folder.resolve("decoder.onnx"), decoder.model());

        refused("decoder.onnx (", "float16", "Export it with float32");
    }

    @Test
    void a_file_that_is_not_the_one_that_the_manifest_means() throws IOException {
        TinySam1.copyTo(folder);
        Files.writeString(
                folder.resolve("model.json"),
                "{\"format\":1,\"id\":\"mine\",\"family\":\"sam1-meta\",\"files\":["
                        + "{\"role\":\"encoder\",\"path\":\"encoder.onnx\",\"sha256\":\"00\"},"
                        + "{\"role\":\"decoder\",\"path\":\"decoder.onnx\"}]}");

        assertThatThrownBy(this::digest)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("encoder.onnx is damaged or another one")
                .hasMessageContaining("Fetch it again");
    }

    private void refused(String... parts) {
        assertThatThrownBy(() -> TinySam1Test.engine(folder))
                .isInstanceOf(ConfigurationException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(parts));
    }

    private String digest() {
        try (InferenceEngine engine = TinySam1Test.engine(folder)) {
            return engine.info().modelDigest();
        }
    }

    private void manifest(String encoder, String decoder) throws IOException {
        Files.writeString(
                folder.resolve("model.json"),
                "{\"format\":1,\"id\":\"mine\",\"family\":\"sam1-meta\",\"files\":[{\"role\":\"encoder\",\"path\":\""
                        + encoder + "\"},{\"role\":\"decoder\",\"path\":\"" + decoder + "\"}]}");
    }

    private static byte[] encoderWithExternalWeight(String file) {
        OnnxWriter graph = new OnnxWriter().input("image", DType.F32, 1, 3, 1024, 1024);
        graph.externalFloat("w", file);
        String sum = graph.node("Add", List.of("image", "w"));
        graph.node(
                "AveragePool",
                List.of(sum),
                "out",
                OnnxWriter.Attribute.ints("kernel_shape", 16, 16),
                OnnxWriter.Attribute.ints("strides", 16, 16));
        return graph.output("out", DType.F32, 1, 3, 64, 64).model();
    }
}
