package io.samui.core.storage;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a {@link BlobStorage} implements besides where clients can fetch blobs from it themselves. Thread-safe. */
public interface DirectDownload {

    /**
     * Headers that the download is to have.
     *
     * @param contentDisposition null for none
     * @param cacheControl       null for none
     */
    record Delivery(
            String contentType,
            @Nullable String contentDisposition,
            @Nullable String cacheControl) {}

    /**
     * A URL from which anybody who has it can GET the blob for as long, without further credentials; whoever hands it out has
     * checked that they may. Made without asking the store: the URL of a blob that is missing answers so itself. Empty where
     * there are no such URLs.
     *
     * @throws BlobStorageException when it cannot be made, for want of credentials say
     */
    Optional<URI> downloadUrl(BlobKey key, Delivery delivery, Duration validFor);
}
