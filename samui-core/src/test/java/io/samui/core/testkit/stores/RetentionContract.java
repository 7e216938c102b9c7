package io.samui.core.testkit.stores;

import static io.samui.core.testkit.stores.StoreData.NOW;
import static io.samui.core.testkit.stores.StoreData.findAllSnapshot;
import static io.samui.core.testkit.stores.StoreData.job;
import static io.samui.core.testkit.stores.StoreData.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.PageRequest;
import io.samui.core.history.ExpiredResults;
import io.samui.core.history.ProcessingResult;
import io.samui.core.history.ResultId;
import io.samui.core.history.Retention;
import io.samui.core.image.ImageRecord;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.ImageState;
import io.samui.core.job.ItemStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which results expire, and that the latest of an image and mode never goes. */
public abstract class RetentionContract extends StoresTestBase {

    private static final Retention NEWEST_TWO = new Retention(2, Retention.ALWAYS);
    private static final Retention NEWEST_ONE = new Retention(1, Retention.ALWAYS);

    @Test
    void beyond_a_count_the_oldest_of_an_image_and_mode_expire() {
        ImageRecord image = newImage("a");
        List<ProcessingResult> boxes =
                IntStream.range(0, 4).mapToObj(i -> made(image, NOW)).toList();
        ProcessingResult found =
                process(job(findAllSnapshot("cat"), image), NOW).result();
        ProcessingResult others = made(newImage("b"), NOW);

        assertThat(expired(NEWEST_TWO, 100)).containsExactlyElementsOf(ids(boxes.subList(0, 2)));
        assertThat(expired(new Retention(4, Retention.ALWAYS), 100)).isEmpty();
        assertThat(expired(NEWEST_ONE, 100)).doesNotContain(found.id(), others.id());
    }

    @Test
    void what_was_made_at_the_limit_is_kept_and_what_was_made_a_moment_before_is_not() {
        ImageRecord image = newImage("a");
        ProcessingResult before = made(image, NOW.minusNanos(1_000));
        made(image, NOW);
        made(image, NOW.minusSeconds(1));

        assertThat(expired(new Retention(1, NOW), 100))
                .as("the latest is the last one, however old")
                .containsExactly(before.id());
        assertThat(expired(new Retention(1, Instant.EPOCH), 100)).isEmpty();
    }

    @Test
    void the_search_goes_piece_by_piece_whatever_is_deleted_on_the_way() {
        ImageRecord image = newImage("a");
        List<ProcessingResult> results =
                IntStream.range(0, 9).mapToObj(i -> made(image, NOW)).toList();

        assertThat(expired(NEWEST_ONE, 4)).containsExactlyElementsOf(ids(results.subList(0, 8)));

        long after = 0;
        List<ResultId> deleted = new ArrayList<>();
        ExpiredResults piece;
        do {
            piece = stores.results().expired(NEWEST_ONE, after, 4);
            assertThat(piece.ids()).hasSizeLessThanOrEqualTo(4);
            deleted.addAll(stores.results().delete(piece.ids()).keySet());
            after = piece.next().orElse(0);
        } while (after > 0);

        assertThat(deleted).containsExactlyInAnyOrderElementsOf(ids(results.subList(0, 8)));
    }

    @Test
    void deleting_names_the_blobs_and_leaves_the_latest_whoever_asks() {
        ImageRecord image = newImage("a");
        ProcessingResult first = made(image, NOW);
        ProcessingResult latest = made(image, NOW);
        ResultId unknown = new ResultId(UUID.randomUUID());

        assertThat(stores.results().delete(List.of(unknown, latest.id(), first.id(), first.id())))
                .containsOnlyKeys(first.id())
                .containsEntry(first.id(), List.of(first.maskKey(), first.cocoKey()));

        assertThat(stores.results().find(first.id())).isEmpty();
        assertThat(stores.results().find(latest.id())).isPresent();
        assertThat(stores.blobReferences()
                        .referenced(List.of(first.maskKey(), first.cocoKey(), latest.maskKey(), latest.cocoKey())))
                .containsExactlyInAnyOrder(latest.maskKey(), latest.cocoKey());
        assertThat(stores.results().delete(List.of(first.id(), latest.id()))).isEmpty();
        assertThat(stores.results().delete(List.of())).isEmpty();
    }

