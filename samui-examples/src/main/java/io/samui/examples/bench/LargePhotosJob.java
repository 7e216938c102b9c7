package io.samui.examples.bench;

import io.samui.core.Samui;
import io.samui.core.annotation.PromptType;
import io.samui.core.image.ImageId;
import io.samui.core.image.ImageRecord;
import io.samui.core.image.ImageUpload;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.Job;
import io.samui.core.job.JobRequest;
import io.samui.core.mask.PixelBox;
import io.samui.core.storage.BlobSource;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A job over 12-megapixel photos, to be started with a small heap: {@code java -Xmx256m ... LargePhotosJob photos data/}. Ends with
 * an error unless every photo is processed.
 */
public final class LargePhotosJob {

    private LargePhotosJob() {}

    public static void main(String[] args) throws Exception {
        int photos = Integer.parseInt(args[0]);
        try (Samui samui = Samui.builder().dataDirectory(Path.of(args[1])).build()) {
            List<ImageId> ids = new ArrayList<>();
            for (int i = 0; i < photos; i++) {
                ids.add(upload(samui, i));
            }
            long start = System.nanoTime();
            Job job = samui.jobs().submit(JobRequest.of(SegmentationMode.INSIDE_BOX, ids));
            Job ended = samui.jobs().await(job.id(), Duration.ofMinutes(30));
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    "%d of %d photos of 12 megapixels processed, %.2f s each; heap limit %d MB, peak of the pools %d MB%n",
                    ended.counts().processed(),
                    photos,
                    seconds / photos,
                    Runtime.getRuntime().maxMemory() >> 20,
                    peak() >> 20);
            if (ended.counts().processed() != photos) {
                throw new IllegalStateException("Not all were processed: " + ended);
            }
        }
    }

    private static ImageId upload(Samui samui, int seed) throws Exception {
        byte[] jpeg = MadePhoto.jpeg(4000, 3000, seed);
        ImageRecord image =
                samui.images().upload(new ImageUpload("photo" + seed + ".jpg", "image/jpeg", BlobSource.of(jpeg)));
        samui.annotations().addBox(image.id(), new PixelBox(500, 400, 2000, 1500), PromptType.SEGMENT);
        samui.annotations().addBox(image.id(), new PixelBox(2500, 1400, 1200, 1300), PromptType.SEGMENT);
        return image.id();
    }

    /** The sum of the heap pools' peaks: an upper bound of what the heap ever held. */
    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }
}
