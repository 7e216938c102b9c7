package io.samui.core.preview;

import io.samui.core.InvalidInputException;
import io.samui.core.NotFoundException;
import io.samui.core.annotation.AnnotationSnapshot;
import io.samui.core.annotation.InsideImage;
import io.samui.core.image.ImageCatalogue;
import io.samui.core.image.ImageRecord;
import io.samui.core.image.ImageService;
import io.samui.core.image.StoredPhoto;
import io.samui.core.inference.Cancellation;
import io.samui.core.inference.EngineHolder;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.inference.Segmenter;
import io.samui.core.job.PromptSupport;
import io.samui.core.job.Prompts;
import io.samui.core.storage.BlobStorage;

/**
 * Shows at once what a job would make of prompts, from the image's cached embedding where there is one; stores nothing. It goes
 * before the jobs' images on the device. Thread-safe.
 */
public final class PreviewService {

    /** Each takes a run of the decoder, for which everybody else waits. */
    public static final int MAX_PROMPTS = 200;

    private final ImageCatalogue images;
    private final BlobStorage blobs;
    private final EngineHolder engines;
    private final Segmenter segmenter;

    public PreviewService(ImageCatalogue images, BlobStorage blobs, EngineHolder engines, Segmenter segmenter) {
        this.images = images;
        this.blobs = blobs;
        this.engines = engines;
        this.segmenter = segmenter;
    }

    /**
     * Runs the model.
     *
     * @throws NotFoundException     when there is no such image
     * @throws InvalidInputException when a prompt is not inside the image, there is none, or the model cannot take it
     * @throws io.samui.core.ConfigurationException when there is no usable model
     * @throws io.samui.core.inference.InferenceException when the model fails
     * @throws io.samui.core.inference.CancelledException when it is cancelled, or everything is closed
     */
    public Preview preview(PreviewRequest request, Cancellation cancellation) {
        ImageRecord image = images.find(request.image())
                .orElseThrow(() -> new NotFoundException("Image not found", request.image()));
        AnnotationSnapshot prompts = request.prompts();
        check(prompts, image);
        InferenceEngine engine = engines.get();
        PromptSupport.requireMode(engine.info(), prompts.mode());
        String unsupported = new PromptSupport(engine).unsupported(prompts.summary(), prompts.textPrompt());
        if (unsupported != null) {
            throw new InvalidInputException(unsupported);
        }
        Segmenter.Photo photo = new Segmenter.Photo(image.sha256(), new StoredPhoto(image, blobs));
        return new Preview(image, segmenter.segment(photo, Prompts.of(prompts), request.parameters(), cancellation));
    }

    private static void check(AnnotationSnapshot prompts, ImageRecord image) {
        int count = prompts.boxes().size() + prompts.points().size();
        if (count > MAX_PROMPTS) {
            throw new InvalidInputException("A preview takes at most " + MAX_PROMPTS + " boxes and points, but " + count
                    + " were sent. Save them and process the image instead");
        }
        prompts.boxes().forEach(box -> InsideImage.require(box.box(), image));
        prompts.points().forEach(point -> InsideImage.require(point.x(), point.y(), image));
        String text = prompts.textPrompt();
        if (text != null) {
            ImageService.requireTextPrompt(text);
        }
        if (!prompts.summary().hasSomethingToProcess()) {
            throw new InvalidInputException("There is nothing to preview: " + wanted(prompts.mode()));
        }
    }

    private static String wanted(SegmentationMode mode) {
        return switch (mode) {
            case INSIDE_BOX -> "mode inside_box reads boxes, send at least one";
            case POINT -> "mode point reads points, send at least one positive one";
            case FIND_ALL -> "mode find_all reads text_prompt and exemplars, send a text or a positive exemplar";
        };
    }
}
