package io.samui.core.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A model of 172 KB in the layout of SAM1 that segments by colour, with a picture and golden values; see README.md beside its
 * files. Whole jobs run on it in milliseconds.
 */
public final class TinySam1 {

    private static final String FOLDER = "tiny-sam1/";
    private static final String TORCHSCRIPT = "tiny-sam1-torchscript/";

    private TinySam1() {}

    /**
     * Writes encoder and single-mask decoder into a directory, which is then a model bundle.
     *
     * @return the directory
     */
    public static Path copyTo(Path directory) {
        return copyTo(directory, "encoder.onnx", "decoder.onnx");
    }

    /**
     * Writes these of the model's files into a directory, {@code decoder_multimask.onnx} for instance.
     *
     * @return the directory
     */
    public static Path copyTo(Path directory, String... files) {
        return copy(FOLDER, directory, files);
    }

    /**
     * Writes the same model as TorchScript, with its manifest.
     *
     * @return the directory
     */
    public static Path copyTorchScriptTo(Path directory) {
        return copy(TORCHSCRIPT, directory, "encoder.pt", "decoder.pt", "model.json");
    }

    private static Path copy(String folder, Path directory, String... files) {
        try {
            Files.createDirectories(directory);
            for (String file : files) {
                Files.write(directory.resolve(file), read(folder + file));
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The picture of the golden values, a PNG of 600 x 420: two red discs, a blue rectangle and others on grey. */
    public static byte[] picture() {
        return read(FOLDER + "shapes.png");
    }

    /** The golden values. */
    public static JsonNode golden() {
        return JsonMapper.shared().readTree(read(FOLDER + "golden.json"));
    }

    private static byte[] read(String resource) {
        try (InputStream in = Objects.requireNonNull(TinySam1.class.getResourceAsStream(resource), resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
