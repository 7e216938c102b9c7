package io.samui.examples.kserve;

import io.samui.core.inference.Cancellation;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the server. What goes wrong is an {@link IOException} whose message is a sentence with the remedy. Thread-safe. */
final class KServeClient {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private final Duration timeout;

    KServeClient(KServeInferenceProvider.Settings settings) {
        String url = Objects.requireNonNull(settings.url());
        this.base = URI.create(url.endsWith("/") ? url : url + "/");
        this.timeout = Objects.requireNonNull(settings.timeout());
    }

    String host() {
        return base.getAuthority();
    }

    JsonNode json(String path) throws IOException {
        HttpResponse<byte[]> response = send(path, HttpRequest.newBuilder(), Cancellation.none());
        try {
            return JsonMapper.shared().readTree(response.body());
        } catch (JacksonException e) {
            throw new IOException(base.resolve(path) + " gave no JSON: is it an inference server?", e);
        }
    }

    HttpResponse<byte[]> send(String path, HttpRequest.Builder request, Cancellation cancellation) throws IOException {
        return send(request.uri(base.resolve(path)).build(), true, cancellation);
    }

    /**
     * @param again whether to ask once more when the line is cut: a server may close a connection that was kept just as it is used
     *              again, and to ask for an inference twice changes nothing
     */
    private HttpResponse<byte[]> send(HttpRequest request, boolean again, Cancellation cancellation)
            throws IOException {
        URI uri = request.uri();
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, BodyHandlers.ofByteArray());
        Cancellation.Registration hangingUp = cancellation.onCancel(() -> answer.cancel(true));
        try {
            HttpResponse<byte[]> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw new IOException(uri + " answers " + response.statusCode() + ": " + error(response.body()));
            }
            return response;
        } catch (TimeoutException e) {
            throw new IOException(
                    uri + " does not answer within " + timeout.toMillis()
                            + " ms. Look at the server, or raise samui.inference.kserve.timeout",
                    e);
        } catch (CancellationException | ExecutionException e) {
            cancellation.throwIfCancelled();
            if (again && e.getCause() instanceof IOException && !(e.getCause() instanceof ConnectException)) {
                return send(request, false, cancellation);
            }
            throw new IOException(
                    uri + " cannot be reached (" + e.getCause()
                            + "). Start the server, or correct samui.inference.kserve.url",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The call was interrupted", e);
        } finally {
            hangingUp.close();
            answer.cancel(true);
        }
    }

    /** What the server says is wrong. */
    private static String error(byte[] body) {
        try {
            return JsonMapper.shared().readTree(body).path("error").asString("no reason given");
        } catch (JacksonException e) {
            return "no reason given";
        }
    }
}
