package io.samui.core.export;

import io.samui.core.annotation.AnnotationSnapshot.SnapshotPoint;
import io.samui.core.export.CocoDocument.CocoAnnotation;
import io.samui.core.mask.BinaryMask;
import io.samui.core.mask.Box;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.List;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Writes COCO documents as JSON, masks as uncompressed run-length encoding; streams, so that no tree is built. */
public final class CocoWriter {

    private static final JsonFactory JSON =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private CocoWriter() {}

    /** The document in UTF-8. */
    public static byte[] write(CocoDocument document) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 14);
        write(document, out);
        return out.toByteArray();
    }

    /**
     * Writes the document in UTF-8; the stream stays open.
     *
     * @throws tools.jackson.core.JacksonException when the stream fails
     */
    public static void write(CocoDocument document, OutputStream out) {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            writeImage(json, document);
            json.writeArrayPropertyStart("annotations");
            for (int i = 0; i < document.annotations().size(); i++) {
                writeAnnotation(json, document, i + 1, document.annotations().get(i));
            }
            json.writeEndArray();
            writeCategories(json, document.categories());
            json.writeEndObject();
        }
    }

    private static void writeImage(JsonGenerator json, CocoDocument document) {
        json.writeArrayPropertyStart("images");
        json.writeStartObject();
        json.writeStringProperty("id", document.imageId());
        json.writeStringProperty("file_name", document.filename());
        json.writeNumberProperty("width", document.width());
        json.writeNumberProperty("height", document.height());
        json.writeEndObject();
        json.writeEndArray();
    }

    private static void writeAnnotation(JsonGenerator json, CocoDocument document, int id, CocoAnnotation annotation) {
        json.writeStartObject();
        json.writeNumberProperty("id", id);
        json.writeStringProperty("image_id", document.imageId());
        json.writeNumberProperty("category_id", annotation.categoryId());
        writeBox(json, annotation.box());
        json.writeNumberProperty("area", annotation.mask().area());
        writeSegmentation(json, annotation.mask());
        json.writeNumberProperty("iscrowd", 0);
        if (annotation.score() != null) {
            json.writeNumberProperty("score", annotation.score().doubleValue());
        }
        if (annotation.pointPrompts() != null) {
            writePoints(json, annotation.pointPrompts());
        }
        json.writeEndObject();
    }

    private static void writeBox(JsonGenerator json, Box box) {
        json.writeArrayPropertyStart("bbox");
        for (double edge : new double[] {box.x(), box.y(), box.width(), box.height()}) {
            if (edge == Math.rint(edge) && Math.abs(edge) < 1e9) {
                json.writeNumber((int) edge);
            } else {
                json.writeNumber(edge);
            }
        }
        json.writeEndArray();
    }

    private static void writeSegmentation(JsonGenerator json, BinaryMask mask) {
        json.writeObjectPropertyStart("segmentation");
        json.writeArrayPropertyStart("counts");
        for (int i = 0; i < mask.runs(); i++) {
            json.writeNumber(mask.run(i));
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("size");
        json.writeNumber(mask.height());
        json.writeNumber(mask.width());
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writePoints(JsonGenerator json, List<SnapshotPoint> points) {
        json.writeArrayPropertyStart("point_prompts");
        for (SnapshotPoint point : points) {
            json.writeStartObject();
            json.writeNumberProperty("x", point.x());
            json.writeNumberProperty("y", point.y());
            json.writeBooleanProperty("is_positive", point.positive());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeCategories(JsonGenerator json, List<String> categories) {
        json.writeArrayPropertyStart("categories");
        for (int i = 0; i < categories.size(); i++) {
            json.writeStartObject();
            json.writeNumberProperty("id", i + 1);
            json.writeStringProperty("name", categories.get(i));
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
