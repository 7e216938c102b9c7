package io.samui.examples.bench;

import io.samui.core.Samui;
import io.samui.core.annotation.PromptType;
import io.samui.core.image.ImageId;
import io.samui.core.image.ImageRecord;
import io.samui.core.image.ImageUpload;
import io.samui.core.mask.PixelBox;
import io.samui.core.storage.BlobSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A job over large JPEGs with a model that takes 40 ms and no CPU, beside what bounds it: the model's time, and the CPU's time on
 * all cores. The same job with one image at a time tells what the work costs when nothing overlaps.
 *
 * @param images   in the job
 * @param pictures drawn; images are these with a number in them, so that each has a digest of its own
 */
record StandInPipeline(int images, List<byte[]> pictures, int width, int height) {

    private static final Duration ENCODER = Duration.ofMillis(40);
    private static final int WARM_UPS = 6;

    /** One round: the job, and the same with one image at a time. */
    record Round(Timed job, Timed sequential) {

        /** The job's time to what bounds it, the model's or the CPU's on all cores, whichever is more. */
        double ratio(int cores) {
            return job.wall() / Math.max(job.engine(), job.cpu() / cores);
        }

        /** The same, where the work takes no more CPU in a job than it takes one image at a time, when no two share a cache. */
        double ratioToSequentialCpu(int cores) {
            return job.wall() / Math.max(job.engine(), Math.min(job.cpu(), sequential.cpu()) / cores);
        }
    }

    /**
     * A job, seconds.
     *
     * @param engine the model's runs within it
     * @param cpu    of the process meanwhile
     */
    record Timed(double wall, double engine, double cpu) {}

    static StandInPipeline make(int images, int pictures, int width, int height) throws IOException {
        List<byte[]> drawn = new ArrayList<>();
        for (int i = 0; i < pictures; i++) {
            drawn.add(MadePhoto.jpeg(width, height, i));
        }
        return new StandInPipeline(images, drawn, width, height);
    }

    /** Runs a round in two data directories that it fills. */
    Round run(Path data) throws InterruptedException {
        return new Round(run(data.resolve("overlapping"), ""), run(data.resolve("sequential"), "1"));
    }

    private Timed run(Path data, String inFlight) throws InterruptedException {
        StandInEngine engine = new StandInEngine(StandInEngine.ownInfo(), ENCODER);
        var builder = Samui.builder().dataDirectory(data).engine(engine);
        if (!inFlight.isEmpty()) {
            builder.setting("samui.queue.images-in-flight", inFlight);
        }
        try (Samui samui = builder.build()) {
            JobTime.of(samui, upload(samui, 0, WARM_UPS));
            List<ImageId> ids = upload(samui, WARM_UPS, images);
            Duration before = engine.ran();
            JobTime job = JobTime.of(samui, ids);
            return new Timed(job.wall(), engine.ran().minus(before).toNanos() / 1e9, job.cpu());
        }
    }

    private List<ImageId> upload(Samui samui, int from, int count) {
        List<ImageId> ids = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            byte[] jpeg = MadePhoto.numbered(pictures.get(i % pictures.size()), i);
            ImageRecord image =
                    samui.images().upload(new ImageUpload("photo" + i + ".jpg", "image/jpeg", BlobSource.of(jpeg)));
            samui.annotations()
                    .addBox(image.id(), new PixelBox(width / 8, height / 8, width / 2, height / 2), PromptType.SEGMENT);
            samui.annotations()
                    .addBox(image.id(), new PixelBox(width / 2, height / 2, width / 3, height / 3), PromptType.SEGMENT);
            ids.add(image.id());
        }
        return ids;
    }
}
