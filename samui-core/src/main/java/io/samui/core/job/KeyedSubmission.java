package io.samui.core.job;

import io.samui.core.image.ImageId;
import io.samui.core.storage.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * Which job a submission with a key became.
 *
 * @param requestDigest equal for requests that mean the same
 */
public record KeyedSubmission(IdempotencyKey key, String requestDigest, JobId job) {

    static KeyedSubmission of(IdempotencyKey key, JobRequest request, JobId job) {
        return new KeyedSubmission(key, digest(request), job);
    }

    /** Whether it was made by this request. */
    boolean isOf(JobRequest request) {
        return requestDigest.equals(digest(request));
    }

    /** Of what the request means: images in order, each once, mode, parameters, and whether it is forced. */
    private static String digest(JobRequest request) {
        String images =
                request.imageIds().stream().distinct().map(ImageId::toString).collect(Collectors.joining("\n"));
        String text = String.join(
                "\n",
                request.mode().wireName(),
                String.valueOf(request.forceAll()),
                request.parameters().digest(),
                images);
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
