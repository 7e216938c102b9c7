package io.samui.rest.hostile;

import static io.samui.rest.hostile.RawHttp.HOST;

import io.samui.rest.Answer;
import io.samui.rest.Multipart;
import io.samui.rest.TestImages;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Good pixels in bodies that are not as an upload is. */
class HostileUploadsTest extends HostileInput {

    private static final String UNREADABLE = "multipart/form-data that can be read";
    private static final String NO_FILE = "no part \"file\"";
    private static final String FORM = "multipart/form-data";
    private static final String DISPOSITION = "form-data; name=\"file\"; filename=";
    private static final byte[] PNG = TestImages.png(30, 20);

    @TestFactory
    Stream<DynamicTest> parts() {
        Multipart many = new Multipart();
        for (int i = 0; i < 50; i++) {
            many.field("part" + i, "x");
        }
        return table().row("no part", 400, NO_FILE, () -> upload(new Multipart()))
                .row("a part of another name", 400, NO_FILE, () -> upload(file(new Multipart(), "image")))
                .row("a field in place of a file", 400, NO_FILE, () -> upload(new Multipart().field("file", "x")))
                .row("too many parts", 400, "more than 10 parts", () -> upload(file(many, "file")))
                .row("two images", 400, "2 parts named file", () -> upload(file(file(new Multipart(), "file"), "file")))
                .row(
                        "a multipart in the part",
                        400,
                        NO_FILE,
                        () -> part(DISPOSITION + "a", "multipart/mixed; boundary=C"))
                .row("a part without headers", 400, UNREADABLE, () -> body("--B\r\n\r\nx\r\n--B--\r\n"))
                .row("a body that breaks off", 400, UNREADABLE, () -> body("--B\r\nContent-Disposition: form-data; na"))
                .row(
                        "a body without its last boundary",
                        400,
                        UNREADABLE,
                        () -> body(partHead(DISPOSITION + "a", "x") + "x"))
                .rows();
    }

    @TestFactory
    Stream<DynamicTest> content_types() {
        return table().row("no boundary", 400, UNREADABLE, () -> send(FORM, "whatever"))
                .row("an empty boundary", 400, UNREADABLE, () -> send(FORM + "; boundary=", "whatever"))
                .row("another boundary than the body's", 400, NO_FILE, () -> send(FORM + "; boundary=X", "--B\r\n"))
                .row("a boundary too long", 400, UNREADABLE, () -> send(FORM + "; boundary=" + "B".repeat(5000), "x"))
                .row("multipart of another kind", 415, FORM, () -> send("multipart/mixed; boundary=B", "--B--"))
                .row(
                        "a charset that is none",
                        415,
                        "charset=none",
                        () -> send(FORM + "; charset=none; boundary=B", "x"))
                .row("JSON in place of an upload", 415, FORM, () -> send(JSON, "{}"))
                .row(
                        "a form in place of an upload",
                        415,
                        FORM,
                        () -> send("application/x-www-form-urlencoded", "file=x"))
                .row("a bare image", 415, FORM, () -> send("image/png", new String(PNG, StandardCharsets.ISO_8859_1)))
                .row("nothing at all", 415, FORM, () -> server().send("POST", "/images", BodyPublishers.noBody()))
                .row("a packed body", 415, "Content-Encoding", () -> upload(whole(), "Content-Encoding: gzip\r\n"))
                .row(
                        "an unknown packing",
                        415,
                        "Content-Encoding",
                        () -> upload(whole(), "Content-Encoding: x, br\r\n"))
                .rows();
    }

    @TestFactory
    Stream<DynamicTest> file_names() {
        String longest = "\"" + "x".repeat(10_000) + ".png\"";
        return table().row("10,000 characters", 400, "shorter name", () -> part(DISPOSITION + longest, "image/png"))
                .row("20,000 characters", 400, "shorter name", () -> upload("x".repeat(20_000) + ".png", PNG))
                .row("10,000 emoji", 400, "shorter name", () -> upload("\ud83d\udc08".repeat(10_000), PNG))
                .row("a NUL", 400, UNREADABLE, () -> part(DISPOSITION + "\"a\0b\"", "image/png"))
                .row(
                        "a charset that is none",
                        400,
                        UNREADABLE,
                        () -> part(extended("NOPE''%e2%82%ac.png"), "image/png"))
                .row("escapes that are none", 400, UNREADABLE, () -> part(extended("UTF-8''%zz.png"), "image/png"))
                .row(
                        "a mail's word of no charset",
                        400,
                        UNREADABLE,
                        () -> part(DISPOSITION + "\"=?NO?Q?a?=\"", "image/png"))
                .rows();
    }

    private static String extended(String name) {
        return "form-data; name=\"file\"; filename*=" + name;
    }

    private static Multipart file(Multipart body, String name) {
        return body.file(name, "a.png", "image/png", PNG);
    }

    private static byte[] whole() {
        return file(new Multipart(), "file").bytes();
    }

    private Answer upload(byte[] body, String header) {
        String head = "POST /images HTTP/1.1\r\n" + HOST + "Content-Type: " + new Multipart().contentType() + "\r\n"
                + header + "Content-Length: " + body.length + "\r\n\r\n";
        return raw(head, body);
    }

    /** One part of these headers, with good pixels in it. */
    private Answer part(String disposition, String contentType) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(partHead(disposition, contentType).getBytes(StandardCharsets.ISO_8859_1));
        body.writeBytes(PNG);
        body.writeBytes("\r\n--B--\r\n".getBytes(StandardCharsets.ISO_8859_1));
        return server().send(
                        "POST",
                        "/images",
                        BodyPublishers.ofByteArray(body.toByteArray()),
                        "Content-Type",
                        FORM + "; boundary=B");
    }

    private static String partHead(String disposition, String contentType) {
        return "--B\r\nContent-Disposition: " + disposition + "\r\nContent-Type: " + contentType + "\r\n\r\n";
    }

    private Answer body(String body) {
        return send(FORM + "; boundary=B", body);
    }

    private Answer send(String contentType, String body) {
        return server().send(
                        "POST",
                        "/images",
                        BodyPublishers.ofString(body, StandardCharsets.ISO_8859_1),
                        "Content-Type",
                        contentType);
    }
}
