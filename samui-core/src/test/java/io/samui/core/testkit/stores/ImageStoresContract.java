package io.samui.core.testkit.stores;

import static io.samui.core.testkit.stores.StoreData.box;
import static io.samui.core.testkit.stores.StoreData.image;
import static io.samui.core.testkit.stores.StoreData.point;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.NotFoundException;
import io.samui.core.Page;
import io.samui.core.PageRequest;
import io.samui.core.annotation.AnnotationId;
import io.samui.core.annotation.BoxAnnotation;
import io.samui.core.annotation.PointAnnotation;
import io.samui.core.history.ProcessingResult;
import io.samui.core.image.ImageId;
import io.samui.core.image.ImageRecord;
import io.samui.core.image.NamePart;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.ImageState;
import io.samui.core.job.ItemOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every image catalogue, annotation store and unit of work promises. */
public abstract class ImageStoresContract extends StoresTestBase {

    @Test
    void what_was_inserted_is_found_whole() {
        ImageRecord image = stores.images().insert(image("ä \uD83D\uDE00 \"'; drop table image.png"));

        assertThat(stores.images().find(image.id())).contains(image);
        assertThat(image.createdAt()).isEqualTo(StoreData.NOW);
        assertThat(stores.images().find(new ImageId(UUID.randomUUID()))).isEmpty();
    }

    @Test
    void images_are_listed_newest_first_page_by_page_by_order_of_insertion() {
        List<String> names = IntStream.range(0, 7).mapToObj(i -> "image" + i).toList();
        names.forEach(this::newImage);

        List<String> seen = new ArrayList<>();
        Page<ImageRecord> page = stores.images().list(PageRequest.first(3));
        page.entries().forEach(image -> seen.add(image.filename()));
        while (page.next().isPresent()) {
            newImage("came meanwhile");
            page = stores.images().list(page.next().get());
            page.entries().forEach(image -> seen.add(image.filename()));
        }

        assertThat(seen).containsExactly("image6", "image5", "image4", "image3", "image2", "image1", "image0");
        assertThat(stores.images().count()).isEqualTo(9);
    }

    @Test
    void neither_time_nor_id_decides_the_order() {
        List<String> names = List.of("c", "a", "b");
        List<ImageId> ids = List.of(id(3), id(1), id(2));
        for (int i = 0; i < 3; i++) {
            ImageRecord made = image(names.get(i));
            stores.images()
                    .insert(new ImageRecord(
                            ids.get(i),
                            0,
                            made.filename(),
                            made.blobKey(),
                            made.format(),
                            made.width(),
                            made.height(),
                            made.sizeInBytes(),
                            made.sha256(),
                            StoreData.NOW.minusSeconds(i == 1 ? -60 : 60L * i),
                            null));
        }

        assertThat(stores.images().list(PageRequest.unpaged()).entries())
                .extracting(ImageRecord::filename)
                .containsExactly("b", "a", "c");
    }

    @Test
    void a_page_that_ends_exactly_says_so() {
        newImage("a");
        newImage("b");

        assertThat(stores.images().list(PageRequest.first(2)).next()).isEmpty();
        assertThat(stores.images().list(PageRequest.first(1)).next()).isPresent();
    }

    @Test
    void images_are_found_by_a_part_of_their_name_whatever_its_case_and_its_accents() {
        List<String> names =
                List.of("Cat 1.JPG", "dog.jpg", "CÄTCH_2%.png", "cat!.png", "Ca\u0308t.png", "\u0418\u041c\u042f.png");
        names.forEach(this::newImage);

        assertThat(named("cat")).containsExactly("cat!.png", "Cat 1.JPG");
        assertThat(named("c\u00e4t")).containsExactly("Ca\u0308t.png", "CÄTCH_2%.png");
        assertThat(named("ca\u0308tc")).containsExactly("CÄTCH_2%.png");
        assertThat(named("\u0438\u043c\u044f")).containsExactly("\u0418\u041c\u042f.png");
        assertThat(named("%")).containsExactly("CÄTCH_2%.png");
        assertThat(named("_")).containsExactly("CÄTCH_2%.png");
        assertThat(named("!")).containsExactly("cat!.png");
        assertThat(named("'; drop table image")).isEmpty();
        assertThat(named("")).hasSize(6);
    }

