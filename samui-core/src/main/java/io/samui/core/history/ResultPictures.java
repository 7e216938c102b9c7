package io.samui.core.history;

import io.samui.core.NotFoundException;
import io.samui.core.annotation.AnnotationSnapshot;
import io.samui.core.annotation.AnnotationSnapshot.SnapshotPoint;
import io.samui.core.export.DifferencePainter;
import io.samui.core.export.OverlayPainter;
import io.samui.core.export.PicturePng;
import io.samui.core.image.FrameChoice;
import io.samui.core.image.ImageCatalogue;
import io.samui.core.image.ImageReader;
import io.samui.core.image.ImageRecord;
import io.samui.core.image.StoredPhoto;
import io.samui.core.inference.ImageFrame;
import io.samui.core.mask.BinaryMask;
import io.samui.core.mask.Box;
import io.samui.core.storage.BlobStorage;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.Function;

/**
 * Paints results, as PNG. Pictures take their memory from the budget that images being decoded share. Thread-safe.
 *
 * <p>{@code longest} is how many pixels the longer side of a picture has at most; none is larger than its image.
 */
public final class ResultPictures {

    /** What is painted on besides the photo, and the file. */
    private static final int BYTES_PER_PIXEL = 6;

    /** A picture with transparency, what is painted on besides, and the file. */
    private static final int BYTES_PER_TRANSPARENT_PIXEL = 10;

    private final ImageCatalogue images;
    private final BlobStorage blobs;
    private final ImageReader reader;
    private final HistoryService history;

    public ResultPictures(ImageCatalogue images, BlobStorage blobs, ImageReader reader, HistoryService history) {
        this.images = images;
        this.blobs = blobs;
        this.reader = reader;
        this.history = history;
    }

    /**
     * The image with the result over it: masks in a colour for each instance, boxes, points.
     *
     * @throws NotFoundException when the image was deleted
     * @throws io.samui.core.TooLargeException when it takes more memory than there is for it
     */
    public byte[] overlay(ProcessingResult result, int longest) {
        ImageRecord image = image(result);
        OverlayPainter painter = new OverlayPainter(scene(result, image));
        return reader.read(
                new StoredPhoto(image, blobs),
                FrameChoice.longest(longest),
                BYTES_PER_PIXEL,
                photo -> PicturePng.write(painter.over(photo)));
    }

    /**
     * The same without the image: transparent where the result has nothing.
     *
     * @throws NotFoundException when the image was deleted
     */
    public byte[] layer(ProcessingResult result, int longest) {
        ImageRecord image = image(result);
        OverlayPainter painter = new OverlayPainter(scene(result, image));
        return transparent(image, longest, frame -> painter.alone(frame.width(), frame.height()));
    }

    /**
     * What two results have in common and what they have not: transparent where neither has anything.
     *
     * @throws NotFoundException when the image was deleted
     */
    public byte[] difference(ResultComparison comparison, int longest) {
        return transparent(
                image(comparison.first()),
                longest,
                frame -> DifferencePainter.paint(comparison.masks(), frame.width(), frame.height()));
    }

    private byte[] transparent(ImageRecord image, int longest, Function<ImageFrame, BufferedImage> painting) {
        ImageFrame frame = FrameChoice.longest(longest).frameFor(image.width(), image.height());
        long bytes = (long) BYTES_PER_TRANSPARENT_PIXEL * frame.width() * frame.height();
        return reader.within(bytes, () -> PicturePng.write(painting.apply(frame)));
    }

    private OverlayPainter.Scene scene(ProcessingResult result, ImageRecord image) {
        AnnotationSnapshot snapshot = result.snapshot();
        List<BinaryMask> masks = history.masks(result);
        List<Box> discovered = result.boxes();
        List<Box> boxes = switch (result.mode()) {
            case INSIDE_BOX ->
                snapshot.boxes().stream().map(box -> box.box().toBox()).toList();
            case FIND_ALL -> discovered == null ? List.<Box>of() : discovered;
            case POINT -> List.<Box>of();
        };
        List<SnapshotPoint> points = snapshot.points();
        return new OverlayPainter.Scene(image.width(), image.height(), masks, boxes, points);
    }

    private ImageRecord image(ProcessingResult result) {
        return images.find(result.imageId())
                .orElseThrow(() -> new NotFoundException("Image not found", result.imageId()));
    }
}
