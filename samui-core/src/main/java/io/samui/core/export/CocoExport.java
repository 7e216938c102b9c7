package io.samui.core.export;

import io.samui.core.InvalidInputException;
import io.samui.core.Page;
import io.samui.core.PageRequest;
import io.samui.core.history.ResultStore;
import io.samui.core.image.ImageCatalogue;
import io.samui.core.image.ImageId;
import io.samui.core.image.ImageRecord;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.storage.BlobStorage;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The latest results of many images as one COCO document. Images are taken a few hundred at a time and documents are read while they
 * are written, so that memory stays the same however many there are. Thread-safe.
 */
public final class CocoExport {

    /** Images that are looked at together. */
    private static final int PIECE = 500;

    private final ImageCatalogue images;
    private final ResultStore results;
    private final BlobStorage blobs;
    private final int piece;

    public CocoExport(ImageCatalogue images, ResultStore results, BlobStorage blobs) {
        this(images, results, blobs, PIECE);
    }

    CocoExport(ImageCatalogue images, ResultStore results, BlobStorage blobs, int piece) {
        this.images = images;
        this.results = results;
        this.blobs = blobs;
        this.piece = piece;
    }

    /** Of all images that have a result in the mode, newest first; nothing is read yet. */
    public MergedCoco of(SegmentationMode mode) {
        return new MergedCoco(results, blobs, mode, this::all);
    }

    /**
     * Of those of these images that have a result in the mode, in this order; unknown ids are left out.
     *
     * @throws InvalidInputException when there is none of these images
     */
    public MergedCoco of(SegmentationMode mode, Collection<ImageId> chosen) {
        List<ImageId> ids = chosen.stream().distinct().toList();
        if (images.findAll(ids).isEmpty()) {
            throw new InvalidInputException("No valid image IDs provided");
        }
        return new MergedCoco(results, blobs, mode, pieces -> these(ids, pieces));
    }

    private void all(Consumer<List<ImageRecord>> pieces) {
        Optional<PageRequest> next = Optional.of(PageRequest.first(piece));
        while (next.isPresent()) {
            Page<ImageRecord> page = images.list(next.get());
            pieces.accept(page.entries());
            next = page.next();
        }
    }

    private void these(List<ImageId> ids, Consumer<List<ImageRecord>> pieces) {
        for (int from = 0; from < ids.size(); from += piece) {
            List<ImageId> some = ids.subList(from, Math.min(ids.size(), from + piece));
            Map<ImageId, ImageRecord> found =
                    images.findAll(some).stream().collect(Collectors.toMap(ImageRecord::id, Function.identity()));
            pieces.accept(
                    some.stream().filter(found::containsKey).map(found::get).toList());
        }
    }
}
