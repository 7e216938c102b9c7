package io.samui.rest.api;

import io.samui.core.storage.BlobSource;
import io.samui.core.storage.DirectDownload;
import io.samui.core.storage.DirectDownload.Delivery;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * Answers whose body is a blob: streamed through the server, or by sending the client on to the storage where that is set and the
 * storage can.
 */
public final class Downloads {

    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable();

    /** How long a URL of the storage is good. */
    private static final Duration VALID = Duration.ofMinutes(15);

    /** Less than that, by far: what is remembered must be good when it is used. */
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    /** What browsers say of a request: "navigate" where the user follows a link, else what a page does by itself. */
    private static final String MODE = "Sec-Fetch-Mode";

    private final DirectDownload storage;
    private final BooleanSupplier sendsOn;

    private Downloads(DirectDownload storage, BooleanSupplier sendsOn) {
        this.storage = storage;
        this.sendsOn = sendsOn;
    }

    public static Downloads streamed() {
        return new Downloads((key, delivery, validFor) -> Optional.empty(), () -> false);
    }

    /**
     * Sends clients on to the storage, but for a page's own requests: another host is not in the web UI's policy, nor does a
     * storage let pages of others read by itself.
     *
     * @param current the request that is being answered: a URL is signed for one method, and HEAD is answered here
     */
    public static Downloads direct(DirectDownload storage, HttpServletRequest current) {
        return new Downloads(
                storage, () -> current.getMethod().equals(HttpMethod.GET.name()) && !isOfPage(current.getHeader(MODE)));
    }

    private static boolean isOfPage(@Nullable String fetchMode) {
        return fetchMode != null && !fetchMode.equals("navigate");
    }

    /** What this URL shows is the same for ever. */
    ResponseEntity<Resource> unchanging(StoredBlob blob) {
        return sentOn(blob, null, FOR_EVER, CacheControl.maxAge(REMEMBERED).cachePrivate())
                .orElseGet(() -> streamed(blob, null, FOR_EVER));
    }

    /** What this URL shows may be another blob next time. */
    ResponseEntity<Resource> latest(StoredBlob blob) {
        return changing(blob, null);
    }

    /** As {@link #latest}, to be saved under a name. */
    ResponseEntity<Resource> attachment(StoredBlob blob, String filename) {
        return changing(blob, disposition(filename));
    }

    private ResponseEntity<Resource> changing(StoredBlob blob, @Nullable String disposition) {
        return sentOn(blob, disposition, CacheControl.noCache(), CacheControl.noStore())
                .orElseGet(() -> streamed(blob, disposition, CacheControl.noCache()));
    }

    /**
     * @param content how long the bytes may be remembered
     * @param answer  how long, where they are
     */
    private Optional<ResponseEntity<Resource>> sentOn(
            StoredBlob blob, @Nullable String disposition, CacheControl content, CacheControl answer) {
        if (!sendsOn.getAsBoolean()) {
            return Optional.empty();
        }
        Delivery delivery = new Delivery(blob.contentType(), disposition, content.getHeaderValue());
        return storage.downloadUrl(blob.key(), delivery, VALID)
                .map(url -> ResponseEntity.status(HttpStatus.TEMPORARY_REDIRECT)
                        .location(url)
                        .cacheControl(answer)
                        .varyBy(MODE)
                        .build());
    }

    private static ResponseEntity<Resource> streamed(
            StoredBlob blob, @Nullable String disposition, CacheControl caching) {
        BlobSource bytes = blob.bytes().get();
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok()
                .eTag('"' + blob.etag() + '"')
                .contentType(MediaType.parseMediaType(blob.contentType()))
                .contentLength(bytes.size())
                .cacheControl(caching);
        if (disposition != null) {
            answer.header(HttpHeaders.CONTENT_DISPOSITION, disposition);
        }
        return answer.body(new BlobResource(blob.etag(), bytes));
    }

    /**
     * A header that is safe for any name: control characters and path separators go, quotes and everything beyond ASCII are
     * escaped (RFC 6266), with {@code filename*} beside where needed.
     */
    static String disposition(String filename) {
        StringBuilder safe = new StringBuilder();
        filename.codePoints()
                .map(c -> Character.isISOControl(c) || c == '/' || c == '\\' || isSurrogate(c) ? '_' : c)
                .forEach(safe::appendCodePoint);
        boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(safe);
        ContentDisposition.Builder builder = ContentDisposition.attachment();
        return (ascii ? builder.filename(safe.toString()) : builder.filename(safe.toString(), StandardCharsets.UTF_8))
                .build()
                .toString();
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
