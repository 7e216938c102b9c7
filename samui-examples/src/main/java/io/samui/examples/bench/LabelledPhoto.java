package io.samui.examples.bench;

import io.samui.core.mask.BinaryMask;
import io.samui.core.mask.Box;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.imageio.ImageIO;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A photo with the true masks of its objects, as COCO's panoptic annotations have them.
 *
 * @param objects each with its box
 */
record LabelledPhoto(Path file, List<Labelled> objects) {

    private static final int SMALLEST_AREA = 1024;

    /** One object: where it is said to be, and where it is. */
    record Labelled(Box box, BinaryMask mask) {}

    List<Box> boxes() {
        return objects.stream().map(Labelled::box).toList();
    }

    List<BinaryMask> masks() {
        return objects.stream().map(Labelled::mask).toList();
    }

    /**
     * All photos of a folder with {@code images}, {@code panoptic} and {@code panoptic.json} that have objects: things, no crowds, and
     * none too small to see.
     */
    static List<LabelledPhoto> read(Path folder) throws IOException {
        JsonNode all = JsonMapper.shared().readTree(Files.readAllBytes(folder.resolve("panoptic.json")));
        Set<Integer> things = new HashSet<>();
        all.required("categories").forEach(category -> {
            if (category.required("isthing").intValue() == 1) {
                things.add(category.required("id").intValue());
            }
        });
        Map<Long, String> names = new HashMap<>();
        all.required("images")
                .forEach(image -> names.put(
                        image.required("id").longValue(),
                        image.required("file_name").stringValue()));
        List<LabelledPhoto> photos = new ArrayList<>();
        for (JsonNode annotation : all.required("annotations")) {
            String name = Objects.requireNonNull(
                    names.get(annotation.required("image_id").longValue()));
            Path labels = folder.resolve("panoptic")
                    .resolve(annotation.required("file_name").stringValue());
            List<Labelled> objects = objects(annotation.required("segments_info"), things, labels);
            if (!objects.isEmpty()) {
                photos.add(new LabelledPhoto(folder.resolve("images").resolve(name), objects));
            }
        }
        return photos;
    }

    private static List<Labelled> objects(JsonNode segments, Set<Integer> things, Path labels) throws IOException {
        BufferedImage ids = ImageIO.read(labels.toFile());
        List<Labelled> objects = new ArrayList<>();
        for (JsonNode segment : segments) {
            if (things.contains(segment.required("category_id").intValue())
                    && segment.required("iscrowd").intValue() == 0
                    && segment.required("area").intValue() >= SMALLEST_AREA) {
                objects.add(new Labelled(
                        box(segment.required("bbox")),
                        mask(ids, segment.required("id").intValue())));
            }
        }
        return objects;
    }

    private static Box box(JsonNode edges) {
        return new Box(
                edges.get(0).doubleValue(),
                edges.get(1).doubleValue(),
                edges.get(2).doubleValue(),
                edges.get(3).doubleValue());
    }

    /** Ids are R + 256 G + 65536 B. */
    private static BinaryMask mask(BufferedImage ids, int id) {
        byte[] pixels = new byte[ids.getWidth() * ids.getHeight()];
        for (int i = 0; i < pixels.length; i++) {
            int rgb = ids.getRGB(i % ids.getWidth(), i / ids.getWidth());
            int found = (rgb >> 16 & 0xff) | (rgb & 0xff00) | (rgb & 0xff) << 16;
            pixels[i] = (byte) (found == id ? 1 : 0);
        }
        return BinaryMask.of(ids.getWidth(), ids.getHeight(), pixels);
    }
}
