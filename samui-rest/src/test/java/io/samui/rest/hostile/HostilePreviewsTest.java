package io.samui.rest.hostile;

import io.samui.rest.Answer;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Prompts that no mask can be shown of. */
class HostilePreviewsTest extends HostileInput {

    private static final String BOX = box("1");

    @TestFactory
    Stream<DynamicTest> prompts() {
        return table().row("no prompts", 400, "mode inside_box reads boxes", () -> preview("{}"))
                .row("no boxes", 400, "mode inside_box reads boxes", () -> preview("{\"boxes\":[]}"))
                .row(
                        "points only",
                        400,
                        "mode inside_box reads boxes",
                        () -> preview("{\"points\":[" + point("1") + "]}"))
                .row("no points", 400, "mode point reads points", () -> preview("{\"mode\":\"point\"}"))
                .row(
                        "negative points only",
                        400,
                        "at least one positive",
                        () -> points(point("1,\"is_positive\":false")))
                .row("a mode that is none", 400, "mode must be one of", () -> preview("{\"mode\":\"x\"}"))
                .row(
                        "a mode that the model lacks",
                        400,
                        "does not have the mode find_all",
                        () -> preview("{\"mode\":\"find_all\",\"text_prompt\":\"cat\"}"))
                .row(
                        "nothing to find",
                        400,
                        "send a text or a positive exemplar",
                        () -> preview("{\"mode\":\"find_all\"}"))
                .row("a text of 1025 characters", 400, "1024", () -> text("x".repeat(1025)))
                .row("a text with a NUL", 400, "control", () -> text("a\\u0000b"))
                .row("a text that is a number", 400, "text_prompt must be a text", () -> preview("{\"text_prompt\":7}"))
                .row(
                        "an exemplar's sign that is a text",
                        400,
                        "is_positive",
                        () -> preview("{\"mode\":\"find_all\",\"exemplars\":["
                                + BOX.replace("}", ",\"is_positive\":\"no\"}") + "]}"))
                .row(
                        "a parameter that is none",
                        400,
                        "no parameter",
                        () -> preview("{\"boxes\":[" + BOX + "],\"parameters\":{\"x\":1}}"))
                .rows();
    }

    @TestFactory
    Stream<DynamicTest> geometry() {
        return table().row(
                        "boxes that are no list", 400, "boxes must be a list", () -> preview("{\"boxes\":" + BOX + "}"))
                .row("a box that is null", 400, "boxes[1] is required", () -> boxes(BOX + ",null"))
                .row("a box without an edge", 400, "boxes[0].x is required", () -> boxes("{\"y\":1}"))
                .row("a box left of the image", 400, "must not be negative", () -> boxes(box("-1")))
                .row("a box beyond the image", 400, "beyond the image", () -> boxes(box("599")))
                .row("a box whose edge wraps around", 400, "beyond the image", () -> boxes(box("2147483647")))
                .row("an edge that is a fraction", 400, "x must be", () -> boxes(box("1.5")))
                .row("an edge that is a text", 400, "x must be", () -> boxes(box("\"1\"")))
                .row("a point without a place", 400, "points[0].y is required", () -> points("{\"x\":1}"))
                .row("a point beyond the image", 400, "outside the image", () -> points(point("600")))
                .row("a sign that is a text", 400, "is_positive", () -> points(point("1,\"is_positive\":\"yes\"")))
                .row("201 boxes", 400, "at most 200", () -> boxes(String.join(",", Collections.nCopies(201, BOX))))
                .rows();
    }

    private static String box(String x) {
        return "{\"x\":" + x + ",\"y\":40,\"width\":130,\"height\":110}";
    }

    private static String point(String x) {
        return "{\"y\":90,\"x\":" + x + "}";
    }

    private Answer text(String text) {
        return preview("{\"mode\":\"find_all\",\"text_prompt\":\"" + text + "\"}");
    }

    private Answer boxes(String boxes) {
        return preview("{\"boxes\":[" + boxes + "]}");
    }

    private Answer points(String points) {
        return preview("{\"mode\":\"point\",\"points\":[" + points + "]}");
    }

    private Answer preview(String json) {
        return server().post("/images/" + image() + "/preview", json);
    }
}
