package io.samui.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.samui.core.image.ImageLimits;
import io.samui.core.image.ImageReader;
import io.samui.core.inference.Cancellation;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.ImageEmbedding;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.InferenceSession;
import io.samui.core.inference.InferenceSettings;
import io.samui.core.inference.PreparedImage;
import io.samui.core.inference.Prompt;
import io.samui.core.inference.Segmentation;
import io.samui.core.inference.Segmentation.Instance;
import io.samui.core.mask.BinaryMask;
import io.samui.core.mask.Box;
import io.samui.core.spi.ProviderConfig;
import io.samui.core.storage.BlobSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The analytic SAM1 fixture, with each of its decoders, against values that its graphs did not compute. */
class TinySam1Test {

    private static final Path FIXTURE =
            Path.of(System.getProperty("samui.shared.dir", "absent"), "models", "fixtures", "tiny-sam1");

    @TempDir
    Path folder;

    @BeforeEach
    void theFixtureIsThere() {
        assumeTrue(
                Files.isDirectory(FIXTURE),
                "the fixture tiny-sam1 is absent: samui.shared.dir names no folder with it");
    }

    @Test
    void the_single_mask_decoder_gives_the_golden_masks_and_scores() throws IOException {
        assertGolden("encoder.onnx", "decoder.onnx");
    }

    @Test
    void the_multimask_decoder_gives_the_same() throws IOException {
        assertGolden("encoder.onnx", "decoder_multimask.onnx");
    }

    private void assertGolden(String... files) throws IOException {
        for (String file : files) {
            Files.copy(FIXTURE.resolve(file), folder.resolve(file));
        }
        List<JsonNode> cases = cases();
        assertThat(cases).hasSize(7);
        ProviderConfig config = new ProviderConfig(
                "onnx", null, InferenceSettings.PREFIX, Map.of("device", "cpu", "model", folder.toString()), Map.of());
        try (InferenceEngine engine = new OnnxInferenceProvider().create(config);
                InferenceSession session = engine.open();
                PreparedImage prepared = engine.prepare(new ImageReader(ImageLimits.defaults())
                        .read(BlobSource.of(FIXTURE.resolve("shapes.png")), engine::frameFor));
                ImageEmbedding embedding = session.encode(prepared, Cancellation.none())) {
            assertThat(cases).allSatisfy(golden -> {
                DecodeOptions options = DecodeOptions.defaults();
                Segmentation answer = session.decode(embedding, prompt(golden), options, Cancellation.none());
                Instance instance = answer.instances().get(0);
                JsonNode expected = golden.required("expected");
                assertThat(instance.score())
                        .isCloseTo(expected.required("iou_prediction").asDouble(), within(1e-5));
                assertThat(instance.mask().toMask(options).iou(mask(expected.required("mask_rle"))))
                        .isGreaterThanOrEqualTo(0.995);
            });
        }
    }

    /** Cases that samui's prompts can express: points with the padding point, or one box without it; no mask as input. */
    private static List<JsonNode> cases() throws IOException {
        JsonNode golden = JsonMapper.shared().readTree(Files.readAllBytes(FIXTURE.resolve("golden.json")));
        return StreamSupport.stream(golden.required("cases").spliterator(), false)
                .filter(one -> one.required("mask_input_from_case").isNull())
                .filter(one -> one.required("box").isNull()
                        == one.required("append_pad_point").asBoolean())
                .filter(one ->
                        one.required("box").isNull() != one.required("points").isEmpty())
                .toList();
    }

    private static Prompt prompt(JsonNode golden) {
        JsonNode box = golden.required("box");
        if (!box.isNull()) {
            double x = box.get(0).asDouble();
            double y = box.get(1).asDouble();
            return new Prompt.BoxPrompt(
                    List.of(new Box(x, y, box.get(2).asDouble() - x, box.get(3).asDouble() - y)));
        }
        List<Prompt.PromptPoint> points = new ArrayList<>();
        for (int i = 0; i < golden.required("points").size(); i++) {
            JsonNode point = golden.required("points").get(i);
            points.add(new Prompt.PromptPoint(
                    point.get(0).asDouble(),
                    point.get(1).asDouble(),
                    golden.required("labels").get(i).asInt() == 1));
        }
        return new Prompt.PointPrompt(points);
    }

    private static BinaryMask mask(JsonNode rle) {
        int[] counts = StreamSupport.stream(rle.required("counts").spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
        return BinaryMask.ofCounts(
                rle.required("size").get(1).asInt(), rle.required("size").get(0).asInt(), counts);
    }
}
