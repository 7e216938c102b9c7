package io.samui.rest.http;

import org.springframework.http.HttpStatus;

/** What to say where the container refuses and gives no more than a status. */
final class RefusalSentence {

    private RefusalSentence() {}

    static String of(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> "There is nothing at this path. What there is, /docs shows";
            case METHOD_NOT_ALLOWED -> "The request's method is not taken here. Which are, /docs shows";
            case REQUEST_TIMEOUT ->
                "The request's body stopped on its way or came too slowly, and was given up. Nothing was changed: send it"
                        + " again";
            case URI_TOO_LONG, REQUEST_HEADER_FIELDS_TOO_LARGE ->
                "The request's path or headers are too long. Send fewer and shorter ones";
            case NOT_IMPLEMENTED ->
                "The request's method or Transfer-Encoding is not one that this server reads. Send the body as it is, with"
                        + " a Content-Length or chunked";
            case EXPECTATION_FAILED -> "The request's Expect header asks for what is not there. Leave it out";
            case HTTP_VERSION_NOT_SUPPORTED -> "The request's HTTP version is not read. Use HTTP/1.1";
            default ->
                status.is5xxServerError()
                        ? "Something went wrong in the server, not in the request. Its log says more"
                        : "The request is not HTTP that this server reads: its path, its headers, its Host or the framing of"
                                + " its body are malformed or too long. Send it as /docs shows";
        };
    }
}
