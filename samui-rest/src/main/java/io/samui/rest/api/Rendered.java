package io.samui.rest.api;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ETag;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Answers with a picture that is made for them, and not made where the client has it already. */
final class Rendered {

    private Rendered() {}

    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable();

    /**
     * A picture of what may change, or be painted otherwise next time.
     *
     * @param tag     of all that the picture is made from, without quotes
     * @param already the request's If-None-Match
     * @param picture makes it
     */
    static ResponseEntity<byte[]> answer(
            MediaType type, String tag, @Nullable String already, Supplier<byte[]> picture) {
        return answer(new Headers(type, new ETag(tag, false), CacheControl.noCache()), already, picture);
    }

    /** As {@link #answer}, of what its URL shows for ever. */
    static ResponseEntity<byte[]> unchanging(
            MediaType type, String tag, @Nullable String already, Supplier<byte[]> picture) {
        return answer(new Headers(type, new ETag(tag, false), FOR_EVER), already, picture);
    }

    private record Headers(MediaType type, ETag etag, CacheControl caching) {

        ResponseEntity.BodyBuilder on(ResponseEntity.BodyBuilder answer) {
            return answer.eTag(etag.formattedTag()).cacheControl(caching);
        }

        boolean has(@Nullable String already) {
            return already != null
                    && ETag.parse(already).stream().anyMatch(one -> one.isWildcard() || one.compare(etag, false));
        }
    }

    private static ResponseEntity<byte[]> answer(Headers headers, @Nullable String already, Supplier<byte[]> picture) {
        if (headers.has(already)) {
            return headers.on(ResponseEntity.status(HttpStatus.NOT_MODIFIED)).build();
        }
        byte[] bytes = picture.get(); // before anything is promised: it may not be possible
        return headers.on(ResponseEntity.ok()).contentType(headers.type()).body(bytes);
    }
}
