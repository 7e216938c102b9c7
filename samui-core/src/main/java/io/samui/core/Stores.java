package io.samui.core;

import io.samui.core.annotation.AnnotationStore;
import io.samui.core.history.ResultStore;
import io.samui.core.image.ImageCatalogue;
import io.samui.core.job.JobCatalogue;
import io.samui.core.job.JobStore;
import io.samui.core.job.PastAndPending;

/**
 * The ports to one database, or to memory, that share its transactions. Thread-safe.
 */
public interface Stores extends AutoCloseable {

    UnitOfWork unitOfWork();

    ImageCatalogue images();

    AnnotationStore annotations();

    JobStore jobs();

    JobCatalogue jobCatalogue();

    PastAndPending pastAndPending();

    ResultStore results();

    /** Releases connections; closing twice is a no-op. */
    @Override
    void close();
}
