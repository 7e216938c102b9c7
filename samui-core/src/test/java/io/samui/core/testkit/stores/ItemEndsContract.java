package io.samui.core.testkit.stores;

import static io.samui.core.testkit.stores.StoreData.NOW;
import static io.samui.core.testkit.stores.StoreData.job;
import static io.samui.core.testkit.stores.StoreData.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.PageRequest;
import io.samui.core.StoreException;
import io.samui.core.history.ProcessingResult;
import io.samui.core.history.ResultId;
import io.samui.core.image.ImageRecord;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.FailureCode;
import io.samui.core.job.ItemCounts;
import io.samui.core.job.ItemOutcome;
import io.samui.core.job.ItemStatus;
import io.samui.core.job.Job;
import io.samui.core.job.JobItem;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How a job's items end, one at a time and several together. */
public abstract class ItemEndsContract extends StoresTestBase {

    @Test
    void every_way_to_end_is_kept_and_counted() {
        ImageRecord image = newImage("a");
        submit(job(image, newImage("b"), newImage("c"), newImage("d")));
        Job job = start();
        List<JobItem> items = stores.jobs().claimItems(job.id(), 4, NOW);
        ProcessingResult result = result(items.get(0));

        assertThat(finish(job, 0, new ItemOutcome.Processed(result))).isTrue();
        assertThat(finish(job, 1, ItemOutcome.Skipped.IMAGE_DELETED)).isTrue();
        assertThat(finish(job, 2, new ItemOutcome.Failed(FailureCode.OUT_OF_MEMORY, "too little")))
                .isTrue();
        assertThat(finish(job, 3, new ItemOutcome.Cancelled("by somebody"))).isTrue();

        List<JobItem> ended = stores.jobCatalogue().items(job.id());
        assertThat(ended)
                .extracting(JobItem::status)
                .containsExactly(ItemStatus.PROCESSED, ItemStatus.SKIPPED, ItemStatus.FAILED, ItemStatus.CANCELLED);
        assertThat(ended)
                .extracting(JobItem::message)
                .containsExactly(null, "image deleted", "too little", "by somebody");
        assertThat(ended.get(0).resultId()).isEqualTo(result.id());
        assertThat(ended.get(2).code()).isEqualTo(FailureCode.OUT_OF_MEMORY);
        assertThat(ended).allMatch(item -> NOW.equals(item.endedAt()));
        Job now = stores.jobCatalogue().find(job.id()).orElseThrow();
        assertThat(now.counts()).isEqualTo(new ItemCounts(4, 1, 1, 1, 1));
        assertThat(now.currentFilename()).isNull();
    }

    @Test
    void an_item_ends_once_and_only_while_it_runs() {
        ImageRecord image = newImage("a");
        submit(job(image, newImage("b")));
        Job job = start();
        JobItem item = claimOne(job);

        assertThat(finish(job, 1, ItemOutcome.Skipped.IMAGE_DELETED))
                .as("pending")
                .isFalse();
        assertThat(finish(job, 0, new ItemOutcome.Processed(result(item)))).isTrue();
        assertThat(finish(job, 0, new ItemOutcome.Processed(result(item))))
                .as("again")
                .isFalse();
        assertThat(finish(job, 0, new ItemOutcome.Failed(FailureCode.INTERNAL, "late")))
                .isFalse();
        assertThat(finish(job, 9, ItemOutcome.Skipped.IMAGE_DELETED))
                .as("unknown")
                .isFalse();
        assertThat(stores.jobCatalogue().find(job.id()).orElseThrow().counts())
                .isEqualTo(new ItemCounts(2, 1, 0, 0, 0));
        assertThat(stores.results()
                        .list(image.id(), SegmentationMode.INSIDE_BOX, PageRequest.unpaged())
                        .entries())
                .hasSize(1);
    }

