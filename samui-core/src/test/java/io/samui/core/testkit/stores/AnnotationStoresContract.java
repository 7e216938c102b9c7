package io.samui.core.testkit.stores;

import static io.samui.core.testkit.stores.StoreData.box;
import static io.samui.core.testkit.stores.StoreData.point;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.annotation.Added;
import io.samui.core.annotation.AnnotationId;
import io.samui.core.annotation.AnnotationStore;
import io.samui.core.annotation.BoxAnnotation;
import io.samui.core.annotation.PointAnnotation;
import io.samui.core.annotation.PromptType;
import io.samui.core.image.ImageId;
import io.samui.core.image.ImageRecord;
import io.samui.core.mask.PixelBox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every annotation store promises of ids that callers choose, and of changes. */
@Timeout(120)
public abstract class AnnotationStoresContract extends StoresTestBase {

    private static final int THREADS = 8;

    @Test
    void adding_a_box_again_returns_the_one_that_is_there() {
        ImageRecord image = newImage("a");
        ImageRecord other = newImage("b");
        BoxAnnotation first = box(image.id(), 1);
        BoxAnnotation second = new BoxAnnotation(
                first.id(), 0, other.id(), new PixelBox(5, 5, 5, 5), PromptType.SEGMENT, first.createdAt());

        Added<BoxAnnotation> added = annotations().insertBox(first);
        Added<BoxAnnotation> again = annotations().insertBox(second);

        assertThat(added.isNew()).isTrue();
        assertThat(added.annotation())
                .isEqualTo(first.withSeq(added.annotation().seq()));
        assertThat(again).isEqualTo(new Added<>(added.annotation(), false));
        assertThat(boxes(image)).containsExactly(added.annotation());
        assertThat(boxes(other)).isEmpty();
    }

    @Test
    void adding_a_point_again_returns_the_one_that_is_there() {
        ImageRecord image = newImage("a");
        PointAnnotation first = point(image.id(), 1, false);

        Added<PointAnnotation> added = annotations().insertPoint(first);
        Added<PointAnnotation> again = annotations().insertPoint(first.with(9, 9, true));

        assertThat(added.isNew()).isTrue();
        assertThat(added.annotation())
                .isEqualTo(first.withSeq(added.annotation().seq()));
        assertThat(again).isEqualTo(new Added<>(added.annotation(), false));
        assertThat(points(image)).containsExactly(added.annotation());
    }

    @Test
    void a_box_and_a_point_may_have_the_same_id() {
        ImageRecord image = newImage("a");
        BoxAnnotation box = box(image.id(), 1);
        PointAnnotation point = new PointAnnotation(box.id(), 0, image.id(), 3, 4, true, StoreData.NOW);

        assertThat(annotations().insertBox(box).isNew()).isTrue();
        assertThat(annotations().insertPoint(point).isNew()).isTrue();
        assertThat(annotations().deletePoint(box.id())).isTrue();
        assertThat(boxes(image)).hasSize(1);
    }

    @Test
    void an_id_is_free_again_after_a_deletion_even_on_another_image() {
        ImageRecord image = newImage("a");
        ImageRecord other = newImage("b");
        BoxAnnotation box = box(image.id(), 1);
        annotations().insertBox(box);
        annotations().deleteBox(box.id());

        Added<BoxAnnotation> restored = annotations().insertBox(box);
        stores.images().delete(image.id());
        BoxAnnotation elsewhere =
                new BoxAnnotation(box.id(), 0, other.id(), box.box(), box.promptType(), box.createdAt());

        assertThat(restored.isNew()).isTrue();
        assertThat(annotations().insertBox(elsewhere).isNew()).isTrue();
        assertThat(boxes(other)).hasSize(1);
    }

