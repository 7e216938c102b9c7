package io.samui.core.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.SamuiException;
import io.samui.core.memory.MemoryBlobStorage;
import io.samui.core.testkit.Interception;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BlobSweepTest {

    private final StoreClock clock = new StoreClock();
    private final MemoryBlobStorage blobs = new MemoryBlobStorage(clock);
    private final Set<BlobKey> rows = new HashSet<>();
    private final List<Integer> asked = new ArrayList<>();
    private final BlobReferences references = keys -> {
        asked.add(keys.size());
        return referenced(keys);
    };

    @Test
    void what_has_no_row_and_is_older_than_the_process_goes_and_nothing_else() {
        BlobKey orphan = put("masks/%s.png");
        BlobKey photo = putWithRow("images/%s.jpg");
        BlobKey result = putWithRow("coco/%s.json");
        BlobSweep sweep = begun(blobs);
        BlobKey young = put("masks/%s.png");

        assertThat(sweep.run(() -> false)).isEqualTo(1);

        assertThat(keys()).containsExactlyInAnyOrder(photo, result, young);
        assertThat(keys()).doesNotContain(orphan);
    }

    @Test
    void names_that_are_not_given_here_are_not_touched() {
        List<BlobKey> foreign = List.of(
                new BlobKey("images/holiday.jpg"),
                new BlobKey("masks/" + UUID.randomUUID() + "/deep.png"),
                new BlobKey("backup/images/" + UUID.randomUUID() + ".jpg"),
                new BlobKey("thumbnails/" + UUID.randomUUID() + ".jpg"),
                new BlobKey("readme.txt"));
        foreign.forEach(this::put);
        BlobSweep sweep = begun(blobs);

        assertThat(sweep.run(() -> false)).isZero();

        assertThat(keys()).containsExactlyInAnyOrderElementsOf(foreign);
    }

    @Test
    void the_storages_clock_decides_and_not_ours() {
        clock.move(Duration.ofDays(-400));
        BlobSweep behind = begun(blobs);
        put("masks/%s.png");
        assertThat(behind.run(() -> false)).as("a clock that is behind").isZero();

        clock.move(Duration.ofDays(4000));
        BlobSweep ahead = begun(blobs);
        put("masks/%s.png");
        assertThat(ahead.run(() -> false)).as("only the older one").isEqualTo(1);
    }

    @Test
    void the_marker_goes_and_one_that_a_crash_left_is_swept() {
        put("sweep/%s");
        put("probes/%s");

        BlobSweep sweep = begun(blobs);
        assertThat(keys()).hasSize(2);

        assertThat(sweep.run(() -> false)).isEqualTo(2);
        assertThat(keys()).isEmpty();
    }

    @Test
    void a_row_that_comes_after_the_first_look_keeps_its_blob() {
        BlobKey late = put("images/%s.png");
        BlobReferences changing = keys -> {
            Set<BlobKey> known = referenced(keys);
            rows.add(late);
            return known;
        };
        BlobSweep sweep = new BlobSweep(blobs, changing, UUID::randomUUID);
        sweep.begin();
        clock.move(Duration.ofSeconds(1));

        assertThat(sweep.run(() -> false)).isZero();
        assertThat(keys()).containsExactly(late);
    }

    @Test
    void a_storage_that_was_away_at_the_start_is_swept_an_hour_later_only() {
        AtomicInteger refusals = new AtomicInteger(1);
        BlobSweep sweep = new BlobSweep(
                failing(method -> method.equals("put") && refusals.getAndDecrement() > 0),
                references,
                UUID::randomUUID);
        put("masks/%s.png");
        assertThatThrownBy(sweep::begin).isInstanceOf(BlobStorageException.class);
        BlobKey mayHaveARowSoon = put("masks/%s.png");

        assertThat(sweep.run(() -> false)).as("no start is known").isZero();
        rows.add(mayHaveARowSoon);
        clock.move(Duration.ofHours(1));

        assertThat(sweep.run(() -> false)).isEqualTo(1);
        assertThat(keys()).containsExactly(mayHaveARowSoon);
    }

    @Test
    void one_blob_that_cannot_be_deleted_does_not_keep_the_others() {
        putWithRow("images/%s.png");
        put("masks/%s.png");
        put("masks/%s.png");
        put("coco/%s.json");
        AtomicInteger deletions = new AtomicInteger();
        BlobSweep sweep = begun(failing(method -> method.equals("delete") && deletions.incrementAndGet() == 2));

        assertThatThrownBy(() -> sweep.run(() -> false)).isInstanceOf(BlobStorageException.class);
        assertThat(keys()).hasSize(2);

        assertThat(sweep.run(() -> false)).as("and it is tried again").isEqualTo(1);
        assertThat(keys()).hasSize(1);
    }

    @Test
    void rows_that_cannot_be_read_delete_nothing() {
        put("masks/%s.png");
        BlobSweep sweep = new BlobSweep(
                blobs,
                keys -> {
                    throw new IllegalStateException("the database is away");
                },
                UUID::randomUUID);
        sweep.begin();
        clock.move(Duration.ofSeconds(1));

        assertThatThrownBy(() -> sweep.run(() -> false)).hasMessage("the database is away");
        assertThat(keys()).hasSize(1);
    }

    @Test
    void a_storage_that_seems_to_be_another_databases_is_left_alone() {
        for (int i = 0; i < 1_500; i++) {
            put("images/%s.jpg");
        }
        for (int i = 0; i < 1_400; i++) {
            putWithRow("images/%s.jpg");
        }
        BlobSweep sweep = begun(blobs);

        assertThatThrownBy(() -> sweep.run(() -> false))
                .isInstanceOf(SamuiException.class)
                .hasMessageContaining("1500 of 2900 blobs")
                .hasMessageContaining("samui.database.url");
        assertThat(keys()).hasSize(2_900);

        for (int i = 0; i < 100; i++) {
            rows.add(keys().stream()
                    .filter(key -> !rows.contains(key))
                    .findFirst()
                    .orElseThrow());
        }
        assertThat(sweep.run(() -> false)).isEqualTo(1_400);
    }

    @Test
    void many_blobs_are_looked_up_page_by_page() {
        for (int i = 0; i < 100_000; i++) {
            if (i % 4 == 0) {
                put("masks/%s.png");
            } else {
                putWithRow("masks/%s.png");
            }
        }
        BlobSweep sweep = begun(blobs);

        assertThat(sweep.run(() -> false)).isEqualTo(25_000);

        assertThat(keys()).hasSize(75_000).allMatch(rows::contains);
        assertThat(asked).allMatch(size -> size <= 1_000);
    }

    @Test
    void it_ends_early_when_it_is_told_to() {
        for (int i = 0; i < 500; i++) {
            put("masks/%s.png");
        }
        BlobSweep sweep = begun(blobs);
        AtomicLong looks = new AtomicLong();

        assertThat(sweep.run(() -> looks.incrementAndGet() > 300)).isZero();

        assertThat(keys()).hasSize(500);
    }

    private BlobSweep begun(BlobStorage storage) {
        BlobSweep sweep = new BlobSweep(storage, references, UUID::randomUUID);
        sweep.begin();
        clock.move(Duration.ofSeconds(1));
        return sweep;
    }

    private BlobStorage failing(Predicate<String> method) {
        return Interception.of(BlobStorage.class, blobs, name -> {
            if (method.test(name)) {
                throw new BlobStorageException("on purpose", null, true);
            }
        });
    }

    private Set<BlobKey> referenced(Collection<BlobKey> keys) {
        return keys.stream().filter(rows::contains).collect(Collectors.toSet());
    }

    private BlobKey put(String name) {
        BlobKey key = new BlobKey(name.formatted(UUID.randomUUID()));
        put(key);
        return key;
    }

    private void put(BlobKey key) {
        blobs.put(key, BlobSource.of(new byte[1]), "image/png");
        clock.move(Duration.ofNanos(1000));
    }

    private BlobKey putWithRow(String name) {
        BlobKey key = put(name);
        rows.add(key);
        return key;
    }

    private List<BlobKey> keys() {
        return blobs.list("").map(BlobInfo::key).toList();
    }

    private static final class StoreClock extends Clock {
        private Instant now = Instant.parse("2026-03-01T10:00:00Z");

        void move(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
