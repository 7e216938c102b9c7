package io.samui.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.change.Reason;
import io.samui.core.image.ImageId;
import io.samui.core.image.ImageRecord;
import io.samui.core.inference.InferenceException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChangeScanTest {

    private final Bench bench = new Bench();

    @Test
    void every_image_that_exists_gets_the_reason_of_its_own_past() {
        ImageRecord failed = bench.image("failed");
        bench.engine.beforeDecode = (image, cancellation) -> {
            throw new InferenceException(InferenceException.Kind.RUN_FAILED, "no", null);
        };
        bench.submit(failed);
        bench.runNext();
        bench.engine.beforeDecode = (image, cancellation) -> {};
        ImageRecord done = bench.image("done");
        bench.submit(done);
        bench.runNext();
        ImageRecord queued = bench.image("queued");
        bench.submit(queued);
        ImageRecord fresh = bench.image("fresh");

        List<Finding> findings = new ChangeScan(
                        bench.stores,
                        JobRequest.of(
                                Bench.MODE,
                                List.of(
                                        fresh.id(),
                                        new ImageId(UUID.randomUUID()),
                                        queued.id(),
                                        done.id(),
                                        failed.id(),
                                        fresh.id())),
                        bench.engine)
                .findings()
                .toList();

        assertThat(findings)
                .extracting(Finding::reason)
                .containsExactly(Reason.NEVER_PROCESSED, Reason.IN_PROGRESS, Reason.UP_TO_DATE, Reason.LAST_FAILED);
        assertThat(findings)
                .allSatisfy(finding -> assertThat(finding.sentence())
                        .isEqualTo(finding.reason().sentence()));
    }
}
