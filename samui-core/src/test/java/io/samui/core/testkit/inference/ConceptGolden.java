package io.samui.core.testkit.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.Prompt;
import io.samui.core.inference.Segmentation.Instance;
import io.samui.core.mask.BinaryMask;
import io.samui.core.mask.Box;
import io.samui.core.testkit.Fixture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/**
 * Golden values of detectors. What is found is paired with what is expected by overlap, not by rank: scores nearly tie.
 *
 * @param expected  the key of what is to be found
 * @param box       the key of its box, with corners that may lie outside of the picture
 * @param tolerance as the fixture's README has it
 */
public record ConceptGolden(Fixture fixture, String expected, String box, Tolerance tolerance) {

    /** How far scores, corners (in pixels) and masks may be off. */
    public record Tolerance(double score, double corner, double maskIou) {}

    /** Asks an engine for every case, each picture encoded once. */
    public void assertAgrees(InferenceEngine engine, int cases) {
        JsonNode golden = fixture.golden();
        Map<String, List<JsonNode>> byPicture = new LinkedHashMap<>();
        BoxesAndPointsGolden.stream(golden.required("cases"))
                .forEach(one -> byPicture
                        .computeIfAbsent(
                                one.path("scene").asString(golden.path("image").asString("")),
                                picture -> new ArrayList<>())
                        .add(one));
        assertThat(byPicture.values().stream().mapToInt(List::size).sum()).isEqualTo(cases);
        byPicture.forEach((picture, asked) -> {
            try (Asking asking = new Asking(engine, fixture.read(picture))) {
                for (JsonNode one : asked) {
                    assertCase(one, asking.about(prompt(one)).instances());
                }
            }
        });
    }

    private void assertCase(JsonNode one, List<Instance> found) {
        String name = one.path("name").asString(one.path("text").asString());
        assertThat(found).as(name).hasSize(one.required(expected).size());
        for (JsonNode wanted : one.required(expected)) {
            if (!wanted.has("mask_rle")) {
                assertThat(found)
                        .as(name + ": " + wanted.required("score"))
                        .anySatisfy(instance -> assertLike(instance, wanted));
                continue;
            }
            BinaryMask mask = Fixture.mask(wanted.required("mask_rle"));
            Instance closest = Objects.requireNonNull(found.stream()
                    .max(Comparator.comparing(instance -> mask(instance).iou(mask)))
                    .orElse(null));
            assertThat(mask(closest).iou(mask)).as(name).isGreaterThanOrEqualTo(tolerance.maskIou());
            assertLike(closest, wanted);
        }
    }

    private void assertLike(Instance instance, JsonNode wanted) {
        assertThat(instance.score()).isCloseTo(wanted.required("score").asDouble(), within(tolerance.score()));
        BinaryMask mask = mask(instance);
        double area = wanted.path("mask_area").asDouble(wanted.path("area").asDouble());
        assertThat(mask.area() / area).isCloseTo(1, within(1 - tolerance.maskIou() + 1e-3));
        Box actual = Objects.requireNonNull(instance.box());
        JsonNode corners = wanted.required(box);
        assertThat(actual.x()).isCloseTo(clip(corners, 0, mask.width()), within(tolerance.corner()));
        assertThat(actual.y()).isCloseTo(clip(corners, 1, mask.height()), within(tolerance.corner()));
        assertThat(actual.x() + actual.width()).isCloseTo(clip(corners, 2, mask.width()), within(tolerance.corner()));
        assertThat(actual.y() + actual.height()).isCloseTo(clip(corners, 3, mask.height()), within(tolerance.corner()));
    }

    private static double clip(JsonNode corners, int index, int size) {
        return Math.max(0, Math.min(size, corners.get(index).asDouble()));
    }

    private static BinaryMask mask(Instance instance) {
        return instance.mask().toMask(DecodeOptions.defaults());
    }

    /** A text of "visual" beside a box stands for none. */
    private static Prompt prompt(JsonNode one) {
        String text = one.required("text").asString();
        List<Prompt.Exemplar> exemplars = new ArrayList<>();
        if (one.has("boxes")) {
            for (int i = 0; i < one.required("boxes").size(); i++) {
                exemplars.add(new Prompt.Exemplar(
                        BoxesAndPointsGolden.box(one.required("boxes").get(i)),
                        one.required("box_labels").get(i).asInt() == 1));
            }
        } else if (!one.required("box").isNull()) {
            exemplars.add(new Prompt.Exemplar(
                    BoxesAndPointsGolden.box(one.required("box")),
                    one.required("box_label").asInt() == 1));
        }
        boolean visual = text.equals("visual") && exemplars.stream().anyMatch(Prompt.Exemplar::positive);
        return new Prompt.ConceptPrompt(visual ? List.of() : List.of(text), exemplars);
    }
}