    @Test
    void images_with_a_name_come_page_by_page() {
        List.of("a1", "b", "a2", "a3", "b").forEach(this::newImage);
        NamePart a = NamePart.of("A");

        Page<ImageRecord> first = stores.images().list(a, PageRequest.first(2));
        Page<ImageRecord> second = stores.images().list(a, first.next().orElseThrow());

        assertThat(first.entries()).extracting(ImageRecord::filename).containsExactly("a3", "a2");
        assertThat(second.entries()).extracting(ImageRecord::filename).containsExactly("a1");
        assertThat(second.next()).isEmpty();
        assertThat(stores.images().count(a)).isEqualTo(3);
    }

    private List<String> named(String part) {
        NamePart name = NamePart.of(part);
        List<ImageRecord> found =
                stores.images().list(name, PageRequest.unpaged()).entries();
        assertThat(stores.images().count(name)).isEqualTo(found.size());
        return found.stream().map(ImageRecord::filename).toList();
    }

    @Test
    void many_ids_are_found_at_once_and_unknown_ones_left_out() {
        ImageRecord one = newImage("one");
        ImageRecord two = newImage("two");
        List<ImageId> ids = new ArrayList<>(Stream.generate(() -> new ImageId(UUID.randomUUID()))
                .limit(40_000)
                .toList());
        ids.addAll(List.of(one.id(), two.id(), one.id()));

        assertThat(stores.images().findAll(ids)).containsExactlyInAnyOrder(one, two);
        assertThat(stores.images().findAll(List.of())).isEmpty();
        assertThat(stores.results().latest(ids, SegmentationMode.POINT)).isEmpty();
        assertThat(stores.annotations().boxes(ids)).isEmpty();
        assertThat(stores.imageStates().find(ids, SegmentationMode.POINT))
                .extracting(ImageState::id)
                .containsExactlyInAnyOrder(one.id(), two.id());
    }

    @Test
    void the_text_prompt_is_set_and_cleared() {
        ImageRecord image = newImage("a");

        assertThat(stores.images().updateTextPrompt(image.id(), "red; ä\n\uD83D\uDE00"))
                .contains(image.withTextPrompt("red; ä\n\uD83D\uDE00"));
        assertThat(stores.images().find(image.id()).orElseThrow().textPrompt()).isEqualTo("red; ä\n\uD83D\uDE00");
        assertThat(stores.images().updateTextPrompt(image.id(), null)).contains(image);
        assertThat(stores.images().updateTextPrompt(new ImageId(UUID.randomUUID()), "x"))
                .isEmpty();
    }

    @Test
    void annotations_come_oldest_first_by_image() {
        ImageRecord image = newImage("a");
        ImageRecord other = newImage("b");
        BoxAnnotation first = stores.annotations().insertBox(box(image.id(), 1)).annotation();
        BoxAnnotation second =
                stores.annotations().insertBox(box(image.id(), 2)).annotation();
        PointAnnotation point =
                stores.annotations().insertPoint(point(image.id(), 3, false)).annotation();
        stores.annotations().insertPoint(point(other.id(), 4, true));

        assertThat(stores.annotations().boxes(List.of(image.id(), other.id())))
                .containsOnlyKeys(image.id())
                .extractingByKey(image.id())
                .isEqualTo(List.of(first, second));
        assertThat(stores.annotations().points(List.of(image.id())).get(image.id()))
                .containsExactly(point);
    }

