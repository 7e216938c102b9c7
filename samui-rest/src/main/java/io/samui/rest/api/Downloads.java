package io.samui.rest.api;

import io.samui.core.storage.BlobSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Answers whose body is a blob. Its ETag is made of what never changes under one URL. */
final class Downloads {

    private Downloads() {}

    /** What this URL shows is the same for ever. */
    static ResponseEntity<Resource> unchanging(String etag, String contentType, BlobSource blob) {
        return answer(etag, contentType, blob)
                .cacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable())
                .body(new BlobResource(etag, blob));
    }

    /** What this URL shows may be another blob next time. */
    static ResponseEntity<Resource> latest(String etag, String contentType, BlobSource blob) {
        return answer(etag, contentType, blob)
                .cacheControl(CacheControl.noCache())
                .body(new BlobResource(etag, blob));
    }

    /** As {@link #latest}, to be saved under a name. */
    static ResponseEntity<Resource> attachment(String etag, String contentType, BlobSource blob, String filename) {
        return answer(etag, contentType, blob)
                .cacheControl(CacheControl.noCache())
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition(filename))
                .body(new BlobResource(etag, blob));
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

    private static ResponseEntity.BodyBuilder answer(String etag, String contentType, BlobSource blob) {
        return ResponseEntity.ok()
                .eTag('"' + etag + '"')
                .contentType(MediaType.parseMediaType(contentType))
                .contentLength(blob.size());
    }
}
