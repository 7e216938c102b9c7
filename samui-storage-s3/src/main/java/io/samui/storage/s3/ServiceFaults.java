package io.samui.storage.s3;

import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What a store's refusals mean. */
final class ServiceFaults {

    private static final List<String> WRONG_KEYS = List.of(
            "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "ExpiredToken", "TokenRefreshRequired");
    private static final List<String> OTHER_REGION = List.of(
            "PermanentRedirect",
            "AuthorizationHeaderMalformed",
            "IllegalLocationConstraintException",
            "TemporaryRedirect");

    private final Bucket bucket;
    private final S3Settings settings;

    ServiceFaults(Bucket bucket, S3Settings settings) {
        this.bucket = bucket;
        this.settings = settings;
    }

    Fault of(Operation operation, AwsServiceException e) {
        String code = code(e);
        if (WRONG_KEYS.contains(code)) {
            return new Fault(credentials(code), false);
        } else if (code.equals("RequestTimeTooSkewed") || code.equals("RequestExpired")) {
            return new Fault(
                    "this machine's clock is not the store's, so its signatures are refused. Set the clock, best by NTP",
                    false);
        } else if (code.equals("NoSuchBucket")) {
            return new Fault(noBucket(), false);
        } else if (OTHER_REGION.contains(code) || e.statusCode() == 301) {
            return new Fault(otherRegion(e), false);
        } else if (code.startsWith("KMS.") || code.startsWith("KMS")) {
            return new Fault(
                    "the key management service refuses (" + said(e)
                            + "). Check samui.storage.s3.kms-key, and that these credentials may use it"
                            + " (kms:GenerateDataKey to write, kms:Decrypt to read)",
                    false);
        } else if (e.statusCode() == 401 || e.statusCode() == 403) {
            return new Fault(
                    "these credentials may not do that (" + said(e) + "). Allow them " + operation.permission() + " on "
                            + bucket + ", and with encryption by a key of KMS the use of that key",
                    false);
        }
        return other(e);
    }

    private Fault other(AwsServiceException e) {
        if (Faults.isDamagedOnTheWay(e)) {
            return new Fault(
                    "the bytes were damaged on their way (" + said(e) + "), each time. Look at what stands between",
                    true);
        } else if (e.isThrottlingException() || e.statusCode() == 429) {
            return new Fault("the store asks for fewer requests (" + said(e) + ")", true);
        } else if (e.statusCode() == 501) {
            return new Fault(
                    "the store does not know this part of S3 (" + said(e)
                            + "). Take one that does, or leave out samui.storage.s3.encryption where that is it",
                    false);
        } else if (e.statusCode() >= 500 || e.retryable() || code(e).equals("RequestTimeout")) {
            return new Fault("the store has trouble of its own (" + said(e) + ")", true);
        } else if (code(e).isEmpty()) {
            return new Fault(
                    "what answers there does not speak S3 (" + said(e) + "). Check samui.storage.s3.endpoint", false);
        }
        return new Fault("the store refuses (" + said(e) + ")", false);
    }

    private String credentials(String code) {
        String remedy = switch (code) {
            case "InvalidAccessKeyId" -> "the access key is unknown there";
            case "SignatureDoesNotMatch" -> "the secret key is not the access key's";
            default -> "the session's token is not, or no longer, good";
        };
        String where = settings.accessKey() == null
                ? "the credentials that the environment, a profile or the machine gives"
                : "samui.storage.s3.access-key and samui.storage.s3.secret-key";
        return "the credentials are wrong (" + code + "): " + remedy + ". Check " + where;
    }

    private String noBucket() {
        String region = settings.region() == null ? "" : " --region " + settings.region();
        String endpoint = settings.endpoint() == null ? "" : " --endpoint-url " + settings.endpoint();
        return "there is no bucket " + bucket.name() + ". Make it (aws s3 mb s3://" + bucket.name() + region + endpoint
                + "), or name another with samui.storage.s3.bucket";
    }

    private static String otherRegion(AwsServiceException e) {
        AwsErrorDetails details = e.awsErrorDetails();
        String region = details == null || details.sdkHttpResponse() == null
                ? null
                : details.sdkHttpResponse()
                        .firstMatchingHeader("x-amz-bucket-region")
                        .orElse(null);
        return "the bucket is in another region (" + said(e) + "). Set samui.storage.s3.region"
                + (region == null ? " to the bucket's" : "=" + region);
    }

    /** The store's own word for it, such as {@code NoSuchBucket}; empty where there is none. */
    static String code(AwsServiceException e) {
        AwsErrorDetails details = e.awsErrorDetails();
        return details == null ? "" : Objects.requireNonNullElse(details.errorCode(), "");
    }

    private static String said(AwsServiceException e) {
        AwsErrorDetails details = e.awsErrorDetails();
        String message = details == null ? null : details.errorMessage();
        return String.join(" ", String.valueOf(e.statusCode()), code(e), message == null ? "" : message)
                .strip();
    }
}
