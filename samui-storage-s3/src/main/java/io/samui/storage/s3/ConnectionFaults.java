package io.samui.storage.s3;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** What it means when no answer came, or none that can be read. */
final class ConnectionFaults {

    private final S3Settings settings;

    ConnectionFaults(S3Settings settings) {
        this.settings = settings;
    }

    Fault of(SdkException e) {
        String place = settings.endpoint() == null ? "the store" : settings.endpoint();
        if (e instanceof AbortedException) {
            return new Fault("the call was interrupted", true);
        } else if (e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException) {
            return new Fault(
                    place + " took longer than samui.storage.s3.call-timeout (" + settings.callTimeout()
                            + "), retries included. Where the line is slow, allow more",
                    true);
        } else if (find(e, UnknownHostException.class).isPresent()) {
            return new Fault(
                    "no address is known for the host " + message(find(e, UnknownHostException.class))
                            + ". Check samui.storage.s3.endpoint, samui.storage.s3.path-style and the name service",
                    true);
        } else if (find(e, SSLException.class).isPresent()) {
            return new Fault(
                    "no secure connection to " + place + " comes about (" + message(find(e, SSLException.class))
                            + "). Check whether samui.storage.s3.endpoint is http or https, and the certificate",
                    false);
        } else if (find(e, ConnectException.class).isPresent()
                || find(e, NoRouteToHostException.class).isPresent()) {
            return new Fault(place + " takes no connection. Check that it runs, and samui.storage.s3.endpoint", true);
        } else if (find(e, SocketTimeoutException.class).isPresent()) {
            return new Fault(
                    place + " did not answer within samui.storage.s3.read-timeout (" + settings.readTimeout()
                            + ") or samui.storage.s3.connect-timeout (" + settings.connectTimeout() + ")",
                    true);
        }
        return unreadable(e, place);
    }

    private static Fault unreadable(SdkException e, String place) {
        String all = messages(e);
        if (all.contains("credentials") && all.contains("Unable to load")) {
            return new Fault(
                    "there are no credentials. Set samui.storage.s3.access-key and samui.storage.s3.secret-key, or"
                            + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give the machine a role",
                    false);
        } else if (all.contains("Invalid Http response") || all.contains("Could not parse XML")) {
            return new Fault("what answers at " + place + " does not speak S3. Check samui.storage.s3.endpoint", false);
        }
        return new Fault("the connection to " + place + " broke, each time (" + rootMessage(e) + ")", true);
    }

    private static <E extends Throwable> Optional<E> find(Throwable e, Class<E> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }

    private static String message(Optional<? extends Throwable> e) {
        return e.map(Throwable::getMessage).orElse("");
    }

    private static String messages(Throwable e) {
        StringBuilder all = new StringBuilder();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            all.append(cause.getMessage()).append('\n');
        }
        return all.toString();
    }

    private static @Nullable String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage();
    }
}
