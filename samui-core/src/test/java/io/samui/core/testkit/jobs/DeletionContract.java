package io.samui.core.testkit.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.NotFoundException;
import io.samui.core.PageRequest;
import io.samui.core.annotation.PromptType;
import io.samui.core.history.ProcessingResult;
import io.samui.core.image.ImageRecord;
import io.samui.core.job.ItemStatus;
import io.samui.core.job.Job;
import io.samui.core.job.JobItem;
import io.samui.core.mask.PixelBox;
import io.samui.core.storage.BlobKey;
import io.samui.core.testkit.time.Spin;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is deleted goes whole, rows before blobs, and what a crash cuts off is finished by the sweep; over any stores. */
public abstract class DeletionContract extends JobsTestBase {

    /** What a crash right after the commit does to what should come next. */
    private static final Consumer<BlobKey> CRASH = key -> {
        throw new IllegalStateException("the process is gone");
    };

    @Test
    void an_image_takes_its_annotations_results_and_blobs_with_it() throws Exception {
        ImageRecord image = uploadWithBox("a.png");
        ImageRecord other = uploadWithBox("b.png", 1);
        processed(image);
        edit(image);
        processed(image, other);
        samui.annotations().addPoint(image.id(), 1, 1, true);

        samui.images().delete(image.id());

        assertThat(blobs.keys()).containsExactlyInAnyOrderElementsOf(keysOf(other));
        assertThatThrownBy(() -> history(image)).isInstanceOf(NotFoundException.class);
        assertThat(stores.annotations().boxes(List.of(image.id()))).isEmpty();
        assertThat(stores.annotations().points(List.of(image.id()))).isEmpty();
        assertThat(samui.history().list(MODE, PageRequest.unpaged()).entries())
                .extracting(ProcessingResult::imageId)
                .containsExactly(other.id());
    }

    @Test
    void a_deletion_that_a_crash_cuts_off_is_finished_by_the_sweep() throws Exception {
        ImageRecord image = uploadWithBox("a.png");
        ImageRecord other = uploadWithBox("b.png", 1);
        processed(image, other);
        blobs.beforeDelete = CRASH;

        samui.images().delete(image.id());

        assertThat(stores.images().find(image.id())).as("rows go first").isEmpty();
        assertThat(blobs.keys()).as("image, mask and COCO file of both").hasSize(6);
        blobs.beforeDelete = key -> {};
        restart("everything");
        Spin.until(() -> blobs.keys().size() == 3);
        assertThat(blobs.keys()).containsExactlyInAnyOrderElementsOf(keysOf(other));
    }

    @Test
    void an_image_deleted_between_its_results_blobs_and_its_row_leaves_nothing() throws Exception {
        ImageRecord image = uploadWithBox("a.png");
        ImageRecord other = uploadWithBox("b.png", 1);
        List<BlobKey> put = new ArrayList<>();
        blobs.afterPut = key -> {
            put.add(key);
            if (key.value().startsWith("coco/")) {
                blobs.afterPut = later -> {};
                samui.images().delete(image.id());
            }
        };

        Job job = await(submit(image));
        processed(other);

        assertThat(put).hasSize(2);
        assertThat(samui.jobs().items(job.id())).singleElement().satisfies(item -> {
            assertThat(item.status()).isEqualTo(ItemStatus.SKIPPED);
            assertThat(item.message()).isEqualTo("image deleted");
            assertThat(item.resultId()).isNull();
        });
        assertThat(blobs.keys()).containsExactlyInAnyOrderElementsOf(keysOf(other));
    }

    @Test
    void what_the_history_does_not_keep_goes_with_its_blobs_and_nothing_else_changes() throws Exception {
        ImageRecord image = uploadWithBox("a.png");
        ImageRecord once = uploadWithBox("once.png", 1);
        Job first = processed(image, once);
        edit(image);
        processed(image);
        ProcessingResult latest = history(image).get(0);
        List<JobItem> items = samui.jobs().items(first.id());
        ProcessingResult oldest = history(image).get(1);

        restart("1");
        Spin.until(() -> blobs.keys().size() == 6);

        assertThat(history(image)).containsExactly(latest);
        assertThat(history(once)).hasSize(1);
        assertThat(blobs.keys())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(keysOf(image).stream(), keysOf(once).stream())
                        .toList());
        assertThatThrownBy(() -> samui.history().get(oldest.id())).isInstanceOf(NotFoundException.class);
        assertThat(samui.jobs().items(first.id())).isEqualTo(items);
        assertThatThrownBy(() -> submit(image, once))
                .hasMessage("No images need processing: the latest result was made from the same prompts");
    }

    @Test
    void a_trim_that_a_crash_cuts_off_is_finished_by_the_sweep() throws Exception {
        ImageRecord image = uploadWithBox("a.png");
        processed(image);
        edit(image);
        processed(image);
        blobs.beforeDelete = key -> {
            if (!key.value().startsWith("sweep/")) {
                CRASH.accept(key);
            }
        };

        restart("1");
        Spin.until(() -> history(image).size() == 1);
        samui.close();
        assertThat(blobs.keys()).as("rows go first").hasSize(5);
        blobs.beforeDelete = key -> {};
        samui = samui(true);

        Spin.until(() -> blobs.keys().size() == 3);
        assertThat(blobs.keys()).containsExactlyInAnyOrderElementsOf(keysOf(image));
    }

    private void restart(String keep) {
        samui.close();
        samui = builder().setting("samui.history.keep", keep).build();
    }

    private Job processed(ImageRecord... images) throws InterruptedException {
        Job job = await(submit(images));
        assertThat(job.counts().processed()).isEqualTo(images.length);
        return job;
    }

    private void edit(ImageRecord image) {
        samui.annotations().addBox(image.id(), new PixelBox(0, 0, 3, 3), PromptType.SEGMENT);
    }

    private List<String> keysOf(ImageRecord image) {
        List<String> keys = new ArrayList<>(List.of(image.blobKey().value()));
        history(image)
                .forEach(result -> keys.addAll(
                        List.of(result.maskKey().value(), result.cocoKey().value())));
        return keys;
    }
}
