package io.samui.core.testkit.stores;

import static io.samui.core.testkit.stores.StoreData.NOW;
import static io.samui.core.testkit.stores.StoreData.job;
import static io.samui.core.testkit.stores.StoreData.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.InvalidInputException;
import io.samui.core.history.ProcessingResult;
import io.samui.core.image.ImageRecord;
import io.samui.core.job.FailureCode;
import io.samui.core.job.ItemOutcome;
import io.samui.core.job.ItemReport;
import io.samui.core.job.ItemRequest;
import io.samui.core.job.ItemStatus;
import io.samui.core.job.Job;
import io.samui.core.job.JobId;
import io.samui.core.job.JobItem;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A job's items, some at a time. */
public abstract class JobItemsContract extends StoresTestBase {

    private Job job;
    private ImageRecord first;
    private ProcessingResult result;

    /** Twelve items in turn: processed, skipped, failed, cancelled; then one that runs and one that waits. */
    @BeforeEach
    void fill() {
        ImageRecord[] images =
                IntStream.range(0, 14).mapToObj(i -> newImage("image" + i)).toArray(ImageRecord[]::new);
        first = images[0];
        submit(job(images));
        submit(job(images)); // another job with the same images
        job = start();
        for (JobItem item : stores.jobs().claimItems(job.id(), 13, NOW)) {
            ItemOutcome outcome = switch (item.position() % 4) {
                case 0 -> new ItemOutcome.Processed(result(item));
                case 1 -> ItemOutcome.Skipped.IMAGE_DELETED;
                case 2 -> new ItemOutcome.Failed(FailureCode.TOO_LARGE, "too large");
                default -> new ItemOutcome.Cancelled("by somebody");
            };
            if (item.position() < 12) {
                stores.jobs().finishItem(job.id(), item.position(), outcome, NOW.plusSeconds(item.position()));
            }
            if (item.position() == 0 && outcome instanceof ItemOutcome.Processed processed) {
                result = processed.result();
            }
        }
    }

    @Test
    void items_come_in_order_a_piece_at_a_time_and_none_twice() {
        List<JobItem> read = new ArrayList<>();
        ItemRequest request = ItemRequest.first(job.id(), Set.of(), 5);
        for (List<JobItem> piece = stores.jobCatalogue().items(request);
                !piece.isEmpty();
                piece = stores.jobCatalogue().items(request)) {
            assertThat(piece).hasSizeLessThanOrEqualTo(5);
            read.addAll(piece);
            request = request.from(read.size());
        }

        assertThat(read).hasSize(14).isEqualTo(stores.jobCatalogue().items(job.id()));
    }

    @Test
    void only_the_wanted_ones_are_read_and_pieces_of_several_kinds_keep_the_order() {
        assertThat(positions(EnumSet.of(ItemStatus.FAILED), 0, 100)).containsExactly(2, 6, 10);
        assertThat(positions(EnumSet.of(ItemStatus.FAILED), 3, 1)).containsExactly(6);
        assertThat(positions(EnumSet.of(ItemStatus.CANCELLED, ItemStatus.FAILED), 0, 3))
                .containsExactly(2, 3, 6);
        assertThat(positions(EnumSet.of(ItemStatus.CANCELLED, ItemStatus.FAILED), 7, 3))
                .containsExactly(7, 10, 11);
        assertThat(positions(EnumSet.of(ItemStatus.RUNNING), 0, 10)).containsExactly(12);
        assertThat(positions(EnumSet.of(ItemStatus.PENDING), 0, 10)).containsExactly(13);
        assertThat(positions(EnumSet.allOf(ItemStatus.class), 0, 100)).hasSize(14);
        assertThat(positions(EnumSet.of(ItemStatus.PROCESSED), 9, 100)).isEmpty();
    }

    @Test
    void a_report_says_how_it_ended_and_where_the_time_went() {
        List<ItemReport> reports = stores.jobCatalogue().itemReports(ItemRequest.first(job.id(), Set.of(), 100));

        assertThat(reports)
                .extracting(ItemReport::position)
                .containsExactlyElementsOf(IntStream.range(0, 14).boxed().toList());
        assertThat(reports.get(0))
                .isEqualTo(new ItemReport(
                        0,
                        first.id(),
                        "image0",
                        ItemStatus.PROCESSED,
                        null,
                        null,
                        result.id(),
                        NOW,
                        NOW,
                        result.provenance().timings()));
        assertThat(reports.get(1).message()).isEqualTo("image deleted");
        assertThat(reports.get(2).code()).isEqualTo(FailureCode.TOO_LARGE);
        assertThat(reports.get(2).message()).isEqualTo("too large");
        assertThat(reports.get(2).endedAt()).isEqualTo(NOW.plusSeconds(2));
        assertThat(reports.get(2).timings()).isNull();
        assertThat(reports.get(3).message()).isEqualTo("by somebody");
        assertThat(reports.get(12).startedAt()).isEqualTo(NOW);
        assertThat(reports.get(12).endedAt()).isNull();
        assertThat(reports.get(13).startedAt()).isNull();
        assertThat(stores.jobCatalogue().itemReports(new ItemRequest(job.id(), Set.of(ItemStatus.FAILED), 3, 1)))
                .containsExactly(reports.get(6));
    }

    @Test
    void a_report_outlives_its_result() {
        stores.images().delete(first.id());

        ItemReport report = stores.jobCatalogue()
                .itemReports(ItemRequest.first(job.id(), Set.of(), 1))
                .get(0);

        assertThat(report.status()).isEqualTo(ItemStatus.PROCESSED);
        assertThat(report.resultId()).isEqualTo(result.id());
        assertThat(report.timings()).isNull();
    }

    @Test
    void a_job_that_does_not_exist_has_none_and_limits_are_kept() {
        JobId unknown = new JobId(UUID.randomUUID());

        assertThat(stores.jobCatalogue().items(ItemRequest.first(unknown, Set.of(), 1)))
                .isEmpty();
        assertThat(stores.jobCatalogue().itemReports(ItemRequest.first(unknown, Set.of(), 1)))
                .isEmpty();
        assertThatThrownBy(() -> ItemRequest.first(unknown, Set.of(), 0)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> ItemRequest.first(unknown, Set.of(), 10_001))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("limit must be between 1 and 10000, but is 10001");
    }

    private List<Integer> positions(Set<ItemStatus> statuses, int from, int limit) {
        return stores.jobCatalogue().items(new ItemRequest(job.id(), statuses, from, limit)).stream()
                .map(JobItem::position)
                .toList();
    }
}