    @Test
    void many_that_add_one_id_at_once_make_one_row() throws Exception {
        ImageRecord image = newImage("a");
        ImageRecord other = newImage("b");
        for (int round = 0; round < 10; round++) {
            BoxAnnotation box = box(image.id(), round);
            BoxAnnotation elsewhere =
                    new BoxAnnotation(box.id(), 0, other.id(), box.box(), box.promptType(), box.createdAt());
            PointAnnotation point = point(image.id(), round, true);

            List<Added<BoxAnnotation>> boxes = atOnce(i -> annotations().insertBox(i % 2 == 0 ? box : elsewhere));
            List<Added<PointAnnotation>> points = atOnce(i -> annotations().insertPoint(point));

            assertThat(boxes).filteredOn(Added::isNew).hasSize(1);
            assertThat(boxes)
                    .extracting(Added::annotation)
                    .containsOnly(boxes.get(0).annotation());
            assertThat(points).filteredOn(Added::isNew).hasSize(1);
            assertThat(boxes(image).size() + boxes(other).size()).isEqualTo(round + 1);
            assertThat(points(image)).hasSize(round + 1);
        }
    }

    @Test
    void a_box_is_changed_in_place() {
        ImageRecord image = newImage("a");
        BoxAnnotation first = annotations().insertBox(box(image.id(), 1)).annotation();
        BoxAnnotation second = annotations().insertBox(box(image.id(), 2)).annotation();
        BoxAnnotation wanted = first.with(new PixelBox(3, 4, 5, 6), PromptType.NEGATIVE_EXEMPLAR);

        assertThat(annotations().updateBox(first.id(), before -> {
                    assertThat(before).isEqualTo(first);
                    return wanted;
                }))
                .contains(wanted);

        assertThat(boxes(image)).containsExactly(wanted, second);
    }

    @Test
    void a_point_is_changed_in_place() {
        ImageRecord image = newImage("a");
        PointAnnotation first =
                annotations().insertPoint(point(image.id(), 1, true)).annotation();
        PointAnnotation second =
                annotations().insertPoint(point(image.id(), 2, true)).annotation();
        PointAnnotation wanted = first.with(8, 9, false);

        assertThat(annotations().updatePoint(first.id(), before -> {
                    assertThat(before).isEqualTo(first);
                    return wanted;
                }))
                .contains(wanted);

        assertThat(points(image)).containsExactly(wanted, second);
    }

    @Test
    void a_change_touches_neither_id_nor_image_nor_time() {
        ImageRecord image = newImage("a");
        ImageRecord other = newImage("b");
        BoxAnnotation box = annotations().insertBox(box(image.id(), 1)).annotation();

        annotations().updateBox(box.id(), before -> box(other.id(), 77));

        assertThat(boxes(image)).containsExactly(box.with(new PixelBox(77, 2, 30, 40), PromptType.SEGMENT));
        assertThat(boxes(other)).isEmpty();
    }

    @Test
    void what_is_not_there_cannot_be_changed() {
        ImageRecord image = newImage("a");
        AnnotationId box =
                annotations().insertBox(box(image.id(), 1)).annotation().id();

        assertThat(annotations().updatePoint(box, before -> {
                    throw new AssertionError("not called");
                }))
                .isEmpty();
        stores.images().delete(image.id());
        assertThat(annotations().updateBox(box, before -> before)).isEmpty();
        assertThat(annotations().updateBox(new AnnotationId(UUID.randomUUID()), before -> before))
                .isEmpty();
    }

