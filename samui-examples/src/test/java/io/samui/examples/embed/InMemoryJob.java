package io.samui.examples.embed;

import io.samui.core.PageRequest;
import io.samui.core.Samui;
import io.samui.core.annotation.PromptType;
import io.samui.core.history.ProcessingResult;
import io.samui.core.image.ImageRecord;
import io.samui.core.image.ImageUpload;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.Job;
import io.samui.core.job.JobRequest;
import io.samui.core.mask.PixelBox;
import io.samui.core.testkit.inference.FakeEngine;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/** A picture, a prompt, a job and its result, with nothing on disk: {@code InMemoryJob picture.png}. */
final class InMemoryJob {

    private InMemoryJob() {}

    public static void main(String[] args) throws Exception {
        try (Samui samui = Samui.builder().engine(new FakeEngine()).build()) {
            ImageRecord image = samui.images().upload(ImageUpload.of(Path.of(args[0])));
            samui.annotations().addBox(image.id(), new PixelBox(100, 50, 200, 150), PromptType.SEGMENT);
            Job job = samui.jobs().submit(JobRequest.of(SegmentationMode.INSIDE_BOX, List.of(image.id())));
            Job ended = samui.jobs().await(job.id(), Duration.ofMinutes(2));
            System.out.println(
                    "job " + ended.status().wireName() + ", " + ended.counts().processed() + " processed");

            ProcessingResult result = samui.history()
                    .list(image.id(), SegmentationMode.INSIDE_BOX, PageRequest.unpaged())
                    .entries()
                    .get(0);
            try (InputStream coco = samui.history().coco(result);
                    InputStream mask = samui.history().mask(result)) {
                String json = new String(coco.readAllBytes(), StandardCharsets.UTF_8);
                System.out.println("COCO of "
                        + Pattern.compile("\"iscrowd\"").matcher(json).results().count() + " annotations");
                BufferedImage picture = ImageIO.read(mask);
                System.out.println("mask " + picture.getWidth() + " x " + picture.getHeight());
            }
        }
    }
}
