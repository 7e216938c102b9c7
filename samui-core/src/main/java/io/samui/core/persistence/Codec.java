package io.samui.core.persistence;

import io.samui.core.annotation.AnnotationId;
import io.samui.core.annotation.AnnotationSnapshot;
import io.samui.core.annotation.AnnotationSnapshot.SnapshotBox;
import io.samui.core.annotation.AnnotationSnapshot.SnapshotPoint;
import io.samui.core.annotation.PromptType;
import io.samui.core.history.Provenance;
import io.samui.core.history.Timings;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.mask.Box;
import io.samui.core.mask.PixelBox;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Values as JSON text in a column. Every object carries its version; an absent key means the default, so that rows written before
 * a key existed read the same, and nothing becomes outdated by an upgrade.
 */
final class Codec {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int VERSION = 1;

    private Codec() {}

    static String write(AnnotationSnapshot snapshot) {
        ObjectNode root = object().put("mode", snapshot.mode().wireName()).put("text", snapshot.textPrompt());
        ArrayNode boxes = root.putArray("boxes");
        for (SnapshotBox box : snapshot.boxes()) {
            boxes.addObject()
                    .put("id", box.id().toString())
                    .put("type", box.type().wireName())
                    .put("x", box.box().x())
                    .put("y", box.box().y())
                    .put("width", box.box().width())
                    .put("height", box.box().height());
        }
        ArrayNode points = root.putArray("points");
        for (SnapshotPoint point : snapshot.points()) {
            points.addObject()
                    .put("id", point.id().toString())
                    .put("x", point.x())
                    .put("y", point.y())
                    .put("positive", point.positive());
        }
        return JSON.writeValueAsString(root);
    }

    static AnnotationSnapshot readSnapshot(String json) {
        JsonNode root = JSON.readTree(json);
        return new AnnotationSnapshot(
                SegmentationMode.fromWireName(root.path("mode").asString()),
                list(root.path("boxes"), Codec::readBox),
                list(root.path("points"), Codec::readPoint),
                text(root, "text"));
    }

    private static SnapshotBox readBox(JsonNode box) {
        return new SnapshotBox(
                id(box),
                PromptType.fromWireName(box.path("type").asString()),
                new PixelBox(
                        box.path("x").asInt(),
                        box.path("y").asInt(),
                        box.path("width").asInt(),
                        box.path("height").asInt()));
    }

    private static SnapshotPoint readPoint(JsonNode point) {
        return new SnapshotPoint(
                id(point),
                point.path("x").asInt(),
                point.path("y").asInt(),
                point.path("positive").asBoolean(true));
    }

    static String write(DecodeOptions parameters) {
        return JSON.writeValueAsString(putParameters(object(), parameters));
    }

    static DecodeOptions readParameters(String json) {
        return parameters(JSON.readTree(json));
    }

    private static ObjectNode putParameters(ObjectNode node, DecodeOptions parameters) {
        return node.put("score_threshold", parameters.scoreThreshold())
                .put("mask_threshold", parameters.maskThreshold())
                .put("duplicate_iou", parameters.duplicateIou())
                .put("speck_area", parameters.speckArea())
                .put("hole_area", parameters.holeArea());
    }

    private static DecodeOptions parameters(JsonNode node) {
        return new DecodeOptions(
                node.path("score_threshold").asDouble(DecodeOptions.DEFAULT_SCORE_THRESHOLD),
                node.path("mask_threshold").asDouble(DecodeOptions.DEFAULT_MASK_THRESHOLD),
                node.path("duplicate_iou").asDouble(DecodeOptions.DEFAULT_DUPLICATE_IOU),
                node.path("speck_area").asInt(0),
                node.path("hole_area").asInt(0));
    }

    static String write(Provenance provenance) {
        ObjectNode root = object().put("image_digest", provenance.imageDigest())
                .put("model_id", provenance.modelId())
                .put("model_digest", provenance.modelDigest())
                .put("backend", provenance.backend())
                .put("device", provenance.device());
        putParameters(root.putObject("parameters"), provenance.parameters());
        Timings timings = provenance.timings();
        root.putObject("micros")
                .put("read", micros(timings.read()))
                .put("encode", micros(timings.encode()))
                .put("decode", micros(timings.decode()))
                .put("postprocess", micros(timings.postprocess()))
                .put("store", micros(timings.store()));
        return JSON.writeValueAsString(root);
    }

    static Provenance readProvenance(String json) {
        JsonNode root = JSON.readTree(json);
        JsonNode micros = root.path("micros");
        return new Provenance(
                root.path("image_digest").asString(""),
                root.path("model_id").asString(""),
                root.path("model_digest").asString(""),
                root.path("backend").asString(""),
                root.path("device").asString(""),
                parameters(root.path("parameters")),
                new Timings(
                        duration(micros, "read"),
                        duration(micros, "encode"),
                        duration(micros, "decode"),
                        duration(micros, "postprocess"),
                        duration(micros, "store")));
    }

    static String writeScores(List<Double> scores) {
        ArrayNode array = JSON.createArrayNode();
        scores.forEach(array::add);
        return JSON.writeValueAsString(array);
    }

    static List<Double> readScores(String json) {
        return list(JSON.readTree(json), JsonNode::asDouble);
    }

    static @Nullable String writeBoxes(@Nullable List<Box> boxes) {
        if (boxes == null) {
            return null;
        }
        ArrayNode array = JSON.createArrayNode();
        boxes.forEach(box ->
                array.addArray().add(box.x()).add(box.y()).add(box.width()).add(box.height()));
        return JSON.writeValueAsString(array);
    }

    static @Nullable List<Box> readBoxes(@Nullable String json) {
        return json == null
                ? null
                : list(
                        JSON.readTree(json),
                        box -> new Box(
                                box.path(0).asDouble(),
                                box.path(1).asDouble(),
                                box.path(2).asDouble(),
                                box.path(3).asDouble()));
    }

    private static ObjectNode object() {
        return JSON.createObjectNode().put("v", VERSION);
    }

    private static AnnotationId id(JsonNode node) {
        return new AnnotationId(UUID.fromString(node.path("id").asString()));
    }

    private static @Nullable String text(JsonNode node, String key) {
        JsonNode value = node.path(key);
        return value.isString() ? value.asString() : null;
    }

    private static <T> List<T> list(JsonNode array, Function<JsonNode, T> element) {
        List<T> list = new ArrayList<>();
        array.forEach(node -> list.add(element.apply(node)));
        return list;
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }

    private static Duration duration(JsonNode node, String key) {
        return Duration.of(node.path(key).asLong(0), ChronoUnit.MICROS);
    }
}
