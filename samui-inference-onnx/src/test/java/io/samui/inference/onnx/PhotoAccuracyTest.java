package io.samui.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.samui.core.image.ImageLimits;
import io.samui.core.image.ImageReader;
import io.samui.core.image.RgbImage;
import io.samui.core.inference.Cancellation;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.ImageEmbedding;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.InferenceSession;
import io.samui.core.inference.InferenceSettings;
import io.samui.core.inference.PreparedImage;
import io.samui.core.inference.Prompt;
import io.samui.core.inference.Segmentation;
import io.samui.core.mask.BinaryMask;
import io.samui.core.spi.ProviderConfig;
import io.samui.core.storage.BlobSource;
import io.samui.core.testkit.photos.AccuracyReport;
import io.samui.core.testkit.photos.DeepestPixel;
import io.samui.core.testkit.photos.Photo;
import io.samui.core.testkit.photos.PhotoObject;
import io.samui.core.testkit.photos.Photos;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The default model on real photos: from the JPEG to the mask, as an embedder would call it. */
@Tag("slow")
class PhotoAccuracyTest {

    private static final Logger log = LoggerFactory.getLogger(PhotoAccuracyTest.class);

    private final ImageReader reader = new ImageReader(ImageLimits.defaults());
    private final AccuracyReport report = new AccuracyReport();
    private long encodeNanos;
    private long decodeNanos;
    private long maskNanos;

    @Test
    void masks_are_as_good_as_the_reference_implementation_makes_them() throws IOException {
        assumeTrue(Models.minisamIsBundled(), "the default model is absent: this build was made without npm");
        Photos photos = Photos.assumePresent();
        ProviderConfig config =
                new ProviderConfig("onnx", null, InferenceSettings.PREFIX, Map.of("device", "cpu"), Map.of());
        try (InferenceEngine engine = new OnnxInferenceProvider().create(config);
                InferenceSession session = engine.open()) {
            for (Photo photo : photos.all()) {
                measure(engine, session, photo);
            }
            int count = photos.all().size();
            log.info(
                    "{} on {} ({}): encoder {} ms a photo, boxes and points of a photo {} ms to decode, {} ms to make masks of{}",
                    engine.info().modelId(),
                    engine.info().device(),
                    engine.info().backend(),
                    encodeNanos / count / 1_000_000,
                    decodeNanos / count / 1_000_000,
                    maskNanos / count / 1_000_000,
                    report.summary(photos));
        }
        report.assertBoxesReachTheirFloors(photos);
        report.assertPointsReachTheirFloor(photos);
    }

    private void measure(InferenceEngine engine, InferenceSession session, Photo photo) throws IOException {
        RgbImage pixels = reader.read(BlobSource.of(photo.file()), engine::frameFor);
        try (PreparedImage prepared = engine.prepare(pixels)) {
            long start = System.nanoTime();
            try (ImageEmbedding embedding = session.encode(prepared, Cancellation.none())) {
                encodeNanos += System.nanoTime() - start;
                askForEveryObject(session, embedding, photo);
            }
        }
    }

    private void askForEveryObject(InferenceSession session, ImageEmbedding embedding, Photo photo) {
        List<BinaryMask> truths = photo.masks();
        List<BinaryMask> answers = answers(
                session,
                embedding,
                new Prompt.BoxPrompt(
                        photo.objects().stream().map(PhotoObject::box).toList()));
        assertThat(answers).hasSameSizeAs(truths);
        for (int i = 0; i < truths.size(); i++) {
            PhotoObject object = photo.objects().get(i);
            report.box(object, truths.get(i), answers.get(i));
            DeepestPixel deepest = DeepestPixel.of(truths.get(i));
            Prompt point =
                    new Prompt.PointPrompt(List.of(new Prompt.PromptPoint(deepest.x() + 0.5, deepest.y() + 0.5, true)));
            report.point(
                    object, truths.get(i), answers(session, embedding, point).get(0));
        }
    }

    private List<BinaryMask> answers(InferenceSession session, ImageEmbedding embedding, Prompt prompt) {
        DecodeOptions options = DecodeOptions.defaults();
        long start = System.nanoTime();
        Segmentation segmentation = session.decode(embedding, prompt, options, Cancellation.none());
        long decoded = System.nanoTime();
        List<BinaryMask> masks = segmentation.instances().stream()
                .map(instance -> instance.mask().toMask(options))
                .toList();
        decodeNanos += decoded - start;
        maskNanos += System.nanoTime() - decoded;
        return masks;
    }
}
