package io.samui.storage.s3;

import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobNotFoundException;
import io.samui.core.storage.BlobStorageException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The bytes of an object. Where the connection breaks, the rest is asked for again, of the same version only. Of a whole object
 * the last bytes are handed out only once the SHA-256 of all was found to be the one it was put with, so that nobody ever has all
 * of a damaged blob and believes it. Of a part, only its length is certain. Throws {@link BlobStorageException} rather than
 * IOException: what reads images takes the latter for a broken image.
 */
final class BlobStream extends InputStream {

    private static final Logger LOG = LoggerFactory.getLogger(BlobStream.class);

    private final ObjectReader reader;
    private final BlobKey key;
    private final String etag;
    private final long length;
    private final long end;
    private final Optional<Verification> verification;
    private ResponseInputStream<GetObjectResponse> body;
    private long position;
    private int retriesLeft;
    private boolean closed;

    /** What the whole must have. */
    private record Verification(String wanted, MessageDigest digest) {}

    BlobStream(ObjectReader reader, BlobKey key, ResponseInputStream<GetObjectResponse> body, ByteRange range) {
        this.reader = reader;
        this.key = key;
        this.body = body;
        this.retriesLeft = reader.retries();
        GetObjectResponse response = body.response();
        this.etag = response.eTag();
        this.position = range.from();
        this.length = response.contentLength();
        this.end = range.from() + length;
        String partly = response.contentRange();
        if (partly == null && (position > 0 || end - 1 > range.to())) {
            body.abort();
            throw new BlobStorageException(
                    "Blob " + key
                            + " could not be read: the store gives all of it where a part is asked for. Take one that"
                            + " knows ranges",
                    null,
                    false);
        }
        boolean whole = position == 0 && (partly == null || partly.endsWith("/" + end));
        this.verification = Optional.ofNullable(response.metadata().get(ObjectDigest.METADATA))
                .filter(digest -> whole)
                .map(digest -> new Verification(digest, ObjectDigest.fresh()));
        if (position == end) {
            verify();
        }
    }

    /** Bytes that it has in all. */
    long length() {
        return length;
    }

    /** Of a fresh stream all bytes; closes it. */
    byte[] readWhole() {
        byte[] all = new byte[Math.toIntExact(length)];
        try (this) {
            readNBytes(all, 0, all.length);
            return all;
        } catch (IOException e) {
            throw new BlobStorageException("Blob " + key + " could not be read to its end (" + e + ")", e, true);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (closed) {
            throw new IOException("The stream of blob " + key + " is closed");
        } else if (length == 0) {
            return 0;
        } else if (position == end) {
            return -1;
        }
        int count = some(target, offset, (int) Math.min(length, end - position));
        position += count;
        verification.ifPresent(running -> running.digest().update(target, offset, count));
        if (position == end) {
            verify();
        }
        return count;
    }

    private int some(byte[] target, int offset, int length) {
        while (true) {
            try {
                int count = body.read(target, offset, length);
                if (count > 0) {
                    return count;
                }
                resume(new EOFException("the answer ended early"));
            } catch (IOException | SdkException e) {
                resume(e);
            }
        }
    }

    private void resume(Exception cause) {
        body.abort();
        if (retriesLeft == 0) {
            throw new BlobStorageException(
                    "Blob " + key + " could not be read to its end: the connection broke at byte " + position + " of "
                            + end + ", after " + reader.retries() + " retries (" + cause.getMessage() + ")",
                    cause,
                    true);
        }
        retriesLeft--;
        LOG.debug("Blob {} breaks off at byte {} of {} and is taken up again", key, position, end, cause);
        body = rest();
        if (body.response().contentLength() != end - position) {
            body.abort();
            throw new BlobStorageException(
                    "Blob " + key + " could not be read to its end: the store gives another part than it was asked for",
                    cause,
                    true);
        }
    }

    private ResponseInputStream<GetObjectResponse> rest() {
        try {
            return reader.get(key, new ByteRange(position, end - 1), etag);
        } catch (BlobNotFoundException e) {
            throw new ReplacedBlobException(key, e);
        } catch (BlobStorageException e) {
            if (e.getCause() instanceof AwsServiceException answer && answer.statusCode() == 412) {
                throw new ReplacedBlobException(key, e);
            }
            throw e;
        }
    }

    private void verify() {
        if (verification.isEmpty()) {
            return;
        }
        Verification running = verification.get();
        String found = HexFormat.of().formatHex(running.digest().digest());
        if (!found.equals(running.wanted())) {
            closed = true;
            body.abort();
            throw new DamagedBlobException(key, running.wanted(), found);
        }
    }

    @Override
    public int available() throws IOException {
        return closed || position == end ? 0 : (int) Math.min(body.available(), end - position);
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        if (position < end) {
            body.abort(); // reading what nobody wants takes longer than a new connection
        } else {
            body.close();
        }
    }

    @Override
    public String toString() {
        return "BlobStream[" + key + " at " + position + " of " + end + "]";
    }
}
