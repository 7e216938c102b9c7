package io.samui.core.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.samui.core.annotation.AnnotationId;
import io.samui.core.annotation.AnnotationSnapshot;
import io.samui.core.annotation.AnnotationSnapshot.SnapshotBox;
import io.samui.core.annotation.AnnotationSnapshot.SnapshotPoint;
import io.samui.core.annotation.PromptType;
import io.samui.core.image.ImageFormat;
import io.samui.core.image.ImageId;
import io.samui.core.image.ImageRecord;
import io.samui.core.inference.MaskSource;
import io.samui.core.inference.Segmentation;
import io.samui.core.inference.Segmentation.Instance;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.mask.BinaryMask;
import io.samui.core.mask.Box;
import io.samui.core.mask.PixelBox;
import io.samui.core.storage.BlobKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class CocoWriterTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final UUID ID = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
    private static final ImageRecord IMAGE = new ImageRecord(
            new ImageId(ID),
            1,
            "Kühe \"2\".jpg",
            new BlobKey("images/a.jpg"),
            ImageFormat.JPEG,
            3,
            2,
            10,
            "00",
            Instant.EPOCH,
            null);

    /** Of 3 x 2 pixels: 1 0 0 over 1 1 0. */
    private static final BinaryMask MASK = BinaryMask.of(3, 2, new byte[] {1, 0, 0, 1, 1, 0});

    private static final BinaryMask NOTHING = BinaryMask.empty(3, 2);

    private static SnapshotBox box(PromptType type, int x, int y, int width, int height) {
        return new SnapshotBox(new AnnotationId(UUID.randomUUID()), type, new PixelBox(x, y, width, height));
    }

    private static SnapshotPoint point(int x, int y, boolean positive) {
        return new SnapshotPoint(new AnnotationId(UUID.randomUUID()), x, y, positive);
    }

    private static Segmentation answer(Instance... instances) {
        return new Segmentation(3, 2, List.of(instances));
    }

    private static Instance instance(int prompt, Box box, double score) {
        return new Instance(prompt, box, score, new MaskSource.Full(MASK));
    }

    private static String written(AnnotationSnapshot snapshot, Segmentation answer, BinaryMask... masks) {
        byte[] json = CocoWriter.write(CocoDocument.of(IMAGE, snapshot, answer, List.of(masks)));
        return new String(json, StandardCharsets.UTF_8);
    }

    private static AnnotationSnapshot findAll(String text) {
        return new AnnotationSnapshot(SegmentationMode.FIND_ALL, List.of(), List.of(), text);
    }

    @Test
    void inside_boxes_the_prompt_boxes_come_back_in_order_without_scores() {
        AnnotationSnapshot snapshot = new AnnotationSnapshot(
                SegmentationMode.INSIDE_BOX,
                List.of(box(PromptType.SEGMENT, 0, 0, 2, 2), box(PromptType.SEGMENT, 1, 1, 1, 1)),
                List.of(),
                null);
        String json = written(snapshot, answer(instance(0, null, 0.9), instance(1, null, 0.8)), MASK, NOTHING);
        assertThat(json)
                .isEqualTo("{\"images\":[{\"id\":\"" + ID
                        + "\",\"file_name\":\"Kühe \\\"2\\\".jpg\",\"width\":3,\"height\":2}],"
                        + "\"annotations\":["
                        + "{\"id\":1,\"image_id\":\"" + ID + "\",\"category_id\":1,\"bbox\":[0,0,2,2],\"area\":3,"
                        + "\"segmentation\":{\"counts\":[0,2,1,1,2],\"size\":[2,3]},\"iscrowd\":0},"
                        + "{\"id\":2,\"image_id\":\"" + ID + "\",\"category_id\":1,\"bbox\":[1,1,1,1],\"area\":0,"
                        + "\"segmentation\":{\"counts\":[6],\"size\":[2,3]},\"iscrowd\":0}],"
                        + "\"categories\":[{\"id\":1,\"name\":\"object\"}]}");
    }

    @Test
    void found_instances_have_the_models_box_and_a_score() {
        JsonNode json = JSON.readTree(written(
                findAll("cow"),
                answer(instance(0, new Box(0.25, 0, 1.5, 2), 0.75), instance(0, null, 0.5)),
                MASK,
                MASK));
        JsonNode first = json.get("annotations").get(0);
        assertThat(first.get("bbox")).hasToString("[0.25,0,1.5,2]");
        assertThat(first.get("score").asDouble()).isEqualTo(0.75);
        assertThat(first.has("point_prompts")).isFalse();
        assertThat(json.get("annotations").get(1).get("bbox")).as("the mask's").hasToString("[0,0,2,2]");
        assertThat(json.get("categories")).hasToString("[{\"id\":1,\"name\":\"object\"}]");
    }

    @Test
    void several_texts_are_categories_in_their_order() {
        JsonNode json = JSON.readTree(written(
                findAll("Cow ;\n brown  dog;"),
                answer(instance(1, new Box(0, 0, 1, 1), 0.75), instance(0, new Box(0, 0, 1, 1), 0.5)),
                MASK,
                MASK));
        assertThat(json.get("categories"))
                .hasToString("[{\"id\":1,\"name\":\"cow\"},{\"id\":2,\"name\":\"brown dog\"}]");
        assertThat(json.get("annotations").get(0).get("category_id").asInt()).isEqualTo(2);
        assertThat(json.get("annotations").get(1).get("category_id").asInt()).isEqualTo(1);
    }

    @Test
    void nothing_found_is_a_whole_document_without_annotations() {
        JsonNode json = JSON.readTree(written(findAll("cow"), answer()));
        assertThat(json.get("annotations")).isEmpty();
        assertThat(json.get("images").get(0).get("id").asString()).isEqualTo(ID.toString());
        assertThat(json.get("categories")).hasSize(1);
    }

    @Test
    void points_come_with_the_masks_own_box_and_every_point() {
        AnnotationSnapshot snapshot = new AnnotationSnapshot(
                SegmentationMode.POINT, List.of(), List.of(point(0, 1, true), point(2, 0, false)), null);
        JsonNode annotation = JSON.readTree(written(snapshot, answer(instance(0, null, 0.9)), MASK))
                .get("annotations")
                .get(0);
        assertThat(annotation.get("bbox")).hasToString("[0,0,2,2]");
        assertThat(annotation.get("point_prompts"))
                .hasToString("[{\"x\":0,\"y\":1,\"is_positive\":true},{\"x\":2,\"y\":0,\"is_positive\":false}]");
        assertThat(annotation.has("score")).isFalse();
        JsonNode empty = JSON.readTree(written(snapshot, answer(instance(0, null, 0.9)), NOTHING))
                .get("annotations")
                .get(0);
        assertThat(empty.get("bbox")).hasToString("[0,0,0,0]");
        assertThat(empty.get("area").asInt()).isZero();
    }

    @Test
    void masks_must_belong_to_the_instances_and_have_the_images_size() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> written(findAll("cow"), answer(instance(0, null, 0.5))))
                .withMessage("1 instances, but 0 masks");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> written(findAll("cow"), answer(instance(0, null, 0.5)), BinaryMask.empty(2, 3)))
                .withMessageContaining("2 x 3 does not fit an image of 3 x 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> written(findAll("cow;dog"), answer(instance(2, null, 0.5)), MASK))
                .withMessageContaining("no category 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> written(findAll("cow"), answer(instance(0, null, Double.NaN)), MASK))
                .withMessageContaining("finite");
    }

    @Test
    void the_stream_stays_open() throws IOException {
        boolean[] closed = {false};
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        CocoDocument document = CocoDocument.of(IMAGE, findAll("cow"), answer(), List.of());
        CocoWriter.write(document, out);
        assertThat(closed[0]).isFalse();
        assertThat(out.toByteArray()).isEqualTo(CocoWriter.write(document));
    }
}
