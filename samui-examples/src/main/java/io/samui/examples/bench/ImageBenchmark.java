package io.samui.examples.bench;

import io.samui.core.image.ImageLimits;
import io.samui.core.image.ImageReader;
import io.samui.core.image.RgbImage;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.PreparedImage;
import io.samui.core.storage.BlobSource;
import java.io.ByteArrayInputStream;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * A 12-megapixel JPEG from its bytes to the default model's input, decoded whole, resized without aliasing and normalised, beside
 * what {@code ImageIO.read} takes to decode the same bytes.
 */
public final class ImageBenchmark {

    private ImageBenchmark() {}

    /** Takes no arguments; about half a minute. */
    public static void main(String[] args) throws Exception {
        System.out.printf("JPEG of 4000 x 3000 to the encoder's input; one thread, Java %s%n", Runtime.version());
        System.out.println(Measurement.heading());
        List<Measurement> all = run(4000, 3000, 10, 41);
        all.forEach(System.out::println);
        System.out.printf("ratio of samui to ImageIO.read: %.2f%n", ratio(all));
    }

    /** Medians of samui's way and of the baseline. */
    static double ratio(List<Measurement> all) {
        return all.get(0).median() / all.get(1).median();
    }

    static List<Measurement> run(int width, int height, int warmUps, int repeats) throws Exception {
        ImageIO.setUseCache(false);
        byte[] jpeg = MadePhoto.jpeg(width, height, 12);
        ImageReader reader = new ImageReader(ImageLimits.defaults());
        try (InferenceEngine engine = Engines.bundled()) {
            Measurement samui = Measurement.of(
                    "samui: decode, resize, normalise, " + jpeg.length / 1000 + " kB",
                    warmUps,
                    repeats,
                    () -> prepare(jpeg, reader, engine));
            Measurement baseline = Measurement.of(
                    "baseline: ImageIO.read", warmUps, repeats, () -> ImageIO.read(new ByteArrayInputStream(jpeg)));
            RgbImage scaled = reader.read(BlobSource.of(jpeg), engine::frameFor);
            Measurement normalise =
                    Measurement.of("samui: normalise alone", warmUps, repeats, () -> close(engine.prepare(scaled)));
            return List.of(samui, baseline, normalise);
        }
    }

    private static long prepare(byte[] jpeg, ImageReader reader, InferenceEngine engine) {
        return close(engine.prepare(reader.read(BlobSource.of(jpeg), engine::frameFor)));
    }

    private static long close(PreparedImage prepared) {
        try (prepared) {
            return prepared.sizeInBytes();
        }
    }
}
