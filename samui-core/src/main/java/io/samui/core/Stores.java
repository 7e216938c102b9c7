package io.samui.core;

import io.samui.core.annotation.AnnotationStore;
import io.samui.core.history.ResultStore;
import io.samui.core.image.ImageCatalogue;
import io.samui.core.job.ImageStates;
import io.samui.core.job.JobCatalogue;
import io.samui.core.job.JobStore;
import io.samui.core.job.SubmissionKeys;
import io.samui.core.storage.BlobReferences;

/**
 * The ports to one database, or to memory, that share its transactions. Thread-safe.
 */
public interface Stores extends AutoCloseable {

    UnitOfWork unitOfWork();

    ImageCatalogue images();

    AnnotationStore annotations();

    JobStore jobs();

    JobCatalogue jobCatalogue();

    ImageStates imageStates();

    SubmissionKeys submissionKeys();

    ResultStore results();

    BlobReferences blobReferences();

    /** What keeps the rows, for people: {@code memory}, {@code sqlite}, {@code postgresql}. */
    default String kind() {
        return "custom";
    }

    /**
     * Keeps the queue to this process until the hold is closed, before the stores are: two that work one queue would end each
     * other's jobs. Does nothing where something else keeps others out: memory, or the lock on SQLite's file.
     *
     * @throws ConfigurationException when another process works it, naming that process
     */
    default AutoCloseable holdQueue() {
        return () -> {};
    }

    /** Releases connections; closing twice is a no-op. */
    @Override
    void close();
}
