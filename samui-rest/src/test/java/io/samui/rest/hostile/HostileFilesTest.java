package io.samui.rest.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.image.Bombs;
import io.samui.rest.Answer;
import io.samui.rest.TestImages;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Files that are no images, broken ones, too large ones, and small ones that want to become large. */
class HostileFilesTest extends HostileInput {

    private static final String PIXELS = "samui.image.max-pixels";
    private static final String BYTES = "samui.image.max-bytes";
    private static final String NONE = "not an image";
    private static final String BROKEN = "does not decode whole";

    @Override
    String[] settings() {
        return new String[] {"--samui.image.max-bytes=2MB", "--samui.image.max-pixels=1M"};
    }

    @TestFactory
    Stream<DynamicTest> what_is_no_image() {
        byte[] noise = new byte[1000];
        new Random(1).nextBytes(noise);
        byte[] svg = latin("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>");
        byte[] html = latin("<!doctype html><script>alert(1)</script>");
        byte[] zip = latin("PK\u0003\u0004" + "\0".repeat(60));
        return table().row("an empty file", 400, "empty", () -> upload("a.png", new byte[0]))
                .row("a text that calls itself an image", 400, NONE, () -> upload("a.png", latin("x")))
                .row("a text", 400, "text/plain", () -> server().upload("a.txt", "text/plain", latin("hello")))
                .row("noise", 400, NONE, () -> upload("a.jpg", noise))
                .row("an SVG with a script", 400, NONE, () -> server().upload("a.svg", "image/svg+xml", svg))
                .row("a page that is named after an image", 400, NONE, () -> upload("a.png", html))
                .row("a zip that is named after an image", 400, NONE, () -> upload("a.png", zip))
                .row("a program", 400, NONE, () -> upload("a.png", latin("\u007fELF\u0002\u0001\u0001")))
                .row("a PDF", 400, NONE, () -> upload("a.png", latin("%PDF-1.7\n")))
                .row("a picture's first bytes before a script", 400, BROKEN, () -> upload("a.gif", gifScript()))
                .row("a page behind a PNG's first bytes", 400, BROKEN, () -> upload("a.png", join(head(), html)))
                .row("a content type of nonsense", 400, NONE, () -> server().upload("a.png", "\u00e9;;=", html))
                .rows();
    }

    @TestFactory
    Stream<DynamicTest> what_is_broken() {
        byte[] png = TestImages.png(400, 300);
        byte[] jpeg = TestImages.jpeg(400, 300);
        return table().row("half a PNG", 400, BROKEN, () -> upload("a.png", TestImages.firstHalf(png)))
                .row("half a JPEG", 400, BROKEN, () -> upload("a.jpg", TestImages.firstHalf(jpeg)))
                .row("a PNG's first bytes", 400, BROKEN, () -> upload("a.png", Arrays.copyOf(png, 8)))
                .row("a damaged PNG", 400, BROKEN, () -> upload("a.png", TestImages.damaged(png)))
                .row("a PNG with a JPEG's first bytes", 400, BROKEN, () -> upload("a.png", join(jpegHead(), png)))
                .row("a header without pixels", 400, BROKEN, () -> upload("a.png", TestImages.pngClaiming(0, 0)))
                .rows();
    }

    @TestFactory
    Stream<DynamicTest> what_is_too_large() {
        byte[] png = TestImages.png(400, 300);
        int most = Integer.MAX_VALUE;
        return table().row("100,000 x 100,000", 413, PIXELS, () -> upload("a.png", claiming(100_000, 100_000)))
                .row("more pixels than an int counts", 413, PIXELS, () -> upload("a.png", claiming(most, most)))
                .row("more pixels than allowed", 413, PIXELS, () -> upload("a.png", TestImages.png(1100, 1000)))
                .row("a little too many bytes", 413, BYTES, () -> upload("a.png", Arrays.copyOf(png, (2 << 20) + 1)))
                .row("ten times too many bytes", 413, BYTES, () -> upload("a.png", Arrays.copyOf(png, 20 << 20)))
                .rows();
    }

    /** Each says what to do: {@code ImageBombTest} shows that none takes memory. */
    @TestFactory
    Stream<DynamicTest> pixel_bombs() {
        return Bombs.broken().entrySet().stream()
                .map(bomb -> DynamicTest.dynamicTest(bomb.getKey(), () -> {
                    List<String> before = everything();

                    Answer answer = upload("bomb", bomb.getValue());

                    assertThat(answer.status()).as(answer.text()).isIn(400, 413);
                    answer.expectProblem(answer.status(), answer.status() == 413 ? PIXELS : BROKEN);
                    assertThat(everything()).isEqualTo(before);
                }));
    }

    /** A GIF's first bytes that are also a script's: its sizes make a comment begin. */
    private static byte[] gifScript() {
        return latin("GIF89a/*\0\0\0\0\0*/=1;alert(1);//");
    }

    private static byte[] head() {
        return Arrays.copyOf(TestImages.png(30, 20), 8);
    }

    private static byte[] jpegHead() {
        return Arrays.copyOf(TestImages.jpeg(30, 20), 4);
    }

    private static byte[] claiming(int width, int height) {
        return TestImages.pngClaiming(width, height);
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
