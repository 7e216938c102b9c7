package io.samui.examples;

import io.samui.core.PageRequest;
import io.samui.core.Samui;
import io.samui.core.annotation.PromptType;
import io.samui.core.history.ProcessingResult;
import io.samui.core.image.ImageId;
import io.samui.core.image.ImageRecord;
import io.samui.core.image.ImageUpload;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.Job;
import io.samui.core.job.JobItem;
import io.samui.core.job.JobRequest;
import io.samui.core.mask.PixelBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A job over a folder of photos, change detection and history: {@code ProcessFolder photos/ data/}. Every photo gets a box around
 * its middle; after the first job one photo gets another box, and a second job processes that photo only. Everything is in the
 * data directory afterwards.
 */
public final class ProcessFolder {

    private static final SegmentationMode MODE = SegmentationMode.INSIDE_BOX;

    private ProcessFolder() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        try (Samui samui = Samui.builder().dataDirectory(Path.of(args[1])).build()) {
            List<ImageRecord> photos = upload(samui, Path.of(args[0]));
            photos.forEach(photo -> addBox(samui, photo, 4));
            run(samui, photos);

            addBox(samui, photos.get(0), 3);
            run(samui, photos);

            System.out.println("History of " + photos.get(0).filename() + ", newest first:");
            samui.history()
                    .list(photos.get(0).id(), MODE, PageRequest.unpaged())
                    .entries()
                    .forEach(ProcessFolder::print);
        }
    }

    private static List<ImageRecord> upload(Samui samui, Path folder) throws IOException {
        List<ImageRecord> photos = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                photos.add(samui.images().upload(ImageUpload.of(file)));
            }
        }
        return photos;
    }

    /** A box that leaves a margin of one part in {@code parts} on each side. */
    private static void addBox(Samui samui, ImageRecord photo, int parts) {
        int left = photo.width() / parts;
        int top = photo.height() / parts;
        PixelBox box = new PixelBox(left, top, photo.width() - 2 * left, photo.height() - 2 * top);
        samui.annotations().addBox(photo.id(), box, PromptType.SEGMENT);
    }

    private static void run(Samui samui, List<ImageRecord> photos) throws InterruptedException {
        List<ImageId> ids = photos.stream().map(ImageRecord::id).toList();
        Job job = samui.jobs().submit(JobRequest.of(MODE, ids));
        Job ended = samui.jobs().await(job.id(), Duration.ofHours(1));
        System.out.printf(
                "Job %s: %d of %d photos needed processing, %d processed%n",
                ended.status().wireName(),
                ended.counts().total(),
                photos.size(),
                ended.counts().processed());
        for (JobItem item : samui.jobs().items(job.id())) {
            System.out.println("  " + item.filename() + " " + item.status().wireName());
        }
    }

    private static void print(ProcessingResult result) {
        System.out.printf(
                "  %s with %s on %s: %d boxes, scores %s, mask %s%n",
                result.processedAt(),
                result.provenance().modelId(),
                result.provenance().device(),
                result.snapshot().boxes().size(),
                result.scores(),
                result.maskKey());
    }
}
