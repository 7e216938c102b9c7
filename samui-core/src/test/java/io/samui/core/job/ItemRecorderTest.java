package io.samui.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.image.ImageRecord;
import io.samui.core.testkit.time.ManualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several images in flight, which have all ended when the first of them is recorded. */
class ItemRecorderTest {

    private final Bench bench =
            new Bench(new QueueSettings(1000, 4, null, Duration.ofMillis(1)), Runnable::run, new ManualScheduler());

    @Test
    void images_that_have_ended_meanwhile_are_recorded_together() {
        Job job = bench.submit(images(5));
        List<String> calls = new ArrayList<>();
        bench.beforeStore = calls::add;

        bench.runNext();

        assertThat(calls)
                .filteredOn("finishItems"::equals)
                .as("four, and the last")
                .hasSize(2);
        assertThat(bench.now(job).counts()).isEqualTo(new ItemCounts(5, 5, 0, 0, 0));
        assertThat(bench.results()).isEqualTo(5);
    }

    @Test
    void of_images_that_are_recorded_together_one_that_is_gone_is_skipped_alone() {
        ImageRecord[] images = images(4);
        Job job = bench.submit(images);
        bench.beforeStore = method -> {
            if (method.equals("finishItems")) {
                bench.stores.images().delete(images[1].id());
                bench.beforeStore = later -> {};
            }
        };

        bench.runNext();

        assertThat(bench.jobs.items(job.id()))
                .extracting(JobItem::status)
                .containsExactly(ItemStatus.PROCESSED, ItemStatus.SKIPPED, ItemStatus.PROCESSED, ItemStatus.PROCESSED);
        assertThat(bench.resultBlobs()).as("of the three").hasSize(6);
    }

    private ImageRecord[] images(int count) {
        return IntStream.range(0, count).mapToObj(i -> bench.image("image" + i)).toArray(ImageRecord[]::new);
    }
}
