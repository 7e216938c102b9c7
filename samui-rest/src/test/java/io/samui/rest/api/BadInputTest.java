package io.samui.rest.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.rest.Answer;
import io.samui.rest.Multipart;
import io.samui.rest.TestImages;
import io.samui.rest.TestServer;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A request that cannot be served gets a status, a sentence, and changes nothing: neither rows nor blobs. */
class BadInputTest {

    private static final String JSON = "application/json";

    @TempDir
    private static Path directory;

    private static TestServer server;
    private static String image;

    @BeforeAll
    static void start() {
        server = TestServer.startWithTinyModel(directory, "--samui.image.max-bytes=2MB", "--samui.image.max-pixels=1M");
        image = server.upload("photo.png", "image/png", TestImages.png(100, 80))
                .expect(201)
                .field("id");
        server.post("/annotations", box("1", "2", "30", "40", "")).expect(201);
        server.patch("/images/" + image, "{\"text_prompt\":\"before\"}").expect(200);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private record Case(String name, int status, String sentence, Supplier<Answer> request) {

        DynamicTest asTest() {
            return DynamicTest.dynamicTest(name, () -> {
                List<String> before = server.everythingStored();

                request.get().expectProblem(status, sentence);

                assertThat(server.everythingStored()).isEqualTo(before);
            });
        }
    }

    @TestFactory
    Stream<DynamicTest> uploads() {
        byte[] png = TestImages.png(400, 300);
        byte[] jpeg = TestImages.jpeg(400, 300);
        byte[] noise = new byte[1000];
        new Random(1).nextBytes(noise);
        return Stream.of(
                        upload("an empty file", 400, "empty", "a.png", "image/png", new byte[0]),
                        upload(
                                "a text that calls itself an image",
                                400,
                                "not an image",
                                "a.png",
                                "image/png",
                                text("x")),
                        upload("a text", 400, "text/plain", "a.txt", "text/plain", text("hello")),
                        upload("noise", 400, "not an image", "a.jpg", "image/jpeg", noise),
                        upload("half a PNG", 400, "", "a.png", "image/png", TestImages.firstHalf(png)),
                        upload("half a JPEG", 400, "", "a.jpg", "image/jpeg", TestImages.firstHalf(jpeg)),
                        upload("a PNG's first bytes", 400, "", "a.png", "image/png", Arrays.copyOf(png, 8)),
                        upload("a damaged PNG", 400, "", "a.png", "image/png", TestImages.damaged(png)),
                        upload(
                                "a header of 100,000 x 100,000",
                                413,
                                "samui.image.max-pixels",
                                "a.png",
                                "image/png",
                                TestImages.pngClaiming(100_000, 100_000)),
                        upload(
                                "a header of more pixels than an int can count",
                                413,
                                "samui.image.max-pixels",
                                "a.png",
                                "image/png",
                                TestImages.pngClaiming(Integer.MAX_VALUE, Integer.MAX_VALUE)),
                        upload("a header without pixels", 400, "", "a.png", "image/png", TestImages.pngClaiming(0, 0)),
                        upload(
                                "more pixels than allowed",
                                413,
                                "samui.image.max-pixels",
                                "a.png",
                                "image/png",
                                TestImages.png(1100, 1000)),
                        upload(
                                "a little more bytes than allowed",
                                413,
                                "samui.image.max-bytes",
                                "a.png",
                                "image/png",
                                Arrays.copyOf(png, (2 << 20) + 1)),
                        upload(
                                "many more bytes than allowed",
                                413,
                                "samui.image.max-bytes",
                                "a.png",
                                "image/png",
                                Arrays.copyOf(png, 20 << 20)),
                        upload(
                                "an SVG",
                                400,
                                "",
                                "a.svg",
                                "image/svg+xml",
                                text("<svg xmlns='http://www.w3.org/2000/svg'/>")))
                .map(Case::asTest);
    }

    @TestFactory
    Stream<DynamicTest> multipart_bodies() {
        byte[] png = TestImages.png(30, 20);
        Multipart many = new Multipart();
        for (int i = 0; i < 50; i++) {
            many.field("part" + i, "x");
        }
        return Stream.of(
                        new Case("no part", 400, "file", () -> server.send(new Multipart())),
                        new Case(
                                "a part of another name",
                                400,
                                "\"file\"",
                                () -> server.send(new Multipart().file("image", "a.png", "image/png", png))),
                        new Case(
                                "a field in place of a file",
                                400,
                                "\"file\"",
                                () -> server.send(new Multipart().field("file", "x"))),
                        new Case(
                                "too many parts",
                                400,
                                "part",
                                () -> server.send(many.file("file", "a.png", "image/png", png))),
                        new Case(
                                "a file name of 20,000 characters",
                                400,
                                "part headers",
                                () -> server.upload("x".repeat(20_000) + ".png", "image/png", png)),
                        new Case(
                                "a body that breaks off",
                                400,
                                "multipart/form-data",
                                () -> send(
                                        "POST",
                                        "/images",
                                        new Multipart().contentType(),
                                        "------samui-test-boundary\r\nContent-Disposition: form-data; name=\"file\"; filen")),
                        new Case(
                                "no boundary",
                                400,
                                "multipart/form-data",
                                () -> send("POST", "/images", "multipart/form-data", "whatever")),
                        new Case(
                                "JSON in place of an upload",
                                415,
                                "multipart/form-data",
                                () -> send("POST", "/images", JSON, "{}")),
                        new Case(
                                "a bare image",
                                415,
                                "multipart/form-data",
                                () -> server.send(
                                        "POST",
                                        "/images",
                                        BodyPublishers.ofByteArray(png),
                                        "Content-Type",
                                        "image/png")),
                        new Case(
                                "nothing at all",
                                415,
                                "multipart/form-data",
                                () -> server.send("POST", "/images", BodyPublishers.noBody())))
                .map(Case::asTest);
    }

    @TestFactory
    Stream<DynamicTest> boxes() {
        String whole = "bbox_x must be a whole number";
        return Stream.of(
                        post("a fraction", whole, "/annotations", box("1.5", "2", "3", "4", "")),
                        post(
                                "a whole number written as a fraction",
                                whole,
                                "/annotations",
                                box("1.0", "2", "3", "4", "")),
                        post("an exponent", whole, "/annotations", box("1e1", "2", "3", "4", "")),
                        post("a number in quotes", whole, "/annotations", box("\"1\"", "2", "3", "4", "")),
                        post("an empty text", whole, "/annotations", box("\"\"", "2", "3", "4", "")),
                        post("a boolean", whole, "/annotations", box("true", "2", "3", "4", "")),
                        post("a list", whole, "/annotations", box("[1]", "2", "3", "4", "")),
                        post("an object", whole, "/annotations", box("{}", "2", "3", "4", "")),
                        post("beyond int", whole, "/annotations", box("2147483648", "2", "3", "4", "")),
                        post("beyond long", whole, "/annotations", box("99999999999999999999", "2", "3", "4", "")),
                        post("a thousand digits", whole, "/annotations", box("9".repeat(1000), "2", "3", "4", "")),
                        post("NaN", "not JSON", "/annotations", box("NaN", "2", "3", "4", "")),
                        post("Infinity", "not JSON", "/annotations", box("Infinity", "2", "3", "4", "")),
                        post("null", "bbox_x is required", "/annotations", box("null", "2", "3", "4", "")),
                        post(
                                "nothing but the image",
                                "bbox_x is required",
                                "/annotations",
                                "{\"image_id\":\"" + image + "\"}"),
                        post("no image", "image_id is required", "/annotations", "{\"bbox_x\":1}"),
                        post("an empty object", "image_id is required", "/annotations", "{}"),
                        post(
                                "an image that is no id",
                                "image_id must be a UUID",
                                "/annotations",
                                "{\"image_id\":\"1-1-1-1-1\"}"),
                        post(
                                "an image that is a number",
                                "image_id must be a text",
                                "/annotations",
                                "{\"image_id\":7}"),
                        post(
                                "a sum beyond int",
                                "beyond the image",
                                "/annotations",
                                box("2147483647", "0", "2147483647", "4", "")),
                        post("the least int", "negative", "/annotations", box("-2147483648", "0", "5", "4", "")),
                        post("no size", "positive", "/annotations", box("1", "1", "0", "4", "")),
                        post("a negative size", "positive", "/annotations", box("10", "1", "-2147483648", "4", "")),
                        post(
                                "a type that is none",
                                "prompt_type",
                                "/annotations",
                                box("1", "1", "3", "4", ",\"prompt_type\":\"x\"")),
                        post(
                                "a type that is a number",
                                "prompt_type",
                                "/annotations",
                                box("1", "1", "3", "4", ",\"prompt_type\":1")),
                        new Case(
                                "an image that is unknown",
                                404,
                                "Image not found",
                                () -> server.post(
                                        "/annotations",
                                        box("1", "1", "3", "4", "")
                                                .replace(
                                                        image, UUID.randomUUID().toString()))),
                        new Case(
                                "a deletion of what is unknown",
                                404,
                                "Annotation not found",
                                () -> server.delete("/annotations/" + UUID.randomUUID())))
                .map(Case::asTest);
    }

    @TestFactory
    Stream<DynamicTest> points_and_prompts() {
        return Stream.of(
                        post("a fraction", "point_x must be a whole", "/point-annotations", point("0.5", "")),
                        post("beyond int", "point_x must be a whole", "/point-annotations", point("4294967296", "")),
                        post("outside", "outside the image", "/point-annotations", point("100", "")),
                        post("the greatest int", "outside the image", "/point-annotations", point("2147483647", "")),
                        post(
                                "a text for a boolean",
                                "is_positive must be true",
                                "/point-annotations",
                                point("1", ",\"is_positive\":\"true\"")),
                        post(
                                "a number for a boolean",
                                "is_positive must be true",
                                "/point-annotations",
                                point("1", ",\"is_positive\":1")),
                        patch("a number", "text_prompt must be a text", "{\"text_prompt\":7}"),
                        patch("a list", "text_prompt must be a text", "{\"text_prompt\":[\"cat\"]}"),
                        patch("a text too long", "1024", "{\"text_prompt\":\"" + "x".repeat(1025) + "\"}"),
                        patch("a control character", "control", "{\"text_prompt\":\"a\\u0000b\"}"),
                        patch("a list as body", "JSON object", "[]"),
                        patch("a text as body", "JSON object", "\"x\""))
                .map(Case::asTest);
    }

    @TestFactory
    Stream<DynamicTest> jobs() {
        return Stream.of(
                        post("no images", "image_ids is required", "/jobs", "{}"),
                        post("an empty list", "image_ids is empty", "/jobs", "{\"image_ids\":[]}"),
                        post(
                                "a text for a list",
                                "image_ids must be a list",
                                "/jobs",
                                "{\"image_ids\":\"" + image + "\"}"),
                        post("a null in the list", "image_ids[0] is required", "/jobs", "{\"image_ids\":[null]}"),
                        post(
                                "what is no id",
                                "image_ids[1] must be a UUID",
                                "/jobs",
                                "{\"image_ids\":[\"" + image + "\",\"x\"]}"),
                        post(
                                "unknown ids",
                                "No valid image IDs provided",
                                "/jobs",
                                "{\"image_ids\":[\"" + UUID.randomUUID() + "\"]}"),
                        post(
                                "a mode that is none",
                                "mode must be one of",
                                "/jobs",
                                "{\"image_ids\":[\"" + image + "\"],\"mode\":\"x\"}"),
                        post(
                                "a mode that the model lacks",
                                "find_all",
                                "/jobs",
                                "{\"image_ids\":[\"" + image + "\"],\"mode\":\"find_all\"}"),
                        post(
                                "nothing to process",
                                "No images need processing",
                                "/jobs",
                                "{\"image_ids\":[\"" + image + "\"],\"mode\":\"point\"}"),
                        post(
                                "a text for a boolean",
                                "force_all must be true",
                                "/jobs",
                                "{\"image_ids\":[\"" + image + "\"],\"force_all\":\"yes\"}"))
                .map(Case::asTest);
    }

    @TestFactory
    Stream<DynamicTest> bodies_that_are_no_json() {
        return Stream.of("/annotations", "/point-annotations", "/jobs")
                .flatMap(path -> Stream.of(
                        post(path + ": half an object", "not JSON", path, "{\"image_id\":"),
                        post(path + ": no JSON at all", "not JSON", path, "hello"),
                        post(path + ": two objects", "goes on", path, "{}{}"),
                        post(path + ": a list", "JSON object", path, "[]"),
                        post(path + ": a number", "JSON object", path, "7"),
                        post(path + ": null", "no body", path, "null"),
                        post(path + ": nothing", "no body", path, ""),
                        new Case(
                                path + ": UTF-8 that is broken",
                                400,
                                "",
                                () -> server.send(
                                        "POST",
                                        path,
                                        BodyPublishers.ofByteArray(
                                                new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'}),
                                        "Content-Type",
                                        JSON)),
                        new Case(
                                path + ": very deep",
                                413,
                                "deeper",
                                () -> server.post(path, "{\"x\":" + "[".repeat(5000))),
                        new Case(
                                path + ": another content type",
                                415,
                                JSON,
                                () -> send("POST", path, "text/plain", "{}")),
                        new Case(
                                path + ": a form",
                                415,
                                JSON,
                                () -> send("POST", path, "application/x-www-form-urlencoded", "a=b"))))
                .map(Case::asTest);
    }

    @TestFactory
    Stream<DynamicTest> paths_and_methods() {
        return Stream.of(
                        new Case("a path that is none", 404, "nothing at /pictures", () -> server.get("/pictures")),
                        new Case(
                                "a path below an image",
                                404,
                                "nothing at",
                                () -> server.get("/images/" + image + "/x")),
                        new Case("an id that is none", 400, "must be a UUID", () -> server.get("/images/7")),
                        new Case(
                                "an id that is none, to delete",
                                400,
                                "must be a UUID",
                                () -> server.delete("/images/7")),
                        new Case(
                                "an annotation's id that is none",
                                400,
                                "must be a UUID",
                                () -> server.delete("/annotations/x")),
                        new Case("a job's id that is none", 400, "must be a UUID", () -> server.get("/jobs/x")),
                        new Case(
                                "a result's id that is none",
                                400,
                                "must be a UUID",
                                () -> server.get("/results/x/mask")),
                        new Case(
                                "a mode that is none",
                                400,
                                "mode must be one of",
                                () -> server.get("/images/history?mode=everything")),
                        new Case(
                                "no result in that mode",
                                404,
                                "point",
                                () -> server.get("/process/export/" + image + "?mode=point")),
                        new Case("a method that is not taken", 405, "GET", () -> send("PUT", "/images", JSON, "{}")),
                        new Case("a deletion of everything", 405, "GET", () -> server.delete("/images")),
                        new Case("a method nobody knows", 405, "", () -> send("BREW", "/jobs", JSON, "{}")),
                        new Case(
                                "an answer that cannot be had",
                                406,
                                "application/json",
                                () -> server.get("/images", "Accept", "text/csv")),
                        new Case("a trace", 405, "", () -> server.send("TRACE", "/images", BodyPublishers.noBody())))
                .map(Case::asTest);
    }

    private static Case upload(String name, int status, String sentence, String filename, String type, byte[] bytes) {
        return new Case(name, status, sentence, () -> server.upload(filename, type, bytes));
    }

    private static Case post(String name, String sentence, String path, String json) {
        return new Case(name, 400, sentence, () -> server.post(path, json));
    }

    private static Case patch(String name, String sentence, String json) {
        return new Case("text prompt: " + name, 400, sentence, () -> server.patch("/images/" + image, json));
    }

    private static Answer send(String method, String path, String contentType, String body) {
        BodyPublisher publisher = BodyPublishers.ofString(body);
        return server.send(method, path, publisher, "Content-Type", contentType);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String box(String x, String y, String width, String height, String more) {
        return "{\"image_id\":\"" + image + "\",\"bbox_x\":" + x + ",\"bbox_y\":" + y + ",\"bbox_width\":" + width
                + ",\"bbox_height\":" + height + more + "}";
    }

    private static String point(String x, String more) {
        return "{\"image_id\":\"" + image + "\",\"point_x\":" + x + ",\"point_y\":2" + more + "}";
    }
}
