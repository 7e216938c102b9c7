package io.samui.examples.bench;

import io.samui.core.Samui;
import io.samui.core.annotation.BoxAnnotation;
import io.samui.core.annotation.PromptType;
import io.samui.core.history.ProcessingResult;
import io.samui.core.history.Timings;
import io.samui.core.image.ImageId;
import io.samui.core.image.ImageLimits;
import io.samui.core.image.ImageReader;
import io.samui.core.image.ImageRecord;
import io.samui.core.image.ImageUpload;
import io.samui.core.inference.Cancellation;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.ImageEmbedding;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.InferenceSession;
import io.samui.core.inference.PreparedImage;
import io.samui.core.inference.Prompt.BoxPrompt;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.mask.Box;
import io.samui.core.mask.PixelBox;
import io.samui.core.storage.BlobSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A job over photos with the bundled model, beside the model's own runs on the same photos and boxes, one after the other on one
 * thread; and the same job again with one box of each photo changed.
 *
 * @param photos files
 * @param boxes  to a photo
 */
record PhotosPipeline(List<Path> photos, int boxes) {

    /**
     * One round, seconds.
     *
     * @param own   the model's runs alone: encoder and decoder
     * @param first the job over photos that the cache does not have
     * @param rerun the job after one box of each photo has changed
     */
    record Round(double own, double first, double rerun) {}

    /** Runs a round in a data directory that it fills. */
    Round run(Path data) throws IOException, InterruptedException {
        InferenceEngine engine = Engines.bundled();
        try (Samui samui = Samui.builder().dataDirectory(data).engine(engine).build()) {
            warmUp(samui);
            double own = ownRuns(engine);
            List<ImageId> images = new ArrayList<>();
            for (Path photo : photos) {
                images.add(upload(samui, ImageUpload.of(photo)));
            }
            JobTime first = JobTime.of(samui, images);
            for (ImageId image : images) {
                BoxAnnotation box = samui.annotations().boxes(image).get(0);
                PixelBox smaller = new PixelBox(
                        box.box().x(),
                        box.box().y(),
                        box.box().width() - 1,
                        box.box().height());
                samui.annotations().updateBox(box.id(), before -> before.with(smaller, before.promptType()));
            }
            JobTime rerun = JobTime.of(samui, images);
            images.forEach(image -> requireCached(samui, image));
            return new Round(own, first.wall(), rerun.wall());
        }
    }

    /** Weights are loaded and code is compiled, by a picture that is none of the photos. */
    private void warmUp(Samui samui) throws IOException, InterruptedException {
        byte[] picture = MadePhoto.jpeg(640, 480, 1);
        BlobSource bytes = BlobSource.of(picture);
        JobTime.of(samui, List.of(upload(samui, new ImageUpload("warm-up.jpg", "image/jpeg", bytes))));
    }

    private ImageId upload(Samui samui, ImageUpload upload) {
        ImageRecord image = samui.images().upload(upload);
        for (int i = 0; i < boxes; i++) {
            samui.annotations().addBox(image.id(), box(image.width(), image.height(), i), PromptType.SEGMENT);
        }
        return image.id();
    }

    /** Each a little further to the right, over half of the image's height. */
    private PixelBox box(int width, int height, int index) {
        int step = width / (boxes + 1);
        return new PixelBox(index * step, height / 4, 2 * step, height / 2);
    }

    private double ownRuns(InferenceEngine engine) throws IOException {
        ImageReader reader = new ImageReader(ImageLimits.defaults());
        long nanos = 0;
        try (InferenceSession session = engine.open()) {
            for (Path photo : photos) {
                var pixels = reader.read(BlobSource.of(photo), engine::frameFor);
                List<Box> prompts = IntStream.range(0, boxes)
                        .mapToObj(i -> box(pixels.sourceWidth(), pixels.sourceHeight(), i)
                                .toBox())
                        .toList();
                try (PreparedImage prepared = engine.prepare(pixels)) {
                    long start = System.nanoTime();
                    try (ImageEmbedding embedding = session.encode(prepared, Cancellation.none())) {
                        session.decode(
                                embedding, new BoxPrompt(prompts), DecodeOptions.defaults(), Cancellation.none());
                    }
                    nanos += System.nanoTime() - start;
                }
            }
        }
        return nanos / 1e9;
    }

    private static void requireCached(Samui samui, ImageId image) {
        ProcessingResult result = samui.history().latest(image, SegmentationMode.INSIDE_BOX);
        Timings timings = result.provenance().timings();
        if (!timings.read().equals(Duration.ZERO) || !timings.encode().equals(Duration.ZERO)) {
            throw new IllegalStateException("A photo whose embedding is cached was read again: " + timings);
        }
    }
}
