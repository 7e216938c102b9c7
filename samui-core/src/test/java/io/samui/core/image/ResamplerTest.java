package io.samui.core.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {

    @ParameterizedTest
    @CsvSource({
        "600, 420, 1024, 717",
        "10, 7, 33, 21",
        "1, 1, 5, 9",
        "2000, 3, 1024, 2",
        "1, 900, 1, 100",
        "40, 40, 40, 40",
        "1300, 900, 1024, 709",
    })
    void it_gives_what_the_filter_says(int width, int height, int newWidth, int newHeight) {
        RgbImage image = random(width, height);

        RgbImage resized = Resampler.resize(image, newWidth, newHeight);

        assertThat(resized.sourceWidth()).isEqualTo(width);
        assertClose(resized.pixels(), reference(image, newWidth, newHeight), 2, 0.3);
    }

    @ParameterizedTest
    @CsvSource({"4000, 3000, 1024, 768", "1025, 1500, 700, 1024", "3001, 2003, 1024, 683", "2100, 1100, 179, 94"})
    void large_pictures_are_reduced_within_two_levels(int width, int height, int newWidth, int newHeight) {
        RgbImage image = random(width, height);

        byte[] reduced = Resampler.resize(image, newWidth, newHeight).pixels();

        assertClose(reduced, reference(image, newWidth, newHeight), 2, 0.3);
    }

    @ParameterizedTest
    @CsvSource({"4, 3, 0, 1, 2", "3, 0, 2, 1, 0", "5, 7, 3, 2, 1"})
    void a_decoders_own_layout_is_read_in_place(int pixelStride, int offset, int red, int green, int blue) {
        int width = 301;
        int height = 200;
        RgbImage image = random(width, height);
        int rowStride = width * pixelStride + 11;
        byte[] data = new byte[offset + rowStride * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = offset + y * rowStride + x * pixelStride;
                data[at + red] = image.pixels()[3 * (y * width + x)];
                data[at + green] = image.pixels()[3 * (y * width + x) + 1];
                data[at + blue] = image.pixels()[3 * (y * width + x) + 2];
            }
        }
        Pixels pixels = new Pixels(data, width, height, offset, rowStride, pixelStride, red, green, blue);

        assertThat(Resampler.resize(pixels, 100, 90))
                .isEqualTo(Resampler.resize(image, 100, 90).pixels());
        assertThat(Resampler.resize(pixels, 400, 250))
                .isEqualTo(Resampler.resize(image, 400, 250).pixels());
        assertThat(pixels.toRgb()).isEqualTo(image.pixels());
    }

    /** Smooth areas with grain, and edges as sharp as they get. */
    private static RgbImage random(int width, int height) {
        Random random = new Random(31L * width + height);
        byte[] pixels = new byte[3 * width * height];
        for (int i = 0; i < pixels.length; i++) {
            int x = i / 3 % width;
            int y = i / 3 / width;
            boolean bright = (x / 37 + y / 23) % 2 == 0;
            pixels[i] = (byte) (bright ? 235 + random.nextInt(20) : random.nextInt(20));
        }
        return RgbImage.of(width, height, pixels);
    }

    private static void assertClose(byte[] actual, double[] expected, double most, double mean) {
        double sum = 0;
        double largest = 0;
        for (int i = 0; i < actual.length; i++) {
            double difference = Math.abs((actual[i] & 0xFF) - expected[i]);
            largest = Math.max(largest, difference);
            sum += difference;
        }
        assertThat(largest).isLessThanOrEqualTo(most);
        assertThat(sum / actual.length).isLessThan(mean);
    }

    /** The triangle filter by its definition, in double precision, without rounding in between. */
    private static double[] reference(RgbImage image, int width, int height) {
        double[] narrow = new double[3 * width * image.height()];
        for (int x = 0; x < width; x++) {
            double[] weights = weights(image.width(), width, x);
            for (int k : within(weights)) {
                for (int y = 0; y < image.height(); y++) {
                    for (int c = 0; c < 3; c++) {
                        narrow[3 * (y * width + x) + c] +=
                                weights[k] * (image.pixels()[3 * (y * image.width() + k) + c] & 0xFF);
                    }
                }
            }
        }
        double[] out = new double[3 * width * height];
        for (int y = 0; y < height; y++) {
            double[] weights = weights(image.height(), height, y);
            for (int k : within(weights)) {
                for (int i = 0; i < 3 * width; i++) {
                    out[3 * width * y + i] += weights[k] * narrow[3 * width * k + i];
                }
            }
        }
        return out;
    }

    /** Where the filter is more than zero. */
    private static int[] within(double[] weights) {
        return IntStream.range(0, weights.length).filter(k -> weights[k] > 0).toArray();
    }

    private static double[] weights(int source, int target, int index) {
        double scale = (double) source / target;
        double support = Math.max(1, scale);
        double[] weights = new double[source];
        double sum = 0;
        for (int k = 0; k < source; k++) {
            weights[k] = Math.max(0, 1 - Math.abs((k + 0.5 - (index + 0.5) * scale) / support));
            sum += weights[k];
        }
        for (int k = 0; k < source; k++) {
            weights[k] /= sum;
        }
        return weights;
    }
}
