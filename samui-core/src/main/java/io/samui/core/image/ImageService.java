package io.samui.core.image;

import io.samui.core.IdGenerator;
import io.samui.core.InvalidInputException;
import io.samui.core.NotFoundException;
import io.samui.core.Page;
import io.samui.core.PageRequest;
import io.samui.core.TooLargeException;
import io.samui.core.UnitOfWork;
import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobStorage;
import io.samui.core.storage.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes images in and hands them out. Thread-safe. */
public final class ImageService {

    /** The longest text prompt, in characters. */
    public static final int MAX_TEXT_PROMPT = 1024;

    private static final Logger LOG = LoggerFactory.getLogger(ImageService.class);

    private final ImageCatalogue images;
    private final BlobStorage blobs;
    private final ImageReader reader;
    private final UnitOfWork unitOfWork;
    private final IdGenerator ids;
    private final Clock clock;

    public ImageService(
            ImageCatalogue images,
            BlobStorage blobs,
            ImageReader reader,
            UnitOfWork unitOfWork,
            IdGenerator ids,
            Clock clock) {
        this.images = images;
        this.blobs = blobs;
        this.reader = reader;
        this.unitOfWork = unitOfWork;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Takes an image in: checks that it decodes whole, stores the bytes as they are, then the row.
     *
     * @throws TooLargeException     beyond a limit
     * @throws InvalidInputException when the bytes are no image; nothing was stored
     */
    public ImageRecord upload(ImageUpload upload) {
        ImageHeader header = verify(upload);
        ImageId id = new ImageId(ids.next());
        BlobKey key = new BlobKey("images/" + id + "." + header.format().extension());
        ImageRecord image = new ImageRecord(
                id,
                0,
                Filenames.clean(upload.filename()),
                key,
                header.format(),
                header.width(),
                header.height(),
                upload.bytes().size(),
                sha256(upload),
                clock.instant(),
                null);
        blobs.put(key, upload.bytes(), header.format().contentType());
        try {
            return images.insert(image);
        } catch (RuntimeException e) {
            deleteQuietly(key);
            throw e;
        }
    }

    /**
     * One image.
     *
     * @throws NotFoundException when there is no such image
     */
    public ImageRecord get(ImageId id) {
        return images.find(id).orElseThrow(() -> notFound(id));
    }

    /** Images, newest first. */
    public Page<ImageRecord> list(PageRequest request) {
        return images.list(request);
    }

    /** Images with such a name, newest first. */
    public Page<ImageRecord> list(NamePart name, PageRequest request) {
        return name.isEmpty() ? images.list(request) : images.list(name, request);
    }

    /** The number of all images. */
    public long count() {
        return images.count();
    }

    /** The number of images with such a name. */
    public long count(NamePart name) {
        return name.isEmpty() ? images.count() : images.count(name);
    }

    /**
     * Sets what {@code find_all} looks for; null clears it.
     *
     * @throws NotFoundException     when there is no such image
     * @throws InvalidInputException when the text is too long or holds what is no character of a text
     */
    public ImageRecord setTextPrompt(ImageId id, @Nullable String text) {
        if (text != null) {
            requireTextPrompt(text);
        }
        return images.updateTextPrompt(id, text).orElseThrow(() -> notFound(id));
    }

    /** The original bytes; the caller closes them. */
    public InputStream data(ImageRecord image) {
        return blobs.open(image.blobKey());
    }

    /**
     * The upright image as a JPEG that every browser shows, whatever the original is: with the pixels that models see, so
     * without transparency and colour profile.
     *
     * @param longest pixels that its longer side has at most; it is never made larger
     * @throws TooLargeException when it takes more memory than images being decoded may take
     */
    public byte[] view(ImageRecord image, int longest) {
        return reader.read(
                new StoredPhoto(image, blobs),
                FrameChoice.longest(longest),
                JpegWriter.BYTES_PER_PIXEL,
                JpegWriter::write);
    }

    /**
     * Deletes an image with its annotations and results; the blobs go after the rows.
     *
     * @throws NotFoundException when there is no such image
     */
    public void delete(ImageId id) {
        unitOfWork.inTransaction(() -> {
            List<BlobKey> keys = images.delete(id).orElseThrow(() -> notFound(id));
            unitOfWork.afterCommit(() -> keys.forEach(this::deleteQuietly));
        });
    }

    private ImageHeader verify(ImageUpload upload) {
        try {
            return reader.verify(upload.bytes());
        } catch (TooLargeException e) {
            throw e;
        } catch (InvalidInputException e) {
            String declared = upload.declaredContentType();
            if (declared != null && !declared.startsWith("image/")) {
                throw new InvalidInputException(
                        "The file must be an image, but was sent as " + declared + ". " + e.getMessage(), e);
            }
            throw e;
        }
    }

    private static String sha256(ImageUpload upload) {
        try {
            return Sha256.of(new SteadySource(upload.bytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Does nothing for what may be a text prompt.
     *
     * @throws InvalidInputException when the text is too long or holds what is no character of a text
     */
    public static void requireTextPrompt(String text) {
        if (text.length() > MAX_TEXT_PROMPT) {
            throw new InvalidInputException(
                    "text_prompt has " + text.length() + " characters; at most " + MAX_TEXT_PROMPT + " are allowed");
        }
        boolean odd = text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t');
        if (odd) {
            throw new InvalidInputException("text_prompt holds control characters. Send plain text");
        }
        // half of a surrogate pair has no form in UTF-8, so no store would give it back
        if (text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
            throw new InvalidInputException("text_prompt holds half a character (a lone surrogate). Send plain text");
        }
    }

    /** What cannot be deleted now is an orphan, which the sweep takes. */
    private void deleteQuietly(BlobKey key) {
        try {
            blobs.delete(key);
        } catch (RuntimeException e) {
            LOG.warn("Blob {} could not be deleted and only takes space", key, e);
        }
    }

    private static NotFoundException notFound(ImageId id) {
        return new NotFoundException("Image not found", id);
    }
}
