package io.samui.rest.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.history.ProcessingResult;
import io.samui.core.history.Provenance;
import io.samui.core.history.ResultId;
import io.samui.core.history.Timings;
import io.samui.core.image.ImageId;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.job.JobId;
import io.samui.core.mask.Box;
import io.samui.core.storage.BlobKey;
import io.samui.core.testkit.stores.StoreData;
import io.samui.rest.api.HistoryJson.BboxJson;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HistoryJsonTest {

    @Test
    void a_result_of_find_all_shows_its_text_its_exemplars_and_what_was_found() {
        HistoryJson entry =
                HistoryJson.of(found(List.of(0.9, 0.75), List.of(new Box(1.5, 2, 3, 4), new Box(5, 6, 7, 8))));

        assertThat(entry.textPromptUsed()).isEqualTo("Red cat");
        assertThat(entry.snapshot().textPrompt()).isEqualTo("Red cat");
        assertThat(entry.snapshot().boxes())
                .extracting(SnapshotJson.SnapshotBoxJson::promptType)
                .containsExactly("negative_exemplar");
        assertThat(entry.bboxes()).containsExactly(new BboxJson(1.5, 2, 3, 4), new BboxJson(5, 6, 7, 8));
        assertThat(entry.scores()).containsExactly(0.9, 0.75);
        assertThat(entry.instanceCount()).isEqualTo(2);
        assertThat(entry.parameters().scoreThreshold()).isEqualTo(0.25);
        assertThat(entry.parameters().maskThreshold()).isEqualTo(-1.5);
        assertThat(entry.timings()).isEqualTo(new TimingsJson(0.001, 2.5, 0, 0, 4000));
    }

    @Test
    void nothing_found_is_a_result_with_no_instances() {
        HistoryJson entry = HistoryJson.of(found(List.of(), List.of()));

        assertThat(entry.bboxes()).isEmpty();
        assertThat(entry.scores()).isEmpty();
        assertThat(entry.instanceCount()).isZero();
    }

    private static ProcessingResult found(List<Double> scores, List<Box> boxes) {
        Timings timings = new Timings(
                Duration.ofNanos(1_999),
                Duration.ofNanos(2_500_000),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofSeconds(4));
        return new ProcessingResult(
                new ResultId(UUID.randomUUID()),
                1,
                new JobId(UUID.randomUUID()),
                new ImageId(UUID.randomUUID()),
                StoreData.NOW,
                StoreData.findAllSnapshot("Red cat"),
                new Provenance(
                        "ab".repeat(32),
                        "tiny",
                        "digest",
                        "runtime 1.0",
                        "cpu",
                        new DecodeOptions(0.25, -1.5),
                        timings),
                scores,
                boxes,
                new BlobKey("masks/a.png"),
                new BlobKey("coco/a.json"));
    }
}