    @Test
    void an_annotation_of_an_image_that_is_gone_is_refused() {
        ImageId gone = new ImageId(UUID.randomUUID());

        assertThatThrownBy(() -> stores.annotations().insertBox(box(gone, 1)))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("Image not found");
        assertThatThrownBy(() -> stores.annotations().insertPoint(point(gone, 1, true)))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void annotations_are_deleted_once() {
        ImageRecord image = newImage("a");
        AnnotationId box =
                stores.annotations().insertBox(box(image.id(), 1)).annotation().id();
        AnnotationId point = stores.annotations()
                .insertPoint(point(image.id(), 1, true))
                .annotation()
                .id();

        assertThat(stores.annotations().deletePoint(box)).isFalse();
        assertThat(stores.annotations().deleteBox(box)).isTrue();
        assertThat(stores.annotations().deleteBox(box)).isFalse();
        assertThat(stores.annotations().deletePoint(point)).isTrue();
    }

    @Test
    void deleting_an_image_takes_its_annotations_and_results_and_names_its_blobs() {
        ImageRecord image = newImage("a");
        ImageRecord other = newImage("b");
        stores.annotations().insertBox(box(image.id(), 1));
        stores.annotations().insertPoint(point(image.id(), 1, true));
        BoxAnnotation kept = stores.annotations().insertBox(box(other.id(), 1)).annotation();
        ItemOutcome.Processed first = process(image, StoreData.job(image));
        ItemOutcome.Processed second = process(image, StoreData.job(image));
        ProcessingResult othersResult = process(other, StoreData.job(other)).result();

        assertThat(stores.images().delete(image.id()))
                .contains(List.of(
                        image.blobKey(),
                        first.result().maskKey(),
                        first.result().cocoKey(),
                        second.result().maskKey(),
                        second.result().cocoKey()));

        assertThat(stores.images().find(image.id())).isEmpty();
        assertThat(stores.annotations().boxes(List.of(image.id(), other.id())))
                .containsOnlyKeys(other.id())
                .containsValue(List.of(kept));
        assertThat(stores.annotations().points(List.of(image.id()))).isEmpty();
        assertThat(stores.results().find(first.result().id())).isEmpty();
        assertThat(stores.results().find(othersResult.id())).isPresent();
        assertThat(stores.images().delete(image.id())).isEmpty();
    }

    @Test
    void a_transaction_that_throws_leaves_nothing_and_runs_nothing_afterwards() {
        ImageRecord before = newImage("before");
        List<String> ran = new ArrayList<>();

        assertThatThrownBy(() -> stores.unitOfWork().inTransaction(() -> {
                    newImage("within");
                    stores.images().updateTextPrompt(before.id(), "changed");
                    stores.annotations().insertBox(box(before.id(), 1));
                    stores.jobs().lockQueue();
                    stores.jobs().insert(StoreData.job(before));
                    stores.images().delete(before.id());
                    stores.unitOfWork().afterCommit(() -> ran.add("never"));
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");

        assertThat(stores.images().list(PageRequest.unpaged()).entries()).containsExactly(before);
        assertThat(stores.annotations().boxes(List.of(before.id()))).isEmpty();
        assertThat(stores.jobCatalogue().list(PageRequest.unpaged()).entries()).isEmpty();
        assertThat(ran).isEmpty();
    }

    @Test
    void a_transaction_within_that_throws_takes_the_outer_one_with_it() {
        assertThatThrownBy(() -> stores.unitOfWork().inTransaction(() -> {
                    newImage("outer");
                    stores.unitOfWork().inTransaction(() -> {
                        newImage("inner");
                        throw new IllegalStateException("on purpose");
                    });
                }))
                .hasMessage("on purpose");

        assertThat(stores.images().count()).isZero();
        newImage("after");
        assertThat(stores.images().count()).isEqualTo(1);
    }

    @Test
    void actions_run_in_order_after_the_commit_of_the_outermost_transaction() {
        List<String> ran = new ArrayList<>();

        ImageRecord image = stores.unitOfWork().inTransaction(() -> {
            ImageRecord inserted = newImage("a");
            stores.unitOfWork().inTransaction(() -> stores.unitOfWork().afterCommit(() -> ran.add("first")));
            stores.unitOfWork().afterCommit(() -> {
                throw new IllegalStateException("an action that breaks");
            });
            stores.unitOfWork()
                    .afterCommit(() -> ran.add(
                            "second sees " + stores.images().find(inserted.id()).isPresent()));
            assertThat(ran).isEmpty();
            assertThat(stores.images().find(inserted.id())).contains(inserted);
            return inserted;
        });

        assertThat(ran).containsExactly("first", "second sees true");
        stores.unitOfWork().afterCommit(() -> ran.add("at once"));
        assertThat(ran).endsWith("at once");
        assertThat(stores.images().find(image.id())).isPresent();
    }

    private static ImageId id(int number) {
        return new ImageId(new UUID(0x0190_0000_0000_7000L, number));
    }
}
