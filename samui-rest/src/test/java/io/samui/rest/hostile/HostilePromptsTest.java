package io.samui.rest.hostile;

import io.samui.rest.Answer;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Boxes, points, texts and jobs whose fields are of another type, out of range, or of what is not there. */
class HostilePromptsTest extends HostileInput {

    private static final String WHOLE = "bbox_x must be a whole number";
    private static final String BEYOND = "beyond the image";

    private String boxPath;

    @BeforeAll
    void findTheBox() {
        String id = server().get("/annotations/" + image())
                .json()
                .at("/annotations/0/id")
                .stringValue();
        boxPath = "/annotations/" + id;
    }

    @TestFactory
    Stream<DynamicTest> coordinates() {
        return table().row("a fraction", 400, WHOLE, () -> post(box("1.5", "")))
                .row("a whole number written as a fraction", 400, WHOLE, () -> post(box("1.0", "")))
                .row("an exponent", 400, WHOLE, () -> post(box("1e1", "")))
                .row("beyond double", 400, WHOLE, () -> post(box("1e400", "")))
                .row("an exponent that fills the memory", 400, WHOLE, () -> post(box("1e1000000000", "")))
                .row("minus zero as a fraction", 400, WHOLE, () -> post(box("-0.0", "")))
                .row("a number in quotes", 400, WHOLE, () -> post(box("\"1\"", "")))
                .row("an empty text", 400, WHOLE, () -> post(box("\"\"", "")))
                .row("a boolean", 400, WHOLE, () -> post(box("true", "")))
                .row("a list", 400, WHOLE, () -> post(box("[1]", "")))
                .row("an object", 400, WHOLE, () -> post(box("{}", "")))
                .row("beyond int", 400, WHOLE, () -> post(box("2147483648", "")))
                .row("beyond long", 400, WHOLE, () -> post(box("9223372036854775808", "")))
                .row("a thousand digits", 400, WHOLE, () -> post(box("9".repeat(1000), "")))
                .row("two thousand digits", 400, "thousand digits", () -> post(box("9".repeat(2000), "")))
                .row("null", 400, "bbox_x is required", () -> post(box("null", "")))
                .row("a sum beyond int", 400, BEYOND, () -> post(box("2147483647", "0", "2147483647", "4", "")))
                .row("beyond the right edge", 400, BEYOND, () -> post(box("590", "0", "11", "4", "")))
                .row("below the lower edge", 400, BEYOND, () -> post(box("0", "419", "4", "2", "")))
                .row("the least int", 400, "negative", () -> post(box("-2147483648", "")))
                .row("no width", 400, "positive", () -> post(box("1", "1", "0", "4", "")))
                .row("a negative width", 400, "positive", () -> post(box("10", "1", "-2147483648", "4", "")))
                .rows();
    }

    @TestFactory
    Stream<DynamicTest> what_boxes_name() {
        String unknown = box("1", "").replace(image(), UUID.randomUUID().toString());
        return table().row(
                        "nothing but the image",
                        400,
                        "bbox_x is required",
                        () -> post("{\"image_id\":\"" + image() + "\"}"))
                .row("no image", 400, "image_id is required", () -> post("{\"bbox_x\":1}"))
                .row("an image that is no id", 400, "must be a UUID", () -> post("{\"image_id\":\"1-1-1-1-1\"}"))
                .row(
                        "an image's id in braces",
                        400,
                        "must be a UUID",
                        () -> post(box("1", "").replace(image(), "{" + image() + "}")))
                .row(
                        "an image's id with a blank",
                        400,
                        "must be a UUID",
                        () -> post(box("1", "").replace(image(), image() + " ")))
                .row(
                        "an id of 10,000 characters",
                        400,
                        "must be a UUID",
                        () -> post(box("1", ",\"id\":\"" + "a".repeat(10_000) + "\"")))
                .row("an image that is a number", 400, "image_id must be a text", () -> post("{\"image_id\":7}"))
                .row("an image that is unknown", 404, "Image not found", () -> post(unknown))
                .row("a type that is none", 400, "prompt_type", () -> post(box("1", ",\"prompt_type\":\"x\"")))
                .row("a type in capitals", 400, "prompt_type", () -> post(box("1", ",\"prompt_type\":\"SEGMENT\"")))
                .row("a type that is a number", 400, "prompt_type", () -> post(box("1", ",\"prompt_type\":1")))
                .row(
                        "a type of half a surrogate pair",
                        400,
                        "prompt_type",
                        () -> post(box("1", ",\"prompt_type\":\"\\ud800\"")))
                .row("an id that is none", 400, "id must be a UUID", () -> post(box("1", ",\"id\":\"x\"")))
                .row("a change beyond the image", 400, BEYOND, () -> server().put(boxPath, "{\"bbox_width\":600}"))
                .row("a change to a fraction", 400, WHOLE, () -> server().put(boxPath, "{\"bbox_x\":1.5}"))
                .row("a change to a list", 400, "JSON object", () -> server().put(boxPath, "[]"))
                .row(
                        "a change of what is unknown",
                        404,
                        "not found",
                        () -> server().put("/annotations/" + UUID.randomUUID(), "{\"bbox_x\":1}"))
                .row(
                        "a deletion of what is unknown",
                        404,
                        "not found",
                        () -> server().delete("/annotations/" + UUID.randomUUID()))
                .rows();
    }

