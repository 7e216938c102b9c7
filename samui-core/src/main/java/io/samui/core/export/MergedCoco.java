package io.samui.core.export;

import io.samui.core.history.ProcessingResult;
import io.samui.core.history.ResultStore;
import io.samui.core.image.ImageId;
import io.samui.core.image.ImageRecord;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.storage.BlobNotFoundException;
import io.samui.core.storage.BlobStorage;
import io.samui.core.storage.BlobStorageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * One COCO document that is yet to be written. Ids are whole numbers: an image keeps its own from one export to the next,
 * annotations are counted from 1, and categories with one name are one.
 *
 * <p>Images come first and are looked at once more for their annotations. One that was deleted in between stays without; one that was
 * processed in between has the newer result's; one that got its first result in between waits for the next export.
 */
public final class MergedCoco {

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            // what breaks off must not look complete
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .build();

    /** Hands over the images, some at a time; called twice. */
    interface Images {
        void forEachPiece(Consumer<List<ImageRecord>> pieces);
    }

    private final ResultStore results;
    private final BlobStorage blobs;
    private final SegmentationMode mode;
    private final Images images;

    MergedCoco(ResultStore results, BlobStorage blobs, SegmentationMode mode, Images images) {
        this.results = results;
        this.blobs = blobs;
        this.mode = mode;
        this.images = images;
    }

    /**
     * Writes the document in UTF-8; the stream stays open. When it throws, what was written is no whole JSON.
     *
     * @throws BlobStorageException when a result's document cannot be read
     * @throws tools.jackson.core.JacksonException when the stream fails
     */
    public void writeTo(OutputStream out) {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeObjectPropertyStart("info");
            json.writeStringProperty("description", "samui, mode " + mode.wireName());
            json.writeEndObject();
            long[] written = writeImages(json);
            new Annotations(json, written).write();
            json.writeEndObject();
        }
    }

    /** Their ids, in rising order. */
    private long[] writeImages(JsonGenerator json) {
        LongStream.Builder written = LongStream.builder();
        json.writeArrayPropertyStart("images");
        images.forEachPiece(piece -> {
            Map<ImageId, ProcessingResult> latest = latest(piece);
            piece.stream().filter(image -> latest.containsKey(image.id())).forEach(image -> {
                written.add(image.seq());
                writeImage(json, image);
            });
        });
        json.writeEndArray();
        return written.build().sorted().toArray();
    }

    private static void writeImage(JsonGenerator json, ImageRecord image) {
        json.writeStartObject();
        json.writeNumberProperty("id", image.seq());
        json.writeStringProperty("file_name", image.filename());
        json.writeNumberProperty("width", image.width());
        json.writeNumberProperty("height", image.height());
        json.writeStringProperty("samui_id", image.id().toString());
        json.writeEndObject();
    }

    private Map<ImageId, ProcessingResult> latest(List<ImageRecord> images) {
        return results.latest(images.stream().map(ImageRecord::id).toList(), mode);
    }

    /** The second half: what was found on the images of the first. */
    private final class Annotations {

        private final JsonGenerator json;
        private final long[] imageIds;
        private final Map<String, Integer> categories = new LinkedHashMap<>();
        private long last;

        Annotations(JsonGenerator json, long[] imageIds) {
            this.json = json;
            this.imageIds = imageIds;
        }

        void write() {
            json.writeArrayPropertyStart("annotations");
            images.forEachPiece(piece -> {
                List<ImageRecord> listed = piece.stream()
                        .filter(image -> Arrays.binarySearch(imageIds, image.seq()) >= 0)
                        .toList();
                Map<ImageId, ProcessingResult> latest = latest(listed);
                for (ImageRecord image : listed) {
                    ProcessingResult result = latest.get(image.id());
                    if (result != null) {
                        writeOf(image, result);
                    }
                }
            });
            json.writeEndArray();
            if (categories.isEmpty()) {
                category(CocoDocument.OBJECT);
            }
            writeCategories();
        }

        private void writeOf(ImageRecord image, ProcessingResult result) {
            List<Integer> own = CocoDocument.categories(result.snapshot()).stream()
                    .map(this::category)
                    .toList();
            try (InputStream document = blobs.open(result.cocoKey());
                    JsonParser in = JSON.createParser(ObjectReadContext.empty(), document)) {
                copyAnnotations(in, image.seq(), own);
            } catch (BlobNotFoundException e) {
                if (results.find(result.id()).isPresent()) {
                    throw e; // lost, and not deleted a moment ago
                }
            } catch (StreamReadException | IllegalArgumentException e) {
                throw new BlobStorageException("Blob " + result.cocoKey() + " is damaged: " + e.getMessage(), e, false);
            } catch (IOException e) {
                throw new BlobStorageException("Blob " + result.cocoKey() + " could not be read to its end", e, true);
            }
        }

        private void copyAnnotations(JsonParser in, long imageId, List<Integer> own) {
            JsonToken token = in.nextToken();
            while (token != null) {
                if (token == JsonToken.PROPERTY_NAME && in.currentName().equals("annotations")) {
                    in.nextToken();
                    while (in.nextToken() == JsonToken.START_OBJECT) {
                        copyAnnotation(in, imageId, own);
                    }
                } else if (token == JsonToken.PROPERTY_NAME) {
                    in.nextToken();
                    in.skipChildren();
                }
                token = in.nextToken();
            }
        }

        private void copyAnnotation(JsonParser in, long imageId, List<Integer> own) {
            json.writeStartObject();
            json.writeNumberProperty("id", ++last);
            json.writeNumberProperty("image_id", imageId);
            while (in.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = in.currentName();
                JsonToken value = in.nextToken();
                if (name.equals("category_id") && value == JsonToken.VALUE_NUMBER_INT) {
                    json.writeNumberProperty(name, own.get(in.getIntValue() - 1).intValue());
                } else if (!name.equals("id") && !name.equals("image_id")) {
                    json.writeName(name);
                    json.copyCurrentStructure(in);
                }
            }
            json.writeEndObject();
        }

        private int category(String name) {
            return categories.computeIfAbsent(name, fresh -> categories.size() + 1);
        }

        private void writeCategories() {
            json.writeArrayPropertyStart("categories");
            categories.forEach((name, id) -> {
                json.writeStartObject();
                json.writeNumberProperty("id", id.intValue());
                json.writeStringProperty("name", name);
                json.writeEndObject();
            });
            json.writeEndArray();
        }
    }
}
