package io.samui.rest.http;

import java.io.EOFException;
import java.util.Optional;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.tomcat.util.http.fileupload.MultipartStream.MalformedStreamException;
import org.apache.tomcat.util.http.fileupload.impl.FileCountLimitExceededException;
import org.apache.tomcat.util.http.fileupload.impl.IOFileUploadException;
import org.apache.tomcat.util.http.fileupload.impl.SizeException;
import org.springframework.http.HttpStatus;
import org.springframework.web.multipart.MultipartException;

/** Says in a sentence why an upload cannot be taken. Spring takes every limit for one of size; its causes know better. */
final class UnreadableUpload {

    /** Beyond what is set for part headers, below what is set for whole uploads. */
    private static final long LONGEST_PART_HEADERS = 1 << 16;

    UnreadableBody.Finding explain(MultipartException e) {
        Optional<FileCountLimitExceededException> parts = Causes.find(e, FileCountLimitExceededException.class);
        if (parts.isPresent()) {
            return bad("The upload has more than " + parts.get().getLimit()
                    + " parts. Send the image as the one part named file");
        }
        Optional<SizeException> size = Causes.find(e, SizeException.class);
        if (size.isPresent()) {
            return tooLarge(size.get().getPermittedSize());
        }
        return bad(
                "The upload is not multipart/form-data that can be read: it ends too early, or its boundary or its part"
                        + " headers are malformed. Send the image as the one part named file, as curl -F file=@photo.jpg does");
    }

    /** Whether it was the server that could not keep what came. */
    boolean isServersFault(MultipartException e) {
        return Causes.find(e, java.io.IOException.class).isPresent()
                && (Causes.find(e, IOFileUploadException.class).isPresent() || isWithoutFolder(e))
                && Causes.find(e, MalformedStreamException.class).isEmpty()
                && Causes.find(e, ClientAbortException.class).isEmpty()
                && Causes.find(e, EOFException.class).isEmpty();
    }

    /** The container looks for the folder itself, before it reads anything. */
    private static boolean isWithoutFolder(MultipartException e) {
        return e.getCause() != null && e.getCause().getClass() == java.io.IOException.class;
    }

    private static UnreadableBody.Finding tooLarge(long permitted) {
        return permitted <= LONGEST_PART_HEADERS
                ? bad("The upload's part headers, where the file name stands, have more than " + permitted
                        + " bytes. Give the file a shorter name")
                : new UnreadableBody.Finding(
                        HttpStatus.CONTENT_TOO_LARGE,
                        "The upload is larger than samui.image.max-bytes allows. Send a smaller image, or start the server"
                                + " with a larger --samui.image.max-bytes");
    }

    private static UnreadableBody.Finding bad(String sentence) {
        return new UnreadableBody.Finding(HttpStatus.BAD_REQUEST, sentence);
    }
}
