package io.samui.core.testkit.stores;

import static io.samui.core.testkit.stores.StoreData.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.history.ProcessingResult;
import io.samui.core.image.ImageRecord;
import io.samui.core.storage.BlobKey;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is kept, and what knows of what is kept. */
public abstract class KeepingContract extends StoresTestBase {

    @Test
    void the_blobs_that_rows_point_at_are_known() {
        ImageRecord image = newImage("a");
        ProcessingResult result = process(image, job(image)).result();
        BlobKey unknown = new BlobKey("images/" + UUID.randomUUID() + ".png");

        assertThat(stores.blobReferences()
                        .referenced(List.of(
                                unknown, result.cocoKey(), image.blobKey(), new BlobKey("null"), result.maskKey())))
                .containsExactlyInAnyOrder(image.blobKey(), result.maskKey(), result.cocoKey());
        assertThat(stores.blobReferences().referenced(List.of())).isEmpty();

        stores.images().delete(image.id());

        assertThat(stores.blobReferences().referenced(List.of(image.blobKey(), result.maskKey(), result.cocoKey())))
                .isEmpty();
    }

    @Test
    void many_keys_meet_no_limit() {
        ImageRecord image = newImage("a");
        List<BlobKey> keys = Stream.concat(
                        IntStream.range(0, 70_000).mapToObj(i -> new BlobKey("images/" + i + ".png")),
                        Stream.of(image.blobKey()))
                .toList();

        assertThat(stores.blobReferences().referenced(keys)).containsExactly(image.blobKey());
    }
}
