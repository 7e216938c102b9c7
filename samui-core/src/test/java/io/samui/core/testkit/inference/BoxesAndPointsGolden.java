package io.samui.core.testkit.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.Prompt;
import io.samui.core.inference.Segmentation.Instance;
import io.samui.core.mask.Box;
import io.samui.core.testkit.Fixture;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * Golden values of models that take boxes and points, and answer with the best of three masks. Cases that take a mask as input, a
 * box together with points, or points of several objects cannot be asked through samui's prompts and are left out.
 */
public final class BoxesAndPointsGolden {

    private static final double SCORE = 1e-4;
    private static final double MASK_IOU = 0.999;

    private BoxesAndPointsGolden() {}

    /**
     * Asks an engine for every case.
     *
     * @param cases how many there must be
     */
    public static void assertAgrees(InferenceEngine engine, Fixture fixture, int cases) {
        JsonNode golden = fixture.golden();
        List<JsonNode> askable = stream(golden.required("cases"))
                .filter(one -> prompt(one) != null)
                .toList();
        assertThat(askable).hasSize(cases);
        try (Asking asking =
                new Asking(engine, fixture.read(golden.required("image").asString()))) {
            for (JsonNode one : askable) {
                assertCase(
                        one.required("name").asString(),
                        asking.about(prompt(one)).instances(),
                        one.required("expected"));
            }
        }
    }

    private static void assertCase(String name, List<Instance> answer, JsonNode expected) {
        assertThat(answer).as(name).hasSize(expected.size());
        for (int i = 0; i < answer.size(); i++) {
            JsonNode object = expected.get(i);
            double score = object.required("iou_scores")
                    .get(object.required("best").asInt())
                    .asDouble();
            assertThat(answer.get(i).promptIndex()).as(name).isEqualTo(i);
            assertThat(answer.get(i).score()).as(name).isCloseTo(score, within(SCORE));
            assertThat(answer.get(i)
                            .mask()
                            .toMask(DecodeOptions.defaults())
                            .iou(Fixture.mask(object.required("best_mask_rle"))))
                    .as(name)
                    .isGreaterThanOrEqualTo(MASK_IOU);
        }
    }

    /** Null for a case that samui has no prompt for. */
    private static Prompt prompt(JsonNode one) {
        JsonNode boxes = one.required("boxes");
        JsonNode points = one.required("points");
        if (!one.path("mask_input_from_case_best").isNull()
                && !one.path("mask_input_from_case_best").isMissingNode()) {
            return null;
        }
        if (points.isNull()) {
            return new Prompt.BoxPrompt(
                    stream(boxes).map(BoxesAndPointsGolden::box).toList());
        }
        // the tracker's fixture has a list per object
        boolean perObject = points.get(0).get(0).isArray();
        if (!boxes.isNull() || (perObject && points.size() > 1)) {
            return null;
        }
        JsonNode labels = one.required("labels");
        return points(perObject ? points.get(0) : points, perObject ? labels.get(0) : labels);
    }

    private static Prompt points(JsonNode points, JsonNode labels) {
        List<Prompt.PromptPoint> prompt = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            prompt.add(new Prompt.PromptPoint(
                    points.get(i).get(0).asDouble(),
                    points.get(i).get(1).asDouble(),
                    labels.get(i).asInt() == 1));
        }
        return new Prompt.PointPrompt(prompt);
    }

    static Box box(JsonNode corners) {
        double x = corners.get(0).asDouble();
        double y = corners.get(1).asDouble();
        return new Box(x, y, corners.get(2).asDouble() - x, corners.get(3).asDouble() - y);
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
