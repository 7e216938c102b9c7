package io.samui.rest.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.image.Bombs;
import io.samui.core.testkit.TinySam1;
import io.samui.rest.Answer;
import io.samui.rest.TestImages;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.http.ContentDisposition;

/** What looks dangerous and is taken all the same, since it is an image or a name of one; and what keeps it harmless. */
class HarmlessInputTest extends HostileInput {

    /** Names as they are sent, and what they become. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("../../../etc/passwd", "passwd"),
            Map.entry("C:\\Windows\\evil.png", "evil.png"),
            Map.entry("/", "image"),
            Map.entry("..", "image"),
            Map.entry("", "image"),
            Map.entry("  ", "image"),
            Map.entry("a\"b.png", "a\"b.png"),
            Map.entry("a;filename=b.png", "a;filename=b.png"),
            Map.entry("<script>alert(1)<script>.png", "<script>alert(1)<script>.png"),
            Map.entry("%0d%0aX-Evil: 1.png", "%0d%0aX-Evil: 1.png"),
            Map.entry("evil\u202egnp.exe", "evilgnp.exe"),
            Map.entry("a\u200bb\ufeff.png", "ab.png"),
            Map.entry("a\tb.png", "ab.png"),
            Map.entry("\u5199\u771f \ud83d\udc08.png", "\u5199\u771f \ud83d\udc08.png"),
            Map.entry("x".repeat(5000) + ".png", "x".repeat(255)),
            Map.entry("\ud83d\udc08".repeat(1000), "\ud83d\udc08".repeat(255)));

    @TestFactory
    Stream<DynamicTest> a_name_is_cleaned_and_safe_in_the_header_of_its_export() {
        return NAMES.entrySet().stream()
                .map(name -> DynamicTest.dynamicTest("the name " + shown(name.getKey()), () -> {
                    String id = taken(name.getKey(), TinySam1.picture());
                    assertThat(server().get("/images/" + id).field("filename")).isEqualTo(name.getValue());

                    server().post("/annotations", box("230", "").replace(image(), id))
                            .expect(201);
                    server().ended(server().post("/jobs", "{\"image_ids\":[\"" + id + "\"]}")
                            .expect(201)
                            .field("id"));
                    Answer export = server().get("/process/export/" + id).expect(200);

                    String header = export.header("content-disposition");
                    assertThat(header).matches("[\\x20-\\x7e]*").startsWith("attachment; ");
                    assertThat(ContentDisposition.parse(header).getFilename())
                            .endsWith("_coco.json")
                            .doesNotContain("/", "\\");
                    assertThat(export.header("x-evil")).isNull();
                    server().delete("/images/" + id).expect(204);
                }));
    }

    @TestFactory
    Stream<DynamicTest> a_file_that_is_also_something_else_comes_back_as_an_image_only() {
        byte[] page = latin("<!doctype html><script>alert(1)</script>");
        Map<String, byte[]> files = Map.of(
                "a PNG with a page behind it", join(TestImages.png(30, 20), page),
                "a PNG with a zip behind it", join(TestImages.png(30, 20), latin("PK\u0003\u0004" + "\0".repeat(60))),
                "a JPEG with a script behind it", join(TestImages.jpeg(30, 20), latin("*/=1;alert(1)")));
        return files.entrySet().stream()
                .map(file -> DynamicTest.dynamicTest(file.getKey(), () -> {
                    String id = taken("page.html", file.getValue());

                    Answer data = server().get("/images/" + id + "/data").expect(200);

                    assertThat(data.bytes()).isEqualTo(file.getValue());
                    assertThat(data.header("content-type")).startsWith("image/");
                    assertThat(data.header("x-content-type-options")).isEqualTo("nosniff");
                    assertThat(data.header("content-security-policy")).contains("default-src 'none'", "sandbox");
                    assertThat(server().get("/images/" + id).field("blob_path")).doesNotContain("html");
                }));
    }

    /** {@code ImageBombTest} shows that they are not unpacked. */
    @TestFactory
    Stream<DynamicTest> bombs_beside_the_pixels_are_passed_over() {
        return Bombs.harmlessWhenPassedOver().entrySet().stream()
                .map(bomb -> DynamicTest.dynamicTest(bomb.getKey(), () -> taken("a", bomb.getValue())));
    }

    @TestFactory
    Stream<DynamicTest> headers_that_mean_nothing_here_change_no_answer() {
        String data = "/images/" + image() + "/data";
        Map<String, String> headers = Map.ofEntries(
                Map.entry("If-None-Match", "\""),
                Map.entry("If-Modified-Since", "nonsense"),
                Map.entry("If-Match", "nonsense"),
                Map.entry("Accept", "nonsense"),
                Map.entry("Accept-Language", "x".repeat(1000)),
                Map.entry("Authorization", "Basic !!!"),
                Map.entry("Forwarded", "host=evil.example"),
                Map.entry("X-Forwarded-Host", "evil.example"),
                Map.entry("Origin", "null"));
        return headers.entrySet().stream()
                .map(header -> DynamicTest.dynamicTest(
                        header.getKey() + ": " + shown(header.getValue()),
                        () -> assertThat(server().get(data, header.getKey(), header.getValue())
                                        .expect(200)
                                        .bytes())
                                .isEqualTo(TinySam1.picture())));
    }

    @Test
    void links_to_further_pages_name_no_host_that_a_header_names() {
        taken("a.png", TestImages.png(30, 20));

        Answer page = server().get("/images?limit=1", "X-Forwarded-Host", "evil.example")
                .expect(200);

        assertThat(page.header("link")).startsWith("</images?");
    }

    /** JSON may be any of the encodings that its first bytes tell apart, and unknown fields are passed over. */
    @TestFactory
    Stream<DynamicTest> json_that_is_unusual_and_right() {
        byte[] utf16 = box("1", "").getBytes(StandardCharsets.UTF_16);
        byte[] mark = join(
                new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, box("1", "").getBytes(StandardCharsets.UTF_8));
        byte[] more =
                box("1", ",\"@class\":\"java.net.URL\",\"__proto__\":{\"x\":1}").getBytes(StandardCharsets.UTF_8);
        return Map.of("UTF-16", utf16, "a byte order mark", mark, "names that other languages fall for", more)
                .entrySet()
                .stream()
                .map(body -> DynamicTest.dynamicTest(body.getKey(), () -> {
                    Answer answer = server().send(
                                    "POST",
                                    "/annotations",
                                    BodyPublishers.ofByteArray(body.getValue()),
                                    "Content-Type",
                                    JSON)
                            .expect(201);
                    assertThat(answer.json().get("bbox_x").intValue()).isEqualTo(1);
                    assertThat(answer.text()).doesNotContain("__proto__", "@class");
                }));
    }

    private String taken(String filename, byte[] bytes) {
        return upload(filename, bytes).expect(201).field("id");
    }

    private static String shown(String text) {
        return text.length() > 60 ? text.length() + " characters" : text.replaceAll("\\p{C}", "?");
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] join(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }
}
