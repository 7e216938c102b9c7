package io.samui.core.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.Samui;
import io.samui.core.SamuiBuilder;
import io.samui.core.StoreException;
import io.samui.core.annotation.PromptType;
import io.samui.core.image.ImageRecord;
import io.samui.core.image.ImageUpload;
import io.samui.core.inference.EmbeddingCache;
import io.samui.core.inference.EngineHolder;
import io.samui.core.inference.InferenceLane;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.Job;
import io.samui.core.job.JobCatalogue;
import io.samui.core.job.JobRequest;
import io.samui.core.job.QueueStatus;
import io.samui.core.mask.PixelBox;
import io.samui.core.memory.MemoryBlobStorage;
import io.samui.core.memory.MemoryStores;
import io.samui.core.storage.BlobSource;
import io.samui.core.testkit.Interception;
import io.samui.core.testkit.inference.FakeEngine;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SystemServiceTest {

    @TempDir
    private Path directory;

    private final FakeEngine engine = new FakeEngine();

    @Test
    void a_fresh_installation_is_told_whole_without_loading_anything() {
        Instant now = Instant.parse("2026-03-01T10:00:00Z");
        try (Samui samui = builder().clock(Clock.fixed(now, ZoneOffset.UTC)).build()) {
            SystemStatus status = samui.system().status();

            assertThat(status.version()).matches("\\d+\\.\\d+.*");
            assertThat(status.startedAt()).isEqualTo(now);
            assertThat(status.uptime()).isZero();
            assertThat(status.model().current()).isEqualTo(engine.info());
            assertThat(status.model().loaded()).isFalse();
            assertThat(status.queue()).isEqualTo(new QueueStatus(false, 0, null));
            assertThat(status.storage()).isEqualTo(new StorageStatus("memory", null, "memory", null, null));
            assertThat(status.embeddings().entries()).isZero();
            assertThat(status.embeddings().capacity()).isPositive();
            assertThat(status.memory().heapUsed()).isPositive();
            assertThat(status.memory().heapMax())
                    .isGreaterThanOrEqualTo(status.memory().heapUsed());
            assertThat(status.memory().directMax()).isPositive();
        }
        assertThat(engine.opened).hasValue(0);
    }

    @Test
    void asking_does_not_wait_for_a_running_inference_and_sees_it() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        engine.beforeDecode = (image, cancellation) -> {
            running.countDown();
            goOn.await(30, TimeUnit.SECONDS);
        };
        try (Samui samui = builder().build()) {
            Job first = samui.jobs().submit(request(upload(samui, 1)));
            Job second = samui.jobs().submit(request(upload(samui, 2)));
            assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();

            SystemStatus busy = samui.system().status();

            assertThat(goOn.getCount()).as("still held").isOne();
            assertThat(busy.queue()).isEqualTo(new QueueStatus(false, 1, first.id()));
            assertThat(busy.model().loaded()).isTrue();
            assertThat(busy.embeddings().misses()).isPositive();
            goOn.countDown();
            samui.jobs().await(second.id(), Duration.ofSeconds(30));
        } finally {
            goOn.countDown();
        }
    }

    @Test
    void hits_and_misses_of_the_cache_are_counted() throws Exception {
        try (Samui samui = builder().build()) {
            ImageRecord image = upload(samui, 1);
            run(samui, request(image));
            run(samui, request(image).forced());
            run(samui, request(image).forced());

            EmbeddingCache.Status cache = samui.system().status().embeddings();

            assertThat(cache.misses()).isEqualTo(1);
            assertThat(cache.hits()).isEqualTo(2);
            assertThat(cache.entries()).isEqualTo(1);
            assertThat(cache.heldBytes()).isEqualTo(1000);
        }
    }

    @Test
    void a_missing_model_is_told_with_the_remedy_and_the_models_that_are_there() throws IOException {
        Files.createDirectories(directory.resolve("models/b"));
        Files.createDirectories(directory.resolve("models/a"));
        Files.createDirectories(directory.resolve("models/.hidden"));
        Files.writeString(directory.resolve("models/readme.txt"), "no model");
        SamuiBuilder builder = Samui.builder()
                .dataDirectory(directory)
                .stores(new MemoryStores())
                .blobStorage(new MemoryBlobStorage(Clock.systemUTC()))
                .setting("samui.inference.model", "a");
        try (Samui samui = builder.build()) {
            ModelStatus models = samui.system().status().model();

            assertThat(models.current()).isNull();
            assertThat(models.problem()).contains("samui-inference-onnx");
            assertThat(models.loaded()).isFalse();
            assertThat(models.selected()).isEqualTo("a");
            assertThat(models.installed()).containsExactly("a", "b");
            StorageStatus storage = samui.system().status().storage();
            assertThat(storage.dataDirectory()).isEqualTo(directory.toAbsolutePath());
            assertThat(storage.bytesFree()).isPositive();
        }
    }

    @Test
    void the_rest_is_told_when_the_database_does_not_answer() {
        JobCatalogue away = Interception.of(JobCatalogue.class, new MemoryStores().jobCatalogue(), method -> {
            throw new StoreException("away", new IllegalStateException("on purpose"));
        });
        EngineHolder engines = new EngineHolder(() -> engine);
        try (InferenceLane lane = new InferenceLane(
                engines, Duration.ofHours(1), Duration.ofSeconds(5), Executors.newSingleThreadScheduledExecutor())) {
            SystemService service = new SystemService(
                    new SystemService.Setup(null, null, "memory", "memory", 1),
                    engines,
                    lane,
                    new EmbeddingCache(1),
                    away,
                    new MemoryBlobStorage(Clock.systemUTC()),
                    Clock.systemUTC());

            assertThat(service.status().queue()).isNull();
            assertThat(service.status().model().current()).isEqualTo(engine.info());
        }
    }

    private SamuiBuilder builder() {
        return Samui.builder().engine(engine);
    }

    private static JobRequest request(ImageRecord image) {
        return JobRequest.of(SegmentationMode.INSIDE_BOX, List.of(image.id()));
    }

    private static void run(Samui samui, JobRequest request) throws InterruptedException {
        Job job = samui.jobs().submit(request);
        assertThat(samui.jobs().await(job.id(), Duration.ofSeconds(30)).status().ended())
                .isTrue();
    }

    private static ImageRecord upload(Samui samui, int shade) throws IOException {
        BufferedImage picture = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, shade);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", png);
        ImageRecord image =
                samui.images().upload(new ImageUpload("a.png", "image/png", BlobSource.of(png.toByteArray())));
        samui.annotations().addBox(image.id(), new PixelBox(1, 2, 10, 10), PromptType.SEGMENT);
        return image;
    }
}