    @Test
    void many_ids_meet_no_limit() {
        ImageRecord image = newImage("a");
        ProcessingResult first = made(image, NOW);
        made(image, NOW);
        List<ResultId> ids = Stream.concat(
                        Stream.generate(() -> new ResultId(UUID.randomUUID())).limit(40_000), Stream.of(first.id()))
                .toList();

        assertThat(stores.results().delete(ids)).containsOnlyKeys(first.id());
    }

    @Test
    void the_items_keep_their_outcome_and_what_needs_processing_stays_the_same() {
        ImageRecord image = newImage("a");
        ProcessingResult first = process(job(snapshot(1), image), NOW).result();
        process(job(snapshot(2), image), NOW);
        ImageState before = state(image);

        stores.results().delete(List.of(first.id()));

        assertThat(state(image)).isEqualTo(before);
        assertThat(stores.jobCatalogue().items(first.jobId())).singleElement().satisfies(item -> {
            assertThat(item.status()).isEqualTo(ItemStatus.PROCESSED);
            assertThat(item.resultId()).isEqualTo(first.id());
        });
        assertThat(stores.jobCatalogue()
                        .find(first.jobId())
                        .orElseThrow()
                        .counts()
                        .processed())
                .isEqualTo(1);
    }

    @Test
    void whatever_the_history_and_the_limits_just_the_expired_go_and_never_the_latest() {
        for (int seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            List<ImageRecord> images = List.of(newImage("a"), newImage("b"), newImage("c"));
            for (int i = random.nextInt(15); i > 0; i--) {
                ImageRecord image = images.get(random.nextInt(3));
                Instant at = NOW.plusSeconds(random.nextInt(100)); // a clock may go back, seq does not
                process(random.nextBoolean() ? job(image) : job(findAllSnapshot("cat"), image), at);
            }
            Retention retention = new Retention(
                    1 + random.nextInt(4),
                    random.nextBoolean() ? Retention.ALWAYS : NOW.plusSeconds(random.nextInt(110)));
            List<ProcessingResult> kept =
                    all().stream().filter(result -> !gone(result, retention)).toList();

            stores.results().delete(expired(retention, 1 + random.nextInt(6)));

            assertThat(all()).as("seed %d, %s", seed, retention).containsExactlyElementsOf(kept);
            images.forEach(image -> stores.images().delete(image.id()));
        }
    }

    /** As it is defined, without regard to cost. */
    private boolean gone(ProcessingResult result, Retention retention) {
        long newer = all().stream()
                .filter(other -> other.imageId().equals(result.imageId()))
                .filter(other -> other.mode() == result.mode() && other.seq() > result.seq())
                .count();
        return newer >= retention.newest() && result.processedAt().isBefore(retention.before());
    }

    private List<ProcessingResult> all() {
        return Stream.of(SegmentationMode.values())
                .flatMap(mode -> stores.results().list(mode, PageRequest.unpaged()).entries().stream())
                .toList();
    }

    private List<ResultId> expired(Retention retention, int limit) {
        List<ResultId> found = new ArrayList<>();
        OptionalLong from = OptionalLong.of(0);
        while (from.isPresent()) {
            ExpiredResults piece = stores.results().expired(retention, from.getAsLong(), limit);
            found.addAll(piece.ids());
            from = piece.next();
        }
        return found;
    }

    private ProcessingResult made(ImageRecord image, Instant at) {
        return process(job(image), at).result();
    }

    private ImageState state(ImageRecord image) {
        return stores.imageStates()
                .find(List.of(image.id()), SegmentationMode.INSIDE_BOX)
                .get(0);
    }

    private static List<ResultId> ids(List<ProcessingResult> results) {
        return results.stream().map(ProcessingResult::id).toList();
    }
}
