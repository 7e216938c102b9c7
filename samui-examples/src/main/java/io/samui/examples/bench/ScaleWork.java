package io.samui.examples.bench;

import io.samui.core.InvalidInputException;
import io.samui.core.PageRequest;
import io.samui.core.Samui;
import io.samui.core.annotation.BoxAnnotation;
import io.samui.core.annotation.PromptType;
import io.samui.core.image.ImageId;
import io.samui.core.image.ImageUpload;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.Job;
import io.samui.core.job.JobPreview;
import io.samui.core.job.JobRequest;
import io.samui.core.mask.PixelBox;
import io.samui.core.storage.BlobSource;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;

/** What is done and measured with as many images as there are. */
record ScaleWork(Samui samui, OnePhotoStorage storage, ScaleFigures figures, int repeats) {

    private static final SegmentationMode MODE = SegmentationMode.INSIDE_BOX;
    private static final int WIDTH = 64;
    private static final int HEIGHT = 48;
    /** Single writes are short: there are so many of them for each repeat. */
    private static final int WRITES = 10;

    /** A small PNG: what is measured is not its decoding. */
    static byte[] picture() throws IOException {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        picture.createGraphics().fillOval(10, 10, 30, 20);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", png);
        return png.toByteArray();
    }

    /** Puts images with boxes in. */
    void fill(int count, int boxes) throws IOException {
        for (int i = 0; i < count; i++) {
            ImageId image = upload("image" + i + ".png");
            for (int box = 0; box < boxes; box++) {
                samui.annotations().addBox(image, new PixelBox(i % 20, box, 20, 20), PromptType.SEGMENT);
            }
        }
    }

    /** Submits all, of which most or all were never processed. */
    Job firstSubmission(List<ImageId> all) throws Exception {
        ImageId aside = upload("aside.png"); // what is submitted does not change meanwhile
        try (Meanwhile reads = Meanwhile.doing(this::readLists);
                Meanwhile writes = Meanwhile.doing(() -> addAndTakeBack(aside))) {
            CpuTime cpu = CpuTime.ofThisThread();
            long start = System.nanoTime();
            Job job = samui.jobs().submit(JobRequest.of(MODE, all));
            double took = (System.nanoTime() - start) / 1e6;
            figures.add("first submission of all", took);
            figures.add("  CPU of its thread", cpu.millis());
            figures.add("  for each image", took / all.size());
            List<Double> waits = reads.stop();
            figures.add("  both lists meanwhile, 50 entries each", Median.of(waits));
            figures.add("  both lists meanwhile, the longest", Median.at(waits, 1));
            figures.add("  a box added and deleted meanwhile, the longest", Median.at(writes.stop(), 1));
            return job;
        }
    }

    /** Waits until a job has processed all it has. */
    void process(Job job) throws InterruptedException {
        Job ended = samui.jobs().await(job.id(), Duration.ofHours(2));
        if (ended.counts().processed() != ended.counts().total()) {
            throw new IllegalStateException("Not all were processed: " + ended);
        }
        List<Long> all = storage.masks();
        List<Long> masks = all.subList(all.size() - ended.counts().total(), all.size());
        int part = Math.max(2, Math.min(1_000, masks.size() / 10));
        figures.add("the queue's work for an image, no model: the first thousand", perImage(masks.subList(0, part)));
        figures.add(
                "the queue's work for an image, no model: the last thousand",
                perImage(masks.subList(masks.size() - part, masks.size())));
    }

    private static double perImage(List<Long> times) {
        return (times.get(times.size() - 1) - times.get(0)) / 1e6 / (times.size() - 1);
    }

    /** Submits all again. */
    void nothingChanged(List<ImageId> all) throws Exception {
        submitNothing(all);
        try (Meanwhile reads = Meanwhile.doing(this::readLists)) {
            CpuTime cpu = CpuTime.ofThisThread();
            double took = median(1, () -> submitNothing(all));
            figures.add("submission of all, nothing changed", took);
            figures.add("  CPU of its thread, nothing changed", cpu.millis() / repeats);
            figures.add("  for each image, nothing changed", took / all.size());
            List<Double> waits = reads.stop();
            figures.add("  both lists meanwhile, nothing changed", Median.of(waits));
            figures.add("  both lists meanwhile, 95 of 100 are faster", Median.at(waits, 0.95));
        }
    }

    /** Asks what a submission of all would take. */
    void preview(List<ImageId> all) throws Exception {
        JobRequest request = JobRequest.of(MODE, all);
        samui.jobs().preview(request).forEachRemaining(image -> {});
        CpuTime cpu = CpuTime.ofThisThread();
        figures.add("preview of all, nothing changed", median(1, () -> {
            JobPreview preview = samui.jobs().preview(request);
            preview.forEachRemaining(image -> {});
            return preview;
        }));
        figures.add("  CPU of its thread, preview", cpu.millis() / repeats);
    }

    /** Lists while nothing else happens. */
    void lists() throws Exception {
        figures.add("jobs, 50 entries", median(WRITES, () -> samui.jobs().list(PageRequest.first(50))));
        figures.add("images, 50 entries, and the number of all", median(WRITES, this::readImages));
        figures.add("history, 50 entries", median(WRITES, () -> samui.history().list(MODE, PageRequest.first(50))));
    }

    /** Single writes; returns the images that are left. */
    List<ImageId> writes(List<ImageId> all) throws Exception {
        List<ImageId> left = new ArrayList<>(all);
        figures.add("an image uploaded", median(WRITES, () -> upload("new.png")));
        ImageId image = upload("one.png");
        figures.add(
                "a box added",
                median(
                        WRITES,
                        () -> samui.annotations().addBox(image, new PixelBox(1, 2, 30, 30), PromptType.SEGMENT)));
        BoxAnnotation box = samui.annotations().boxes(image).get(0);
        figures.add(
                "a box moved",
                median(
                        WRITES,
                        () -> samui.annotations()
                                .updateBox(
                                        box.id(),
                                        was -> was.with(
                                                new PixelBox(was.box().x() ^ 2, 2, 30, 30), PromptType.SEGMENT))));
        figures.add("an image deleted, with its boxes and its result", median(1, () -> {
            samui.images().delete(left.remove(left.size() - 1));
            return left;
        }));
        return left;
    }

    private double median(int times, Callable<?> operation) throws Exception {
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < times * repeats; i++) {
            long start = System.nanoTime();
            operation.call();
            all.add((System.nanoTime() - start) / 1e6);
        }
        return Median.of(all);
    }

    private boolean submitNothing(List<ImageId> all) {
        try {
            throw new IllegalStateException(
                    "Something had changed: " + samui.jobs().submit(JobRequest.of(MODE, all)));
        } catch (InvalidInputException e) {
            return true;
        }
    }

    private int readLists() {
        return samui.jobs().list(PageRequest.first(50)).entries().size() + (int) readImages();
    }

    private long readImages() {
        return samui.images().list(PageRequest.first(50)).entries().size()
                + samui.images().count();
    }

    private BoxAnnotation addAndTakeBack(ImageId image) {
        BoxAnnotation box = samui.annotations().addBox(image, new PixelBox(0, 0, 9, 9), PromptType.SEGMENT);
        samui.annotations().deleteBox(box.id());
        return box;
    }

    private ImageId upload(String filename) {
        byte[] png;
        try {
            png = picture();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return samui.images()
                .upload(new ImageUpload(filename, "image/png", BlobSource.of(png)))
                .id();
    }
}
