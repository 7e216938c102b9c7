package io.samui.core.testkit.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.PageRequest;
import io.samui.core.Samui;
import io.samui.core.SamuiBuilder;
import io.samui.core.Stores;
import io.samui.core.annotation.PromptType;
import io.samui.core.history.ProcessingResult;
import io.samui.core.image.ImageRecord;
import io.samui.core.image.ImageUpload;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.Job;
import io.samui.core.job.JobRequest;
import io.samui.core.mask.PixelBox;
import io.samui.core.storage.BlobSource;
import io.samui.core.testkit.inference.FakeEngine;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** Whole jobs over any stores, with a stand-in for the model only. */
@Timeout(60)
abstract class JobsTestBase {

    static final SegmentationMode MODE = SegmentationMode.INSIDE_BOX;

    final FakeEngine engine = new FakeEngine();
    final CountingBlobs blobs = new CountingBlobs();
    protected Stores stores;
    protected Samui samui;

    /** Stores without rows. */
    protected abstract Stores openEmpty() throws Exception;

    /** For tests that watch what is done with them. */
    Stores watched(Stores opened) {
        return opened;
    }

    @BeforeEach
    void open() throws Exception {
        open(true);
    }

    void open(boolean worksQueue) throws Exception {
        stores = watched(openEmpty());
        samui = samui(worksQueue);
    }

    @AfterEach
    void close() {
        samui.close();
        stores.close();
    }

    Samui samui(boolean worksQueue) {
        SamuiBuilder builder = builder();
        return (worksQueue ? builder : builder.withoutWorker()).build();
    }

    /** Of another one on the same rows and blobs. */
    SamuiBuilder builder() {
        return Samui.builder().stores(new KeptOpen(stores)).blobStorage(blobs).engine(engine);
    }

    Job submit(ImageRecord... images) {
        return samui.jobs()
                .submit(JobRequest.of(
                        MODE, Arrays.stream(images).map(ImageRecord::id).toList()));
    }

    Job await(Job job) throws InterruptedException {
        return await(samui, job);
    }

    static Job await(Samui samui, Job job) throws InterruptedException {
        Job ended = samui.jobs().await(job.id(), Duration.ofSeconds(30));
        assertThat(ended.status().ended()).as("%s ends in time", ended).isTrue();
        return ended;
    }

    List<ProcessingResult> history(ImageRecord image) {
        return samui.history().list(image.id(), MODE, PageRequest.unpaged()).entries();
    }

    ImageRecord uploadWithBox(String filename) {
        return uploadWithBox(filename, 0);
    }

    ImageRecord uploadWithBox(String filename, int shade) {
        ImageRecord image = upload(filename, 40, 30, shade);
        samui.annotations().addBox(image.id(), new PixelBox(1, 2, 10, 10), PromptType.SEGMENT);
        return image;
    }

    ImageRecord upload(String filename, int width, int height) {
        return upload(filename, width, height, 0);
    }

    ImageRecord upload(String filename, int width, int height, int shade) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, 0x102030 + shade);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", png);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return samui.images().upload(new ImageUpload(filename, "image/png", BlobSource.of(png.toByteArray())));
    }
}
