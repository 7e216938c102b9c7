package io.samui.core.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.InvalidInputException;
import io.samui.core.Stores;
import io.samui.core.annotation.AnnotationSnapshot;
import io.samui.core.export.CocoDocument.CocoAnnotation;
import io.samui.core.history.ProcessingResult;
import io.samui.core.history.ResultStore;
import io.samui.core.image.ImageId;
import io.samui.core.image.ImageRecord;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.mask.BinaryMask;
import io.samui.core.mask.Box;
import io.samui.core.memory.MemoryBlobStorage;
import io.samui.core.memory.MemoryStores;
import io.samui.core.storage.BlobNotFoundException;
import io.samui.core.storage.BlobSource;
import io.samui.core.storage.BlobStorage;
import io.samui.core.storage.BlobStorageException;
import io.samui.core.testkit.Interception;
import io.samui.core.testkit.stores.StoreData;
import io.samui.core.testkit.stores.StoresTestBase;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CocoExportTest extends StoresTestBase {

    private static final SegmentationMode MODE = SegmentationMode.FIND_ALL;
    private static final BinaryMask MASK = mask();

    private final MemoryBlobStorage blobs = new MemoryBlobStorage(Clock.systemUTC());

    @Override
    protected Stores openEmpty() {
        return new MemoryStores();
    }

    @Test
    void documents_become_one_with_ids_that_fit_together() {
        ImageRecord first = newImage("first.png");
        ImageRecord second = newImage("second.png");
        newImage("without a result.png");
        find(first, "cat; dog", 2, 1, 2);
        find(second, "dog; cow", 1, 2);

        JsonNode merged = merged(export().of(MODE));

        assertThat(merged.propertyNames()).containsExactly("info", "images", "annotations", "categories");
        assertThat(merged.get("images").toString()).isEqualTo("[" + image(second) + "," + image(first) + "]");
        assertThat(merged.get("categories").toString())
                .isEqualTo("[{\"id\":1,\"name\":\"dog\"},{\"id\":2,\"name\":\"cow\"},{\"id\":3,\"name\":\"cat\"}]");
        assertThat(merged.get("annotations").values())
                .extracting(one -> one.get("id").intValue()
                        + " of " + one.get("image_id").longValue()
                        + " is " + one.get("category_id").intValue())
                .containsExactly(
                        "1 of " + second.seq() + " is 1",
                        "2 of " + second.seq() + " is 2",
                        "3 of " + first.seq() + " is 1",
                        "4 of " + first.seq() + " is 3",
                        "5 of " + first.seq() + " is 1");
        JsonNode annotation = merged.get("annotations").get(0);
        assertThat(annotation.propertyNames())
                .containsExactly("id", "image_id", "category_id", "bbox", "area", "segmentation", "iscrowd", "score");
        assertThat(annotation.get("bbox").toString()).isEqualTo("[1,2.5,3,4]");
        assertThat(annotation.get("score").doubleValue()).isEqualTo(0.25);
        assertThat(annotation.get("segmentation").get("counts").size()).isEqualTo(MASK.runs());
    }

    @Test
    void the_latest_result_counts_and_no_other_mode() {
        ImageRecord image = newImage("a.png");
        find(image, "cat", 1);
        find(image, "dog", 1, 1);
        put(process(image, StoreData.job(image)).result(), List.of(1));

        assertThat(merged(export().of(MODE)).get("annotations").size()).isEqualTo(2);
        assertThat(merged(export().of(SegmentationMode.INSIDE_BOX))
                        .get("annotations")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void without_results_the_document_is_empty_and_whole() {
        newImage("a.png");

        assertThat(merged(export().of(MODE)).toString())
                .isEqualTo("{\"info\":{\"description\":\"samui, mode find_all\"},\"images\":[],\"annotations\":[],"
                        + "\"categories\":[{\"id\":1,\"name\":\"object\"}]}");
    }

    @Test
    void piece_by_piece_every_image_comes_once() {
        List<ImageRecord> images =
                IntStream.range(0, 7).mapToObj(i -> newImage("image" + i)).toList();
        images.forEach(image -> find(image, "cat", 1));

        JsonNode merged = merged(export().of(MODE));

        assertThat(merged.get("images").values())
                .extracting(image -> image.get("file_name").stringValue())
                .containsExactly("image6", "image5", "image4", "image3", "image2", "image1", "image0");
        assertThat(merged.get("annotations").values())
                .extracting(one -> one.get("image_id").longValue())
                .doesNotHaveDuplicates()
                .hasSize(7);
    }

    @Test
    void images_can_be_chosen_in_an_order_each_once() {
        List<ImageRecord> images =
                IntStream.range(0, 5).mapToObj(i -> newImage("image" + i)).toList();
        images.forEach(image -> find(image, "cat", 1));
        ImageId unknown = new ImageId(UUID.randomUUID());
        List<ImageId> chosen = List.of(
                images.get(1).id(),
                unknown,
                images.get(3).id(),
                images.get(0).id(),
                images.get(1).id());

        JsonNode merged = merged(export().of(MODE, chosen));

        assertThat(merged.get("images").values())
                .extracting(image -> image.get("file_name").stringValue())
                .containsExactly("image1", "image3", "image0");
        assertThat(merged.get("annotations").size()).isEqualTo(3);
        assertThatThrownBy(() -> export().of(MODE, List.of(unknown)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("No valid image IDs provided");
    }

    @Test
    void an_image_that_goes_while_others_are_written_stays_without_annotations() {
        ImageRecord older = newImage("older.png");
        ImageRecord newer = newImage("newer.png");
        find(older, "cat", 1);
        find(newer, "cat", 1);
        BlobStorage deletingAtTheFirstDocument = Interception.of(BlobStorage.class, blobs, method -> {
            if (method.equals("open")) {
                stores.images().delete(older.id()).ifPresent(keys -> keys.forEach(blobs::delete));
            }
        });

        JsonNode merged =
                merged(new CocoExport(stores.images(), stores.results(), deletingAtTheFirstDocument).of(MODE));

        assertThat(merged.get("images").size()).isEqualTo(2);
        assertThat(merged.get("annotations").values())
                .extracting(one -> one.get("image_id").longValue())
                .containsExactly(newer.seq());
    }

    @Test
    void a_document_that_is_lost_is_not_passed_over() {
        blobs.delete(find(newImage("a.png"), "cat", 1).cocoKey());

        assertThatThrownBy(() -> merged(export().of(MODE))).isInstanceOf(BlobNotFoundException.class);
    }

    @Test
    void an_image_that_gets_its_first_result_while_others_are_written_waits_for_the_next_export() {
        ImageRecord image = newImage("a.png");
        ImageRecord late = newImage("late.png");
        find(image, "cat", 1);
        AtomicInteger looks = new AtomicInteger();
        ResultStore busy = Interception.of(ResultStore.class, stores.results(), method -> {
            if (looks.incrementAndGet() == 2) { // once for the images, once for the annotations
                find(late, "cat", 1);
            }
        });

        JsonNode merged = merged(new CocoExport(stores.images(), busy, blobs).of(MODE));

        assertThat(stores.results().latest(late.id(), MODE))
                .as("it has one by now")
                .isPresent();
        assertThat(merged.get("images").size()).isEqualTo(1);
        assertThat(merged.get("annotations").values())
                .extracting(one -> one.get("image_id").longValue())
                .containsExactly(image.seq());
    }

    @Test
    void what_breaks_off_does_not_look_whole() {
        ImageRecord image = newImage("a.png");
        ProcessingResult result = find(image, "cat", 1);
        byte[] whole = CocoWriter.write(document(image, List.of(1)));
        blobs.put(result.cocoKey(), BlobSource.of(Arrays.copyOf(whole, whole.length / 2)), "application/json");
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        assertThatThrownBy(() -> export().of(MODE).writeTo(out))
                .isInstanceOf(BlobStorageException.class)
                .hasMessageContaining("damaged");

        assertThatThrownBy(() -> JsonMapper.shared().readTree(out.toByteArray()))
                .as(out.toString(StandardCharsets.UTF_8))
                .isInstanceOf(JacksonException.class);
    }

    /** Two images at a time. */
    private CocoExport export() {
        return new CocoExport(stores.images(), stores.results(), blobs, 2);
    }

    private static JsonNode merged(MergedCoco coco) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        coco.writeTo(out);
        return JsonMapper.shared().readTree(out.toByteArray());
    }

    private static String image(ImageRecord image) {
        return "{\"id\":" + image.seq() + ",\"file_name\":\"" + image.filename()
                + "\",\"width\":640,\"height\":480,\"samui_id\":\"" + image.id() + "\"}";
    }

    /** A result in find_all, with an annotation of each of these categories. */
    private ProcessingResult find(ImageRecord image, String text, Integer... categories) {
        AnnotationSnapshot snapshot = StoreData.findAllSnapshot(text);
        ProcessingResult result = process(image, StoreData.job(snapshot, image)).result();
        put(result, List.of(categories));
        return result;
    }

    private void put(ProcessingResult result, List<Integer> categories) {
        ImageRecord image = stores.images().find(result.imageId()).orElseThrow();
        byte[] document = CocoWriter.write(document(image, categories));
        blobs.put(result.cocoKey(), BlobSource.of(document), "application/json");
    }

    private static CocoDocument document(ImageRecord image, List<Integer> categories) {
        return new CocoDocument(
                image.id().toString(),
                image.filename(),
                640,
                480,
                categories.stream()
                        .map(category -> new CocoAnnotation(category, new Box(1, 2.5, 3, 4), MASK, 0.25, null))
                        .toList(),
                List.of("one", "two"));
    }

    private static BinaryMask mask() {
        byte[] pixels = new byte[640 * 480];
        Arrays.fill(pixels, 1000, 1010, (byte) 1);
        return BinaryMask.of(640, 480, pixels);
    }
}
