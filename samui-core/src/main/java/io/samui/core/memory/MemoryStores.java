package io.samui.core.memory;

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

/** All stores in memory, gone with the process. */
public final class MemoryStores implements Stores {

    private final MemoryState state = new MemoryState();
    private final ImageCatalogue images = new MemoryImageCatalogue(state);
    private final AnnotationStore annotations = new MemoryAnnotationStore(state);
    private final JobStore jobs = new MemoryJobStore(state);
    private final JobCatalogue jobCatalogue = new MemoryJobCatalogue(state);
    private final ImageStates imageStates = new MemoryImageStates(state);
    private final SubmissionKeys submissionKeys = new MemorySubmissionKeys(state);
    private final ResultStore results = new MemoryResultStore(state);
    private final BlobReferences blobReferences = new MemoryBlobReferences(state);

    @Override
    public String kind() {
        return "memory";
    }

    @Override
    public UnitOfWork unitOfWork() {
        return state.unit;
    }

    @Override
    public ImageCatalogue images() {
        return images;
    }

    @Override
    public AnnotationStore annotations() {
        return annotations;
    }

    @Override
    public JobStore jobs() {
        return jobs;
    }

    @Override
    public JobCatalogue jobCatalogue() {
        return jobCatalogue;
    }

    @Override
    public ImageStates imageStates() {
        return imageStates;
    }

    @Override
    public SubmissionKeys submissionKeys() {
        return submissionKeys;
    }

    @Override
    public ResultStore results() {
        return results;
    }

    @Override
    public BlobReferences blobReferences() {
        return blobReferences;
    }

    @Override
    public void close() {
        // the collector's
    }
}
