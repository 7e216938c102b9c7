package io.samui.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.image.ImageId;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.testkit.stores.StoreData;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JobPreviewTest {

    private final Bench bench = new Bench();

    @Test
    void a_long_request_is_judged_a_piece_at_a_time_as_it_is_taken() {
        int pieces = 3;
        List<ImageId> ids = new ArrayList<>();
        bench.stores
                .unitOfWork()
                .inTransaction(() -> IntStream.range(0, pieces * ChangeScan.PIECE - 1)
                        .forEach(i -> ids.add(bench.stores
                                .images()
                                .insert(StoreData.image("image" + i))
                                .id())));
        ImageId unknown = new ImageId(UUID.randomUUID());
        ids.add(unknown);
        JobPreview preview = bench.jobs.preview(new JobRequest(ids, Bench.MODE, DecodeOptions.defaults(), false));
        ImageId last = ids.get(ids.size() - 2);
        // what comes later is not read yet, so it can still go
        bench.stores.images().delete(last);

        int seen = 0;
        while (preview.hasNext()) {
            preview.next();
            seen++;
        }

        assertThat(seen).isEqualTo(ids.size() - 2);
        assertThat(preview.totals().images()).isEqualTo(seen);
        assertThat(preview.totals().unknown()).containsExactly(last, unknown);
    }
}
