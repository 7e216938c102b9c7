package io.samui.rest.api;

import io.samui.core.InvalidInputException;
import io.samui.core.Page;
import io.samui.core.PageRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.util.UriUtils;

/**
 * The {@code limit} and {@code cursor} of a request for a list, and the {@code Link} to what follows.
 *
 * @param list   path of the list, also part of its cursors so that they fit no other list
 * @param limit  null where the caller gave none
 * @param cursor where to go on; null where the caller gave none
 */
record Paging(
        String list, @Nullable Integer limit, @Nullable Long cursor) {

    // plain digits: Java's own parsers take signs, and the digits of every script
    private static final Pattern LIMIT = Pattern.compile("-?[0-9]{1,9}");
    private static final Pattern SEQUENCE_NUMBER = Pattern.compile("[1-9][0-9]{0,18}");

    Paging {
        if (limit != null && (limit < 1 || limit > PageRequest.MAX_LIMIT)) {
            throw new InvalidInputException(
                    "limit must be between 1 and " + PageRequest.MAX_LIMIT + ", but is " + limit);
        }
        if (cursor != null && cursor < 1) {
            throw badCursor(null);
        }
    }

    /**
     * @throws InvalidInputException for a limit out of range, or a cursor that this list did not give out
     */
    static Paging of(String list, @Nullable String limit, @Nullable String cursor) {
        return new Paging(list, limit == null ? null : parseLimit(limit), cursor == null ? null : decode(list, cursor));
    }

    /** For lists that show the newest first. */
    PageRequest request() {
        return new PageRequest(limitOrMost(), cursor == null ? Long.MAX_VALUE : cursor);
    }

    /** For lists that begin at position 0. */
    int from() {
        if (cursor != null && cursor > Integer.MAX_VALUE) {
            throw badCursor(null);
        }
        return cursor == null ? 0 : cursor.intValue();
    }

    int limitOrMost() {
        return limit == null ? PageRequest.MAX_LIMIT : limit;
    }

    boolean hasLimit() {
        return limit != null;
    }

    /** {@code Link: <...>; rel="next"} where there is more. */
    HttpHeaders links(Page<?> page, @Nullable String mode) {
        return linksWith(page, mode == null ? Map.of() : Map.of("mode", List.of(mode)));
    }

    /** As {@link #links(Page, String)}, with whatever filters the list has. */
    HttpHeaders linksWith(Page<?> page, Map<String, List<String>> filters) {
        return page.next().map(next -> link(next.before(), filters)).orElseGet(HttpHeaders::new);
    }

    /** The header that says where to go on, with filters that go on, too. */
    HttpHeaders link(long next, Map<String, List<String>> filters) {
        StringJoiner query = new StringJoiner("&");
        filters.forEach((name, values) ->
                values.forEach(value -> query.add(name + "=" + UriUtils.encode(value, StandardCharsets.UTF_8))));
        if (limit != null) {
            query.add("limit=" + limit);
        }
        query.add("cursor=" + encode(list, next));
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.LINK, "<" + list + "?" + query + ">; rel=\"next\"");
        return headers;
    }

    private static int parseLimit(String limit) {
        if (!LIMIT.matcher(limit).matches()) {
            throw new InvalidInputException("limit must be a whole number from 1 to " + PageRequest.MAX_LIMIT);
        }
        return Integer.parseInt(limit);
    }

    private static String encode(String list, long before) {
        byte[] text = (list + " " + before).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    private static long decode(String list, String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            String before = text.startsWith(list + " ") ? text.substring(list.length() + 1) : "";
            if (SEQUENCE_NUMBER.matcher(before).matches()) {
                return Long.parseLong(before);
            }
        } catch (IllegalArgumentException e) {
            throw badCursor(e);
        }
        throw badCursor(null);
    }

    private static InvalidInputException badCursor(@Nullable Throwable cause) {
        return new InvalidInputException(
                "The cursor is not one that this list gave out: take it from the Link header of the page before",
                cause);
    }
}
