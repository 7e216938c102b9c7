package io.samui.core.testkit.jobs;

import io.samui.core.Stores;
import io.samui.core.UnitOfWork;
import io.samui.core.annotation.AnnotationStore;
import io.samui.core.history.ResultStore;
import io.samui.core.image.ImageCatalogue;
import io.samui.core.job.ImageStates;
import io.samui.core.job.JobCatalogue;
import io.samui.core.job.JobStore;
import io.samui.core.job.SubmissionKeys;
import io.samui.core.storage.BlobReferences;

/** Stores whose close does nothing, so that what they hold can be looked at, or used again, after it. */
public record KeptOpen(Stores stores) implements Stores {
    @Override
    public UnitOfWork unitOfWork() {
        return stores.unitOfWork();
    }

    @Override
    public ImageCatalogue images() {
        return stores.images();
    }

    @Override
    public AnnotationStore annotations() {
        return stores.annotations();
    }

    @Override
    public JobStore jobs() {
        return stores.jobs();
    }

    @Override
    public JobCatalogue jobCatalogue() {
        return stores.jobCatalogue();
    }

    @Override
    public ImageStates imageStates() {
        return stores.imageStates();
    }

    @Override
    public SubmissionKeys submissionKeys() {
        return stores.submissionKeys();
    }

    @Override
    public ResultStore results() {
        return stores.results();
    }

    @Override
    public BlobReferences blobReferences() {
        return stores.blobReferences();
    }

    @Override
    public void close() {}
}
