package io.samui.core.testkit.inference;

import io.samui.core.image.RgbImage;
import io.samui.core.inference.Cancellation;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.ImageEmbedding;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.InferenceSession;
import io.samui.core.inference.PreparedImage;
import io.samui.core.inference.Prompt;
import io.samui.core.inference.Segmentation;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.mask.BinaryMask;
import io.samui.core.mask.Box;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An engine for each test, a picture of a red and a blue area on grey, and questions about it. */
public abstract class EngineTestBase {

    static final int WIDTH = 300;
    static final int HEIGHT = 200;

    static final Box RED = new Box(30, 40, 80, 70);
    static final Box BLUE = new Box(160, 30, 100, 130);

    /** Around the red area, and around the blue one. */
    static final Prompt.BoxPrompt BOXES =
            new Prompt.BoxPrompt(List.of(new Box(20, 30, 100, 90), new Box(150, 20, 120, 150)));

    /** In the red area, and not in the grey. */
    static final Prompt.PointPrompt POINTS = new Prompt.PointPrompt(
            List.of(new Prompt.PromptPoint(60, 60, true), new Prompt.PromptPoint(250, 20, false)));

    static final Prompt.ConceptPrompt CONCEPT = new Prompt.ConceptPrompt(List.of("apple"), List.of());

    InferenceEngine engine;

    /** An engine that no test has used, each time of the same model; the contract closes it. */
    protected abstract InferenceEngine newEngine() throws Exception;

    @BeforeEach
    void make() throws Exception {
        engine = newEngine();
    }

    @AfterEach
    void closeTwice() {
        engine.close();
        engine.close();
    }

    boolean has(SegmentationMode mode) {
        return engine.info().modes().contains(mode);
    }

    /** One that the model understands. */
    Prompt anyPrompt() {
        return has(SegmentationMode.INSIDE_BOX) ? BOXES : has(SegmentationMode.POINT) ? POINTS : CONCEPT;
    }

    Segmentation ask(Prompt prompt) {
        return ask(engine, picture(WIDTH, HEIGHT), prompt);
    }

    static Segmentation ask(InferenceEngine engine, RgbImage picture, Prompt prompt) {
        try (InferenceSession session = engine.open();
                PreparedImage prepared = engine.prepare(picture);
                ImageEmbedding embedding = session.encode(prepared, Cancellation.none())) {
            return session.decode(embedding, prompt, DecodeOptions.defaults(), Cancellation.none());
        }
    }

    Segmentation decode(InferenceSession session, ImageEmbedding embedding) {
        return session.decode(embedding, anyPrompt(), DecodeOptions.defaults(), Cancellation.none());
    }

    ImageEmbedding encode(InferenceSession session) {
        try (PreparedImage prepared = engine.prepare(picture(WIDTH, HEIGHT))) {
            return session.encode(prepared, Cancellation.none());
        }
    }

    static List<BinaryMask> masks(Segmentation answer) {
        return answer.instances().stream()
                .map(instance -> instance.mask().toMask(DecodeOptions.defaults()))
                .toList();
    }

    /** The picture at any size, as if it had been taken at that size. */
    static RgbImage picture(int width, int height) {
        return picture(width, height, width, height);
    }

    /** The picture at any size, scaled down from another. */
    static RgbImage picture(int width, int height, int sourceWidth, int sourceHeight) {
        byte[] pixels = new byte[3 * width * height];
        for (int i = 0; i < width * height; i++) {
            double x = (i % width + 0.5) * WIDTH / width;
            double y = (i / width + 0.5) * HEIGHT / height;
            boolean red = inside(RED, x, y);
            boolean blue = inside(BLUE, x, y);
            pixels[3 * i] = (byte) (red ? 220 : blue ? 30 : 90);
            pixels[3 * i + 1] = (byte) (red || blue ? 30 : 90);
            pixels[3 * i + 2] = (byte) (blue ? 200 : red ? 30 : 90);
        }
        return new RgbImage(width, height, sourceWidth, sourceHeight, pixels);
    }

    /** An area of the picture at some times its size. */
    static BinaryMask area(Box area, int times) {
        byte[] pixels = new byte[WIDTH * HEIGHT * times * times];
        for (int i = 0; i < pixels.length; i++) {
            double x = (i % (WIDTH * times) + 0.5) / times;
            double y = (i / (WIDTH * times) + 0.5) / times;
            pixels[i] = (byte) (inside(area, x, y) ? 1 : 0);
        }
        return BinaryMask.of(WIDTH * times, HEIGHT * times, pixels);
    }

    private static boolean inside(Box box, double x, double y) {
        return x >= box.x() && x < box.x() + box.width() && y >= box.y() && y < box.y() + box.height();
    }
}
