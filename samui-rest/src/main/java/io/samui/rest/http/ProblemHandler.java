package io.samui.rest.http;

import io.samui.core.ConfigurationException;
import io.samui.core.ConflictException;
import io.samui.core.InvalidInputException;
import io.samui.core.NotFoundException;
import io.samui.core.StoreException;
import io.samui.core.TooLargeException;
import io.samui.core.inference.CancelledException;
import io.samui.core.inference.InferenceException;
import io.samui.core.job.IdempotencyKeyReusedException;
import io.samui.core.job.QueueFullException;
import io.samui.core.storage.BlobNotFoundException;
import io.samui.core.storage.BlobStorageException;
import io.samui.rest.sse.StreamRefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns everything that goes wrong into a problem whose detail says what to do. */
@RestControllerAdvice
public class ProblemHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    /** Nobody knows when a job will have run; this is how often it costs little to ask. */
    private static final String RETRY_AFTER_SECONDS = "10";

    private final ProblemWriter problems;
    private final UnreadableBody unreadable = new UnreadableBody();
    private final UnreadableUpload unreadableUpload = new UnreadableUpload();

    public ProblemHandler(ProblemWriter problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    void notFound(NotFoundException e, HttpServletResponse response) throws IOException {
        write(response, HttpStatus.NOT_FOUND, e.getMessage());
    }

    @ExceptionHandler
    void tooLarge(TooLargeException e, HttpServletResponse response) throws IOException {
        write(response, HttpStatus.CONTENT_TOO_LARGE, e.getMessage());
    }

    @ExceptionHandler
    void invalid(InvalidInputException e, HttpServletResponse response) throws IOException {
        write(response, HttpStatus.BAD_REQUEST, e.getMessage());
    }

    @ExceptionHandler
    void conflict(ConflictException e, HttpServletResponse response) throws IOException {
        write(response, HttpStatus.CONFLICT, e.getMessage());
    }

    @ExceptionHandler
    void keyReused(IdempotencyKeyReusedException e, HttpServletResponse response) throws IOException {
        write(response, HttpStatus.UNPROCESSABLE_CONTENT, e.getMessage());
    }

    /** A submission that this installation cannot serve, for want of a model say; the sentence has the remedy. */
    @ExceptionHandler
    void configuration(ConfigurationException e, HttpServletResponse response) throws IOException {
        write(response, HttpStatus.BAD_REQUEST, e.getMessage());
    }

    @ExceptionHandler
    void queueIsFull(QueueFullException e, HttpServletResponse response) throws IOException {
        Problem problem = Problem.of(HttpStatus.TOO_MANY_REQUESTS, String.valueOf(e.getMessage()));
        problems.write(response, problem, Map.of(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS));
    }

    @ExceptionHandler
    void streamRefused(StreamRefusedException e, HttpServletResponse response) throws IOException {
        problems.write(
                response,
                Problem.of(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage())),
                Map.of(HttpHeaders.RETRY_AFTER, String.valueOf(StreamRefusedException.RETRY_AFTER)));
    }

    @ExceptionHandler
    void blobIsGone(BlobNotFoundException e, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        LOG.warn("{} {}: {}", request.getMethod(), request.getRequestURI(), e.getMessage());
        write(
                response,
                HttpStatus.NOT_FOUND,
                "Its file is gone: it was deleted a moment ago, or somebody removed it from the blob storage");
    }

    @ExceptionHandler
    void storage(BlobStorageException e, HttpServletRequest request, HttpServletResponse response) throws IOException {
        serverFault(
                HttpStatus.SERVICE_UNAVAILABLE,
                "The blob storage did not do its part. Try again; if it stays so, its disk may be full or it may be"
                        + " unreachable, as the server's log says",
                e,
                request,
                response);
    }

    @ExceptionHandler
    void database(StoreException e, HttpServletRequest request, HttpServletResponse response) throws IOException {
        serverFault(
                HttpStatus.SERVICE_UNAVAILABLE,
                "The database did not do its part, and nothing was changed. Try again; if it stays so, its disk may be full or it"
                        + " may be unreachable, as the server's log says",
                e,
                request,
                response);
    }

    /** A run of the model that somebody waits for; in a job it ends the image only. */
    @ExceptionHandler
    void inference(InferenceException e, HttpServletRequest request, HttpServletResponse response) throws IOException {
        serverFault(
                HttpStatus.SERVICE_UNAVAILABLE,
                "The model did not do its part: " + Causes.shortened(String.valueOf(e.getMessage())),
                e,
                request,
                response);
    }

    @ExceptionHandler
    void cancelled(CancelledException e, HttpServletResponse response) throws IOException {
        write(response, HttpStatus.SERVICE_UNAVAILABLE, "The server is stopping. Try again when it is back");
    }

    @ExceptionHandler
    void unreadableBody(HttpMessageNotReadableException e, HttpServletResponse response) throws IOException {
        UnreadableBody.Finding finding = unreadable.explain(e);
        write(response, finding.status(), finding.sentence());
    }

    @ExceptionHandler
    void parameter(MethodArgumentTypeMismatchException e, HttpServletResponse response) throws IOException {
        String value = String.valueOf(e.getValue());
        String sentence = Causes.find(e, InvalidInputException.class)
                .map(InvalidInputException::getMessage)
                .orElse(e.getName() + " does not fit: \"" + Causes.shortened(value) + "\"");
        write(response, HttpStatus.BAD_REQUEST, sentence);
    }

    /** The container cannot decode a query, or a form. */
    @ExceptionHandler
    void undecodable(InvalidParameterException e, HttpServletResponse response) throws IOException {
        write(
                response,
                HttpStatus.BAD_REQUEST,
                "The query or form cannot be decoded: write it in UTF-8, with %XX for what is not plain");
    }

    @ExceptionHandler
    void missingPart(MissingServletRequestPartException e, HttpServletResponse response) throws IOException {
        write(
                response,
                HttpStatus.BAD_REQUEST,
                "The request has no part \"" + e.getRequestPartName()
                        + "\": send it as multipart/form-data with a file name, as curl -F file=@photo.jpg does");
    }

    @ExceptionHandler
    void unreadableUpload(MultipartException e, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (unreadableUpload.isServersFault(e)) {
            serverFault(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "The upload could not be kept while it came. Try again; if it stays so, the disk of the data directory"
                            + " may be full, as the server's log says",
                    e,
                    request,
                    response);
            return;
        }
        LOG.debug("An upload could not be read", e);
        UnreadableBody.Finding finding = unreadableUpload.explain(e);
        write(response, finding.status(), finding.sentence());
    }

    @ExceptionHandler
    void method(HttpRequestMethodNotSupportedException e, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String allowed = e.getSupportedHttpMethods() == null
                ? ""
                : e.getSupportedHttpMethods().stream()
                        .map(Object::toString)
                        .sorted()
                        .collect(Collectors.joining(", "));
        String sentence = request.getRequestURI() + " takes " + allowed + ", not " + e.getMethod();
        Problem problem = Problem.of(HttpStatus.METHOD_NOT_ALLOWED, Causes.shortened(sentence));
        problems.write(response, problem, Map.of(HttpHeaders.ALLOW, allowed));
    }

    @ExceptionHandler
    void contentType(HttpMediaTypeNotSupportedException e, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String wanted = MediaType.toString(e.getSupportedMediaTypes());
        // as it came: one that cannot be parsed is none to Spring
        @Nullable String header = request.getContentType();
        String sent = header == null ? "none" : Causes.shortened(header);
        String sentence = "The Content-Type is " + sent + "; send " + wanted;
        problems.write(
                response, Problem.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, sentence), Map.of(HttpHeaders.ACCEPT, wanted));
    }

    @ExceptionHandler
    void acceptable(HttpMediaTypeNotAcceptableException e, HttpServletResponse response) throws IOException {
        write(
                response,
                HttpStatus.NOT_ACCEPTABLE,
                "This answers with " + MediaType.toString(e.getSupportedMediaTypes())
                        + ", which the Accept header leaves out");
    }

    @ExceptionHandler
    void noSuchPath(NoResourceFoundException e, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        write(
                response,
                HttpStatus.NOT_FOUND,
                "There is nothing at " + Causes.shortened(request.getRequestURI()) + ". What there is, /docs shows");
    }

    @ExceptionHandler
    void range(UnsatisfiableRangeException e, HttpServletResponse response) throws IOException {
        problems.write(
                response,
                Problem.of(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE, String.valueOf(e.getMessage())),
                Map.of(HttpHeaders.CONTENT_RANGE, "bytes */" + e.length()));
    }

    /** The client went away; there is nobody to answer. */
    @ExceptionHandler
    void clientLeft(AsyncRequestNotUsableException e) {
        LOG.debug("A client left before its answer was complete", e);
    }

    @ExceptionHandler
    void anythingElse(Exception e, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (e instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            HttpStatus status = HttpStatus.valueOf(known.getStatusCode().value());
            String detail = known.getBody().getDetail();
            Map<String, String> headers = new HashMap<>();
            known.getHeaders().forEach((name, values) -> headers.put(name, String.join(", ", values)));
            problems.write(response, Problem.of(status, detail == null ? status.getReasonPhrase() : detail), headers);
            return;
        }
        if (Causes.isBrokenConnection(e)) {
            LOG.debug("{} {}: the connection broke", request.getMethod(), request.getRequestURI(), e);
            return;
        }
        serverFault(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "Something went wrong in the server, not in the request. Its log says more under the error_id",
                e,
                request,
                response);
    }

    private void serverFault(
            HttpStatus status, String sentence, Exception e, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String errorId = UUID.randomUUID().toString();
        LOG.error("Error {} in {} {}", errorId, request.getMethod(), request.getRequestURI(), e);
        problems.write(response, Problem.of(status, sentence).withErrorId(errorId));
    }

    private void write(HttpServletResponse response, HttpStatus status, @Nullable String sentence) throws IOException {
        problems.write(response, Problem.of(status, sentence == null ? status.getReasonPhrase() : sentence));
    }
}
