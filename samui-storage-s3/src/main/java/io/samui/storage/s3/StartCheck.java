package io.samui.storage.s3;

import io.samui.core.ConfigurationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/** Asks the bucket once before anybody relies on it. */
final class StartCheck {

    private static final Logger LOG = LoggerFactory.getLogger(StartCheck.class);

    private final Bucket bucket;
    private final Faults faults;

    StartCheck(Bucket bucket, Faults faults) {
        this.bucket = bucket;
        this.faults = faults;
    }

    /**
     * By a request that is answered with a body: only there a store says what is wrong.
     *
     * @return whether the store answers; one that is away may come back, and is no reason not to start
     * @throws ConfigurationException when only somebody can mend it, with what to do
     */
    boolean passes() {
        ListObjectsV2Response listed;
        try {
            listed = bucket.client()
                    .listObjectsV2(request -> request.bucket(bucket.name())
                            .prefix(bucket.prefix())
                            .maxKeys(1));
        } catch (SdkException e) {
            Fault fault = faults.of(Operation.LIST, e);
            String sentence = "The blob storage " + bucket + " cannot be used: " + fault.sentence();
            if (!fault.retryable()) {
                throw new ConfigurationException(sentence, e);
            }
            LOG.warn("{}. Until it answers, what needs its blobs fails", sentence);
            return false;
        }
        if (listed.name() == null) {
            throw new ConfigurationException("The blob storage " + bucket
                    + " cannot be used: what answers there does not speak S3. Check samui.storage.s3.endpoint");
        }
        return true;
    }
}
