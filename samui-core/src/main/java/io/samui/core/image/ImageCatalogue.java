package io.samui.core.image;

import io.samui.core.Page;
import io.samui.core.PageRequest;
import io.samui.core.storage.BlobKey;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Port to the image rows. Thread-safe; each method is one transaction, or joins the caller's
 * {@link io.samui.core.UnitOfWork}.
 */
public interface ImageCatalogue {

    /**
     * Adds an image.
     *
     * @param image its {@code seq} is ignored
     * @return the image with the {@code seq} it got
     */
    ImageRecord insert(ImageRecord image);

    Optional<ImageRecord> find(ImageId id);

    /** Those of the images that exist, in any order, however many are asked for. */
    List<ImageRecord> findAll(Collection<ImageId> ids);

    /** Newest first. */
    Page<ImageRecord> list(PageRequest request);

    /** Those with such a name, newest first. */
    Page<ImageRecord> list(NamePart name, PageRequest request);

    /** The number of all images. */
    long count();

    /** The number of images with such a name. */
    long count(NamePart name);

    /** Sets or clears the text prompt; empty when there is no such image. */
    Optional<ImageRecord> updateTextPrompt(ImageId id, @Nullable String textPrompt);

    /**
     * Deletes an image with its annotations and results; job items stay.
     *
     * @return the keys of the blobs that belonged to it, the image's own first, to be deleted after the commit; empty when
     *     there is no such image
     */
    Optional<List<BlobKey>> delete(ImageId id);
}