    @TestFactory
    Stream<DynamicTest> points_and_texts() {
        return table().row("a fraction", 400, "point_x must be a whole", () -> postPoint(point("0.5", "")))
                .row("beyond int", 400, "point_x must be a whole", () -> postPoint(point("4294967296", "")))
                .row("on the right edge", 400, "outside the image", () -> postPoint(point("600", "")))
                .row("left of the image", 400, "outside the image", () -> postPoint(point("-1", "")))
                .row("the greatest int", 400, "outside the image", () -> postPoint(point("2147483647", "")))
                .row(
                        "a text for a boolean",
                        400,
                        "is_positive must be true",
                        () -> postPoint(point("1", ",\"is_positive\":\"true\"")))
                .row(
                        "a number for a boolean",
                        400,
                        "is_positive must be true",
                        () -> postPoint(point("1", ",\"is_positive\":1")))
                .row("a number for a text", 400, "text_prompt must be a text", () -> patch("7"))
                .row("a list for a text", 400, "text_prompt must be a text", () -> patch("[\"cat\"]"))
                .row("an object for a text", 400, "text_prompt must be a text", () -> patch("{\"a\":1}"))
                .row("a text of 1025 characters", 400, "1024", () -> patch("\"" + "x".repeat(1025) + "\""))
                .row("a text of a million characters", 400, "1024", () -> patch("\"" + "x".repeat(1_000_000) + "\""))
                .row("a control character", 400, "control", () -> patch("\"a\\u0000b\""))
                .row("half a surrogate pair", 400, "half a character", () -> patch("\"a\\ud800b\""))
                .row("a surrogate pair turned round", 400, "half a character", () -> patch("\"\\udc08\\ud83d\""))
                .rows();
    }

    @TestFactory
    Stream<DynamicTest> jobs() {
        String id = "\"" + image() + "\"";
        return table().row("no images", 400, "image_ids is required", () -> job("{}"))
                .row("an empty list", 400, "image_ids is empty", () -> job("{\"image_ids\":[]}"))
                .row("a text for a list", 400, "image_ids must be a list", () -> job("{\"image_ids\":" + id + "}"))
                .row(
                        "an object for a list",
                        400,
                        "image_ids must be a list",
                        () -> job("{\"image_ids\":{\"0\":" + id + "}}"))
                .row("a null in the list", 400, "image_ids[0] is required", () -> job("{\"image_ids\":[null]}"))
                .row("a number in the list", 400, "image_ids[0] must be a text", () -> job("{\"image_ids\":[1]}"))
                .row(
                        "a list in the list",
                        400,
                        "a list where a text belongs",
                        () -> job("{\"image_ids\":[[" + id + "]]}"))
                .row(
                        "what is no id",
                        400,
                        "image_ids[1] must be a UUID",
                        () -> job("{\"image_ids\":[" + id + ",\"x\"]}"))
                .row(
                        "unknown ids",
                        400,
                        "No valid image IDs",
                        () -> job("{\"image_ids\":[\"" + UUID.randomUUID() + "\"]}"))
                .row("a mode that is none", 400, "mode must be one of", () -> job(id, "\"x\""))
                .row("a mode in capitals", 400, "mode must be one of", () -> job(id, "\"INSIDE_BOX\""))
                .row("a mode with a blank", 400, "mode must be one of", () -> job(id, "\"point \""))
                .row("an empty mode", 400, "mode must be one of", () -> job(id, "\"\""))
                .row("a mode that is a list", 400, "mode must be a text", () -> job(id, "[\"point\"]"))
                .row("a mode that the model lacks", 400, "find_all", () -> job(id, "\"find_all\""))
                .row("nothing to process", 400, "No images need processing", () -> job(id, "\"point\""))
                .row(
                        "a text for a boolean",
                        400,
                        "force_all must be true",
                        () -> job("{\"image_ids\":[" + id + "],\"force_all\":\"yes\"}"))
                .rows();
    }

    private Answer job(String id, String mode) {
        return job("{\"image_ids\":[" + id + "],\"mode\":" + mode + "}");
    }

    private Answer job(String json) {
        return server().post("/jobs", json);
    }

    private Answer post(String json) {
        return server().post("/annotations", json);
    }

    private Answer postPoint(String json) {
        return server().post("/point-annotations", json);
    }

    private Answer patch(String text) {
        return server().patch("/images/" + image(), "{\"text_prompt\":" + text + "}");
    }
}