    @Test
    void a_result_of_an_image_that_is_gone_is_not_kept_and_its_item_still_runs() {
        ImageRecord image = newImage("a");
        submit(job(image));
        Job job = start();
        JobItem item = claimOne(job);
        stores.images().delete(image.id());

        assertThat(finish(job, 0, new ItemOutcome.Processed(result(item)))).isFalse();

        assertThat(stores.jobCatalogue().items(job.id()).get(0).status()).isEqualTo(ItemStatus.RUNNING);
        assertThat(stores.results()
                        .list(SegmentationMode.INSIDE_BOX, PageRequest.unpaged())
                        .entries())
                .isEmpty();
        assertThat(finish(job, 0, ItemOutcome.Skipped.IMAGE_DELETED)).isTrue();
        assertThat(stores.jobCatalogue().items(job.id()).get(0).filename()).isEqualTo("a");
    }

    @Test
    void an_image_has_one_result_of_a_job_even_when_it_is_there_twice() {
        ImageRecord image = newImage("a");
        submit(job(image, image));
        Job job = start();
        List<JobItem> items = stores.jobs().claimItems(job.id(), 2, NOW);
        assertThat(finish(job, 0, new ItemOutcome.Processed(result(items.get(0)))))
                .isTrue();

        boolean again;
        try {
            again = finish(job, 1, new ItemOutcome.Processed(result(items.get(1))));
        } catch (StoreException e) {
            again = false; // the schema's own guard
        }

        assertThat(again).isFalse();
        assertThat(stores.results()
                        .list(SegmentationMode.INSIDE_BOX, PageRequest.unpaged())
                        .entries())
                .hasSize(1);
        assertThat(stores.jobCatalogue().items(job.id()).get(1).status()).isEqualTo(ItemStatus.RUNNING);
    }

    @Test
    void items_end_together_but_for_those_that_do_not_run_and_results_of_an_image_that_is_gone() {
        ImageRecord gone = newImage("gone");
        submit(job(newImage("a"), gone, newImage("b"), newImage("c")));
        Job job = start();
        List<JobItem> items = stores.jobs().claimItems(job.id(), 3, NOW);
        stores.images().delete(gone.id());
        var outcomes = new TreeMap<Integer, ItemOutcome>(Map.of(
                0, new ItemOutcome.Processed(result(items.get(0))),
                1, new ItemOutcome.Processed(result(items.get(1))),
                2, new ItemOutcome.Failed(FailureCode.TOO_LARGE, "too large"),
                3, ItemOutcome.Skipped.IMAGE_DELETED,
                9, ItemOutcome.Skipped.IMAGE_DELETED));

        assertThat(stores.jobs().finishItems(job.id(), outcomes, NOW)).containsExactlyInAnyOrder(0, 2);

        assertThat(stores.jobCatalogue().items(job.id()))
                .extracting(JobItem::status)
                .containsExactly(ItemStatus.PROCESSED, ItemStatus.RUNNING, ItemStatus.FAILED, ItemStatus.PENDING);
        assertThat(stores.jobCatalogue().find(job.id()).orElseThrow().counts())
                .isEqualTo(new ItemCounts(4, 1, 0, 1, 0));
        assertThat(stores.jobs().finishItems(job.id(), outcomes, NOW))
                .as("again")
                .isEmpty();
        assertThat(stores.jobs().finishItems(job.id(), new TreeMap<>(), NOW))
                .as("none")
                .isEmpty();
    }

    @Test
    void results_of_items_that_end_together_come_in_the_items_order() {
        submit(job(newImage("a"), newImage("b"), newImage("c")));
        Job job = start();
        var outcomes = new TreeMap<Integer, ItemOutcome>();
        stores.jobs()
                .claimItems(job.id(), 3, NOW)
                .forEach(item -> outcomes.put(item.position(), new ItemOutcome.Processed(result(item))));

        stores.jobs().finishItems(job.id(), outcomes, NOW);

        assertThat(stores.results()
                        .list(SegmentationMode.INSIDE_BOX, PageRequest.unpaged())
                        .entries())
                .as("newest first")
                .extracting(ProcessingResult::id)
                .containsExactly(id(outcomes.get(2)), id(outcomes.get(1)), id(outcomes.get(0)));
    }

    private static ResultId id(ItemOutcome outcome) {
        return ((ItemOutcome.Processed) outcome).result().id();
    }

    private boolean finish(Job job, int position, ItemOutcome outcome) {
        return stores.jobs().finishItem(job.id(), position, outcome, NOW);
    }
}
