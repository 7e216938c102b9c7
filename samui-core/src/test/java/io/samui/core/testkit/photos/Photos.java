package io.samui.core.testkit.photos;

import io.samui.core.mask.Box;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Photos of COCO val2017 with their panoptic ground truth, in the folder {@code photos} of {@code samui.shared.dir}. Of their
 * objects those are listed that a promptable model is measured on: things (not stuff such as sky), no crowds, at least
 * {@value #SMALLEST_AREA} pixels.
 */
public final class Photos {

    public static final int SMALLEST_AREA = 1024;

    private final List<Photo> photos;

    private Photos(List<Photo> photos) {
        this.photos = photos;
    }

    /** Empty where the folder is absent. */
    public static Optional<Photos> find() {
        Path folder = Path.of(System.getProperty("samui.shared.dir", "absent"), "photos");
        return Files.isRegularFile(folder.resolve("panoptic.json")) ? Optional.of(read(folder)) : Optional.empty();
    }

    /** The photos; where they are absent the calling test is skipped and says so. */
    public static Photos assumePresent() {
        Optional<Photos> photos = find();
        Assumptions.assumeTrue(
                photos.isPresent(),
                "the photos are absent: samui.shared.dir names no folder with photos/panoptic.json");
        return photos.orElseThrow();
    }

    /** By id. */
    public List<Photo> all() {
        return photos;
    }

    /**
     * @throws IllegalArgumentException when there is none
     */
    public Photo photo(long id) {
        return photos.stream()
                .filter(photo -> photo.id() == id)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no photo " + id));
    }

    private static Photos read(Path folder) {
        JsonNode panoptic = JsonMapper.shared().readTree(bytes(folder.resolve("panoptic.json")));
        Map<Integer, String> things = new HashMap<>();
        for (JsonNode category : panoptic.required("categories")) {
            if (category.required("isthing").asInt() == 1) {
                things.put(
                        category.required("id").asInt(),
                        category.required("name").asString());
            }
        }
        Map<Long, JsonNode> images = new HashMap<>();
        for (JsonNode image : panoptic.required("images")) {
            images.put(image.required("id").asLong(), image);
        }
        List<Photo> photos = new ArrayList<>();
        for (JsonNode annotation : panoptic.required("annotations")) {
            JsonNode image = images.get(annotation.required("image_id").asLong());
            photos.add(new Photo(
                    image.required("id").asLong(),
                    folder.resolve("images").resolve(image.required("file_name").asString()),
                    folder.resolve("panoptic")
                            .resolve(annotation.required("file_name").asString()),
                    image.required("width").asInt(),
                    image.required("height").asInt(),
                    objects(annotation.required("segments_info"), things)));
        }
        photos.sort(Comparator.comparingLong(Photo::id));
        return new Photos(List.copyOf(photos));
    }

    private static List<PhotoObject> objects(JsonNode segments, Map<Integer, String> things) {
        List<PhotoObject> objects = new ArrayList<>();
        for (JsonNode segment : segments) {
            String category = things.get(segment.required("category_id").asInt());
            boolean crowd = segment.required("iscrowd").asInt() == 1;
            if (category != null && !crowd && segment.required("area").asInt() >= SMALLEST_AREA) {
                objects.add(new PhotoObject(
                        segment.required("id").asInt(),
                        category,
                        segment.required("area").asInt(),
                        box(segment.required("bbox"))));
            }
        }
        return objects;
    }

    private static Box box(JsonNode edges) {
        return new Box(
                edges.get(0).asDouble(),
                edges.get(1).asDouble(),
                edges.get(2).asDouble(),
                edges.get(3).asDouble());
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
