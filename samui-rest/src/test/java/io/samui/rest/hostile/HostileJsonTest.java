package io.samui.rest.hostile;

import io.samui.rest.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Bodies that are not the JSON that is asked for, in every call that takes some. */
class HostileJsonTest extends HostileInput {

    private static final String NO_JSON = "not JSON";

    @TestFactory
    Stream<DynamicTest> no_objects() {
        Table table = table();
        for (String call : List.of(
                "POST /annotations",
                "POST /point-annotations",
                "POST /jobs",
                "PATCH /images/*",
                "POST /images/*/preview")) {
            table.row(call + ": half an object", 400, NO_JSON, () -> send(call, "{\"image_id\":"))
                    .row(call + ": no JSON at all", 400, NO_JSON, () -> send(call, "hello"))
                    .row(call + ": two objects", 400, "goes on", () -> send(call, "{}{}"))
                    .row(call + ": a list", 400, "JSON object", () -> send(call, "[]"))
                    .row(call + ": a number", 400, "JSON object", () -> send(call, "7"))
                    .row(call + ": a text", 400, "JSON object", () -> send(call, "\"x\""))
                    .row(call + ": null", 400, "no body", () -> send(call, "null"))
                    .row(call + ": nothing", 400, "no body", () -> send(call, ""))
                    .row(call + ": a field twice", 400, "twice", () -> send(call, "{\"z\":1,\"z\":1}"))
                    .row(call + ": very deep", 413, "deeper", () -> send(call, "{\"x\":" + "[".repeat(5000)))
                    .row(call + ": another content type", 415, JSON, () -> send(call, "text/plain", utf8("{}")))
                    .row(
                            call + ": a form",
                            415,
                            JSON,
                            () -> send(call, "application/x-www-form-urlencoded", utf8("a=b")))
                    .row(call + ": no content type", 415, JSON, () -> untyped(call));
        }
        return table.rows();
    }

    @TestFactory
    Stream<DynamicTest> encodings() {
        String call = "POST /annotations";
        byte[] overlong = {'{', '"', (byte) 0xC0, (byte) 0xAF, '"', ':', '1', '}'};
        byte[] broken = {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'};
        byte[] surrogate = {'{', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', ':', '1', '}'};
        byte[] cut = "{\"image_id\":1}".getBytes(StandardCharsets.UTF_16LE);
        cut[cut.length - 1] = 0x20;
        return table().row("UTF-8 that is broken", 400, "", () -> send(call, JSON, broken))
                .row("UTF-8 that is longer than need be", 400, "", () -> send(call, JSON, overlong))
                .row("half a surrogate pair in UTF-8", 400, "", () -> send(call, JSON, surrogate))
                .row("UTF-16 that is broken", 400, "", () -> send(call, JSON, cut))
                .row(
                        "a charset that is none",
                        415,
                        "charset=none",
                        () -> send(call, JSON + ";charset=none", utf8("{}")))
                .row("a NUL before", 400, NO_JSON, () -> send(call, "\0" + box("1", "")))
                .row("a NUL behind", 400, NO_JSON, () -> send(call, box("1", "") + "\0"))
                .row("a packed body", 415, "Content-Encoding", () -> packed(call, box("1", "")))
                .row("YAML", 400, NO_JSON, () -> send(call, "image_id: x"))
                .row("XML with an entity", 415, JSON, () -> send(call, "application/xml", utf8("<!DOCTYPE a><a/>")))
                .rows();
    }

    @TestFactory
    Stream<DynamicTest> syntax() {
        String call = "POST /annotations";
        return table().row("a comment", 400, NO_JSON, () -> send(call, "/* x */" + box("1", "")))
                .row(
                        "single quotes",
                        400,
                        NO_JSON,
                        () -> send(call, box("1", "").replace('"', '\'')))
                .row("a comma too many", 400, NO_JSON, () -> send(call, box("1", ",")))
                .row("an octal number", 400, NO_JSON, () -> send(call, box("01", "")))
                .row("a hexadecimal number", 400, NO_JSON, () -> send(call, box("0x1", "")))
                .row("a plus sign", 400, NO_JSON, () -> send(call, box("+1", "")))
                .row("digits of another script", 400, NO_JSON, () -> send(call, box("\uff11", "")))
                .row("NaN", 400, NO_JSON, () -> send(call, box("NaN", "")))
                .row("Infinity", 400, NO_JSON, () -> send(call, box("Infinity", "")))
                .row("minus Infinity", 400, NO_JSON, () -> send(call, box("-Infinity", "")))
                .row("a line break in a text", 400, NO_JSON, () -> send(call, box("1", ",\"id\":\"a\nb\"")))
                .row("a field twice, the last good", 400, "bbox_x", () -> send(call, box("\"a\"", ",\"bbox_x\":1")))
                .row("a field twice, both good", 400, "twice", () -> send(call, box("1", ",\"bbox_x\":1")))
                .row("an unknown field, very deep", 413, "deeper", () -> send(call, box("1", ",\"x\":" + nested(60))))
                .row("a field name of 100,000 characters", 413, "larger", () -> send(call, named("k".repeat(100_000))))
                .row("100,000 fields and no image", 400, "image_id", () -> send(call, fields(100_000)))
                .rows();
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }

    private static String named(String field) {
        return "{\"" + field + "\":1}";
    }

    private static String fields(int count) {
        StringBuilder json = new StringBuilder("{\"k\":1");
        for (int i = 0; i < count; i++) {
            json.append(",\"k").append(i).append("\":1");
        }
        return json.append('}').toString();
    }

    private Answer packed(String call, String json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(utf8(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return server().send(
                        method(call),
                        path(call),
                        BodyPublishers.ofByteArray(bytes.toByteArray()),
                        "Content-Type",
                        JSON,
                        "Content-Encoding",
                        "gzip");
    }

    private Answer untyped(String call) {
        return server().send(method(call), path(call), BodyPublishers.ofString("{}"));
    }

    private Answer send(String call, String json) {
        return send(call, JSON, utf8(json));
    }

    private Answer send(String call, String contentType, byte[] body) {
        return server().send(method(call), path(call), BodyPublishers.ofByteArray(body), "Content-Type", contentType);
    }

    private static String method(String call) {
        return call.substring(0, call.indexOf(' '));
    }

    private String path(String call) {
        return call.substring(call.indexOf(' ') + 1).replace("*", image());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
