package io.samui.core.testkit;

import io.samui.core.mask.BinaryMask;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A small synthetic model with pictures and golden values; see README.md in its folder.
 *
 * @param folder beside this class
 * @param files  what makes it a model bundle
 */
public record Fixture(String folder, List<String> files) {

    /** SAM2, encoder and decoder, random weights. */
    public static final Fixture SAM2 =
            new Fixture("sam2-samexporter", List.of("tiny_sam2.encoder.onnx", "tiny_sam2.decoder.onnx"));

    /** SAM3's tracker as transformers.js has it, random weights. */
    public static final Fixture TRACKER =
            new Fixture("sam3-tracker", List.of("vision_encoder.onnx", "prompt_encoder_mask_decoder.onnx"));

    /** SAM3 in three files, random weights. */
    public static final Fixture THREE_FILES = new Fixture(
            "sam3-samexporter", List.of("sam3_image_encoder.onnx", "sam3_language_encoder.onnx", "sam3_decoder.onnx"));

    /** SAM3 in four files, the same weights. */
    public static final Fixture FOUR_FILES = new Fixture(
            "sam3-transformers",
            List.of("vision-encoder.onnx", "text-encoder.onnx", "geometry-encoder.onnx", "decoder.onnx"));

    /** SAM3 in three files that finds regions by the names of colours. */
    public static final Fixture COLOUR_FINDER = new Fixture(
            "sam3-colourfinder", List.of("sam3_image_encoder.onnx", "sam3_language_encoder.onnx", "sam3_decoder.onnx"));

    /**
     * Writes the model into a directory, which is then a bundle.
     *
     * @return the directory
     */
    public Path copyTo(Path directory) {
        return copyTo(directory, files);
    }

    /** Writes some of its files. */
    public Path copyTo(Path directory, List<String> some) {
        try {
            Files.createDirectories(directory);
            for (String file : some) {
                Files.write(directory.resolve(file), read(file));
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JsonNode golden() {
        return JsonMapper.shared().readTree(read("golden.json"));
    }

    public byte[] read(String file) {
        String resource = folder + "/" + file;
        try (InputStream in = Objects.requireNonNull(Fixture.class.getResourceAsStream(resource), resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A mask as golden files write it. */
    public static BinaryMask mask(JsonNode rle) {
        int[] counts = StreamSupport.stream(rle.required("counts").spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
        return BinaryMask.ofCounts(
                rle.required("size").get(1).asInt(), rle.required("size").get(0).asInt(), counts);
    }
}
