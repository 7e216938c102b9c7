package io.samui.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.Samui;
import io.samui.core.annotation.PromptType;
import io.samui.core.image.ImageId;
import io.samui.core.image.ImageRecord;
import io.samui.core.image.ImageUpload;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.ItemCounts;
import io.samui.core.job.Job;
import io.samui.core.job.JobRequest;
import io.samui.core.job.JobStatus;
import io.samui.core.mask.PixelBox;
import io.samui.core.storage.BlobInfo;
import io.samui.core.storage.BlobSource;
import io.samui.core.storage.BlobStorage;
import io.samui.core.testkit.inference.FakeEngine;
import io.samui.core.testkit.time.Spin;
import io.samui.storage.s3.testkit.SharedS3;
import io.samui.storage.s3.testkit.TcpProxy;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A whole queue over a store that goes away and comes back. */
@Timeout(120)
class QueueTest {

    @RegisterExtension
    private static final SharedS3 S3 = SharedS3.proxy();

    private static final int IMAGES = 12;

    private final FakeEngine engine = new FakeEngine();
    private TcpProxy line;
    private BlobStorage storage;
    private Samui samui;

    @BeforeEach
    void open() {
        line = new TcpProxy(S3.server().port());
        storage = Storages.open(Storages.settings(
                S3.server(),
                S3.server().newBucket(),
                "endpoint",
                line.endpoint().toString(),
                "retries",
                "0"));
        samui = Samui.builder()
                .blobStorage(storage)
                .engine(engine)
                .setting("samui.queue.store-retry", "100ms")
                .build();
    }

    @AfterEach
    void close() {
        samui.close();
        line.close();
    }

    @Test
    void the_queue_pauses_while_the_store_is_away_and_goes_on_when_it_is_back() throws Exception {
        List<ImageId> images = upload();
        line.goDown();
        Job job = samui.jobs().submit(JobRequest.of(SegmentationMode.INSIDE_BOX, images));

        Spin.until(() -> counts(job).failed() == 3);
        int tries = line.connections();
        Spin.until(() -> line.connections() >= tries + 20);
        assertThat(counts(job).ended())
                .as("images that it gave up, while it tried again and again")
                .isEqualTo(3);

        line.comeUp();
        Job ended = samui.jobs().await(job.id(), Duration.ofSeconds(60));
        assertThat(ended.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(ended.counts().failed()).isEqualTo(3);
        assertThat(ended.counts().processed()).isEqualTo(IMAGES - 3);

        Job again = samui.jobs().submit(JobRequest.of(SegmentationMode.INSIDE_BOX, images));
        Job mended = samui.jobs().await(again.id(), Duration.ofSeconds(60));
        assertThat(mended.counts().processed()).as("of those that had failed").isEqualTo(3);
        assertThat(blobs("masks/")).as("nothing is lost and nothing doubled").isEqualTo(IMAGES);
        assertThat(blobs("coco/")).isEqualTo(IMAGES);
    }

    private ItemCounts counts(Job job) {
        return samui.jobs().get(job.id()).counts();
    }

    private long blobs(String prefix) {
        try (Stream<BlobInfo> blobs = storage.list(prefix)) {
            return blobs.count();
        }
    }

    private List<ImageId> upload() throws IOException {
        List<ImageId> ids = new ArrayList<>();
        for (int i = 0; i < IMAGES; i++) {
            BufferedImage picture = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
            picture.setRGB(0, 0, i);
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(picture, "png", png);
            ImageRecord image = samui.images()
                    .upload(new ImageUpload("photo" + i + ".png", "image/png", BlobSource.of(png.toByteArray())));
            samui.annotations().addBox(image.id(), new PixelBox(1, 2, 10, 10), PromptType.SEGMENT);
            ids.add(image.id());
        }
        return ids;
    }
}
