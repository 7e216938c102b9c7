package io.samui.core.testkit.stores;

import static io.samui.core.testkit.stores.StoreData.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.annotation.AnnotationId;
import io.samui.core.annotation.AnnotationSnapshot;
import io.samui.core.annotation.BoxAnnotation;
import io.samui.core.annotation.PointAnnotation;
import io.samui.core.annotation.PromptSummary;
import io.samui.core.annotation.PromptType;
import io.samui.core.image.ImageId;
import io.samui.core.image.ImageRecord;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.ImageState;
import io.samui.core.mask.PixelBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What change detection is told of prompts is what the rows say, whatever was done to them. */
public abstract class ImageStatesContract extends StoresTestBase {

    private static final List<String> TEXTS = List.of("red apple", " Red  APPLE;", "pear", "", "pear;plum");

    /** Few values, so that boxes repeat and edits are taken back. */
    private final Random random = new Random(7);

    @Test
    void summaries_are_those_of_the_rows_after_any_operations() {
        List<ImageRecord> images =
                IntStream.range(0, 4).mapToObj(i -> newImage("image" + i)).collect(Collectors.toList());
        List<AnnotationId> boxes = new ArrayList<>();
        List<AnnotationId> points = new ArrayList<>();
        for (int step = 0; step < 250; step++) {
            ImageId image = images.get(random.nextInt(images.size())).id();
            switch (random.nextInt(10)) {
                case 0, 1, 2 ->
                    boxes.add(stores.annotations()
                            .insertBox(anyBox(image))
                            .annotation()
                            .id());
                case 3 ->
                    points.add(stores.annotations()
                            .insertPoint(StoreData.point(image, random.nextInt(3), random.nextBoolean()))
                            .annotation()
                            .id());
                case 4 -> anyOf(boxes).forEach(id -> stores.annotations().deleteBox(id));
                case 5 -> anyOf(points).forEach(id -> stores.annotations().deletePoint(id));
                case 6 -> anyOf(boxes).forEach(id -> stores.annotations().updateBox(id, this::changed));
                case 7 ->
                    anyOf(points)
                            .forEach(id -> stores.annotations()
                                    .updatePoint(id, point -> StoreData.point(image, random.nextInt(3), true)));
                case 8 ->
                    stores.images()
                            .updateTextPrompt(
                                    image, random.nextInt(4) == 0 ? null : TEXTS.get(random.nextInt(TEXTS.size())));
                default -> {
                    if (random.nextInt(8) == 0) {
                        stores.images().delete(image);
                        images.removeIf(deleted -> deleted.id().equals(image));
                        images.add(newImage("new at " + step));
                    }
                }
            }
            if (step % 10 == 9) {
                assertSummariesAreThoseOfTheRows(images);
            }
        }
    }

    @Test
    void an_image_that_comes_with_a_text_has_its_summary() {
        ImageRecord image = stores.images().insert(StoreData.image("a").withTextPrompt("Pear"));

        assertSummariesAreThoseOfTheRows(List.of(image));
        assertThat(summaries(List.of(image), SegmentationMode.FIND_ALL).get(image.id()))
                .matches(PromptSummary::hasText);
    }

    @Test
    void a_state_has_the_text_as_stored_where_the_mode_reads_it() {
        ImageRecord image = newImage("a");
        stores.images().updateTextPrompt(image.id(), " Red;  apple ");

        assertThat(stores.imageStates().find(List.of(image.id()), SegmentationMode.FIND_ALL))
                .extracting(ImageState::textPrompt)
                .containsExactly(" Red;  apple ");
        assertThat(stores.imageStates().find(List.of(image.id()), SegmentationMode.POINT))
                .extracting(ImageState::textPrompt)
                .containsOnlyNulls();
    }