    @Test
    void a_change_that_throws_changes_nothing() {
        ImageRecord image = newImage("a");
        BoxAnnotation box = annotations().insertBox(box(image.id(), 1)).annotation();

        assertThatThrownBy(() -> annotations().updateBox(box.id(), before -> {
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");

        assertThat(boxes(image)).containsExactly(box);
    }

    @Test
    void a_change_may_read_and_is_undone_with_its_transaction() {
        ImageRecord image = newImage("a");
        BoxAnnotation box = annotations().insertBox(box(image.id(), 1)).annotation();

        assertThatThrownBy(() -> stores.unitOfWork().inTransaction(() -> {
                    annotations().updateBox(box.id(), before -> {
                        int width =
                                stores.images().find(image.id()).orElseThrow().width();
                        return before.with(new PixelBox(0, 0, width, 1), before.promptType());
                    });
                    assertThat(boxes(image)).extracting(BoxAnnotation::box).containsExactly(new PixelBox(0, 0, 640, 1));
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");

        assertThat(boxes(image)).containsExactly(box);
    }

    @Test
    void partial_changes_at_once_lose_nothing() throws Exception {
        ImageRecord image = newImage("a");
        AnnotationId box =
                annotations().insertBox(box(image.id(), 0)).annotation().id();
        AnnotationId point = annotations()
                .insertPoint(point(image.id(), 0, true))
                .annotation()
                .id();

        for (int round = 0; round < 5; round++) {
            atOnce(i -> annotations().updateBox(box, before -> {
                PixelBox b = before.box();
                return before.with(
                        i % 2 == 0
                                ? new PixelBox(b.x() + 1, b.y(), b.width(), b.height())
                                : new PixelBox(b.x(), b.y() + 1, b.width(), b.height()),
                        before.promptType());
            }));
            atOnce(i -> annotations().updatePoint(point, b -> b.with(b.x() + 1, b.y(), b.positive())));
        }

        assertThat(boxes(image))
                .extracting(BoxAnnotation::box)
                .containsExactly(new PixelBox(5 * THREADS / 2, 2 + 5 * THREADS / 2, 30, 40));
        assertThat(points(image)).extracting(PointAnnotation::x).containsExactly(5 * THREADS);
    }

    @Test
    void changes_and_deletions_and_additions_of_one_id_at_once_fit_together() throws Exception {
        ImageRecord image = newImage("a");
        ImageRecord other = newImage("b");
        for (int round = 0; round < 10; round++) {
            BoxAnnotation box = box(image.id(), 1);
            BoxAnnotation elsewhere =
                    new BoxAnnotation(box.id(), 0, other.id(), box.box(), box.promptType(), box.createdAt());
            annotations().insertBox(box);

            List<Integer> rows = atOnce(i -> switch (i % 4) {
                case 0 -> annotations().deleteBox(box.id()) ? -1 : 0;
                case 1 -> annotations().insertBox(box).isNew() ? 1 : 0;
                case 2 -> annotations().insertBox(elsewhere).isNew() ? 1 : 0;
                default -> {
                    annotations()
                            .updateBox(box.id(), before -> before.with(new PixelBox(9, 9, 9, 9), before.promptType()));
                    yield 0;
                }
            });

            int left = 1 + rows.stream().mapToInt(Integer::intValue).sum();
            assertThat(boxes(image).size() + boxes(other).size()).isEqualTo(left);
            annotations().deleteBox(box.id());
        }
    }

    private AnnotationStore annotations() {
        return stores.annotations();
    }

    private List<BoxAnnotation> boxes(ImageRecord image) {
        ImageId id = image.id();
        return annotations().boxes(List.of(id)).getOrDefault(id, List.of());
    }

    private List<PointAnnotation> points(ImageRecord image) {
        ImageId id = image.id();
        return annotations().points(List.of(id)).getOrDefault(id, List.of());
    }

    private interface Step<T> {
        T take(int number);
    }

    private static <T> List<T> atOnce(Step<T> step) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        CyclicBarrier start = new CyclicBarrier(THREADS);
        try {
            List<Callable<T>> calls = IntStream.range(0, THREADS)
                    .<Callable<T>>mapToObj(i -> () -> {
                        start.await(30, TimeUnit.SECONDS);
                        return step.take(i);
                    })
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> result :
                    threads.invokeAll(calls, Duration.ofMinutes(1).toMillis(), TimeUnit.MILLISECONDS)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
