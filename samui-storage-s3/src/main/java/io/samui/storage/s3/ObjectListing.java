package io.samui.storage.s3;

import io.samui.core.storage.BlobInfo;
import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobStorageException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/** Lists blobs, a page at a time. The store sorts by the keys' bytes, which is the order of ours. */
final class ObjectListing implements Iterator<BlobInfo> {

    static final int PAGE = 1_000;

    private final Bucket bucket;
    private final Faults faults;
    private final ListObjectsV2Request request;
    private final Queue<BlobInfo> page = new ArrayDeque<>();
    private @Nullable BlobKey last;
    private @Nullable String next;
    private boolean allSeen;

    private ObjectListing(Bucket bucket, Faults faults, String prefix, int pageSize) {
        this.bucket = bucket;
        this.faults = faults;
        this.request = ListObjectsV2Request.builder()
                .bucket(bucket.name())
                .prefix(bucket.prefix() + prefix)
                .maxKeys(pageSize)
                .build();
    }

    static Stream<BlobInfo> of(Bucket bucket, Faults faults, String prefix, int pageSize) {
        Iterator<BlobInfo> blobs = new ObjectListing(bucket, faults, prefix, pageSize);
        int facts = Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(blobs, facts), false);
    }

    @Override
    public boolean hasNext() {
        while (page.isEmpty() && !allSeen) {
            turn();
        }
        return !page.isEmpty();
    }

    @Override
    public BlobInfo next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.remove();
    }

    private void turn() {
        ListObjectsV2Response listed = faults.translated(
                Operation.LIST,
                () -> bucket.client()
                        .listObjectsV2(
                                request.toBuilder().continuationToken(next).build()));
        listed.contents()
                .forEach(object -> bucket.blobKey(object.key())
                        .ifPresent(key -> add(new BlobInfo(key, object.size(), object.lastModified()))));
        next = listed.nextContinuationToken();
        allSeen = !Boolean.TRUE.equals(listed.isTruncated()) || next == null;
    }

    private void add(BlobInfo blob) {
        if (last != null && last.compareTo(blob.key()) >= 0) {
            throw new BlobStorageException(
                    "The bucket could not be listed (" + bucket + "): the store lists " + blob.key() + " after " + last
                            + ". Take a store, or a kind of bucket, that lists keys in their order",
                    null,
                    false);
        }
        last = blob.key();
        page.add(blob);
    }
}