    @Test
    void a_write_that_is_rolled_back_leaves_the_summary_as_it_was() {
        ImageRecord image = newImage("a");
        stores.annotations().insertBox(StoreData.box(image.id(), 1));
        Map<ImageId, PromptSummary> before = summaries(List.of(image), SegmentationMode.INSIDE_BOX);

        assertThatThrownBy(() -> stores.unitOfWork().inTransaction(() -> {
                    stores.annotations().insertBox(StoreData.box(image.id(), 2));
                    assertThat(summaries(List.of(image), SegmentationMode.INSIDE_BOX))
                            .isNotEqualTo(before);
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");

        assertThat(summaries(List.of(image), SegmentationMode.INSIDE_BOX)).isEqualTo(before);
    }

    @Test
    void of_many_who_change_an_image_at_once_none_is_lost() throws Exception {
        ImageRecord image = newImage("a");
        int threads = 8;
        CountDownLatch go = new CountDownLatch(1);
        ExecutorService people = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                work.add(people.submit(() -> {
                    go.await();
                    for (int step = 0; step < 12; step++) {
                        change(image.id(), thread, step);
                    }
                    return null;
                }));
            }
            go.countDown();
            for (Future<?> one : work) {
                one.get(60, TimeUnit.SECONDS);
            }
        } finally {
            people.shutdownNow();
        }

        assertThat(stores.annotations().boxes(List.of(image.id())).get(image.id()))
                .hasSize(threads * 8);
        assertSummariesAreThoseOfTheRows(List.of(image));
    }

    private void change(ImageId image, int thread, int step) {
        switch (step % 3) {
            case 0 -> stores.annotations().insertBox(StoreData.box(image, 100 * thread + step));
            case 1 -> {
                AnnotationId added = stores.annotations()
                        .insertBox(box(image, PromptType.POSITIVE_EXEMPLAR, step))
                        .annotation()
                        .id();
                stores.annotations().insertPoint(StoreData.point(image, step, true));
                stores.annotations().insertBox(box(image, PromptType.NEGATIVE_EXEMPLAR, step));
                stores.annotations().deleteBox(added);
            }
            default -> stores.images().updateTextPrompt(image, "text " + thread);
        }
    }

    private void assertSummariesAreThoseOfTheRows(List<ImageRecord> images) {
        List<ImageId> ids = images.stream().map(ImageRecord::id).toList();
        Map<ImageId, List<BoxAnnotation>> boxes = stores.annotations().boxes(ids);
        Map<ImageId, List<PointAnnotation>> points = stores.annotations().points(ids);
        for (SegmentationMode mode : SegmentationMode.values()) {
            Map<ImageId, PromptSummary> expected = ids.stream()
                    .collect(Collectors.toMap(
                            Function.identity(),
                            id -> AnnotationSnapshot.of(
                                            mode,
                                            boxes.getOrDefault(id, List.of()),
                                            points.getOrDefault(id, List.of()),
                                            stores.images()
                                                    .find(id)
                                                    .orElseThrow()
                                                    .textPrompt())
                                    .summary()));
            assertThat(summaries(images, mode)).as("%s", mode).isEqualTo(expected);
        }
    }

    private Map<ImageId, PromptSummary> summaries(List<ImageRecord> images, SegmentationMode mode) {
        return stores.imageStates().find(images.stream().map(ImageRecord::id).toList(), mode).stream()
                .collect(Collectors.toMap(ImageState::id, ImageState::prompts));
    }

    private List<AnnotationId> anyOf(List<AnnotationId> ids) {
        return ids.isEmpty() ? ids : List.of(ids.get(random.nextInt(ids.size())));
    }

    private BoxAnnotation changed(BoxAnnotation box) {
        BoxAnnotation other = anyBox(box.imageId());
        return new BoxAnnotation(box.id(), box.seq(), box.imageId(), other.box(), other.promptType(), box.createdAt());
    }

    private BoxAnnotation anyBox(ImageId image) {
        return box(image, PromptType.values()[random.nextInt(PromptType.values().length)], random.nextInt(3));
    }

    private static BoxAnnotation box(ImageId image, PromptType type, int x) {
        return new BoxAnnotation(new AnnotationId(UUID.randomUUID()), 0, image, new PixelBox(x, 2, 30, 40), type, NOW);
    }
}
