package io.samui.core.job;

import io.samui.core.history.ProcessingResult;

/** How an item ends. */
public sealed interface ItemOutcome {

    /** It has a result, whose blobs are written. */
    record Processed(ProcessingResult result) implements ItemOutcome {}

    /** There was nothing left to do. */
    record Skipped(String reason) implements ItemOutcome {
        public static final Skipped IMAGE_DELETED = new Skipped("image deleted");
    }

    /** It could not be done; the sentence says what to do. */
    record Failed(FailureCode code, String sentence) implements ItemOutcome {}

    /** Somebody or something ended the job first. */
    record Cancelled(String reason) implements ItemOutcome {}
}
