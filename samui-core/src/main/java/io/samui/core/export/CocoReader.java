package io.samui.core.export;

import io.samui.core.mask.BinaryMask;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/** Reads masks out of documents that {@link CocoWriter} wrote; streams, so that no tree is built. */
public final class CocoReader {

    private static final JsonFactory JSON = new JsonFactory();

    private CocoReader() {}

    /**
     * The masks of a document's annotations, in order. The stream stays the caller's to close.
     *
     * @throws IllegalArgumentException when it is no such document, a damaged one say
     * @throws tools.jackson.core.JacksonException when the stream fails
     */
    public static List<BinaryMask> masks(InputStream document) {
        List<BinaryMask> masks = new ArrayList<>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), document)) {
            require(json.nextToken() == JsonToken.START_OBJECT, "an object");
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean annotations = json.currentName().equals("annotations");
                json.nextToken();
                if (annotations) {
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        masks.add(annotation(json));
                    }
                } else {
                    json.skipChildren();
                }
            }
            return masks;
        } catch (StreamReadException e) {
            throw new IllegalArgumentException("It is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static BinaryMask annotation(JsonParser json) {
        int[] counts = {};
        int[] size = {};
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean segmentation = json.currentName().equals("segmentation");
            JsonToken value = json.nextToken();
            if (!segmentation || value != JsonToken.START_OBJECT) {
                json.skipChildren();
                continue;
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                int[] numbers = numbers(json);
                counts = name.equals("counts") ? numbers : counts;
                size = name.equals("size") ? numbers : size;
            }
        }
        require(size.length == 2, "a mask's height and width");
        return BinaryMask.ofCounts(/* width= */ size[1], /* height= */ size[0], counts);
    }

    private static int[] numbers(JsonParser json) {
        require(json.nextToken() == JsonToken.START_ARRAY, "uncompressed runs");
        int[] numbers = new int[64];
        int size = 0;
        while (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * size);
            }
            numbers[size++] = json.getIntValue();
        }
        require(json.currentToken() == JsonToken.END_ARRAY, "whole numbers");
        return Arrays.copyOf(numbers, size);
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalArgumentException("A COCO document as samui writes it would have " + what + " here");
        }
    }
}
