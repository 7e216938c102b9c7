package io.samui.core.job;

import io.samui.core.history.ProcessingResult;

/** How an item ends. */
public sealed interface ItemOutcome {

    /** What the item is afterwards. */
    ItemStatus status();

    /** It has a result, whose blobs are written. */
    record Processed(ProcessingResult result) implements ItemOutcome {
        @Override
        public ItemStatus status() {
            return ItemStatus.PROCESSED;
        }
    }

    /** There was nothing left to do. */
    record Skipped(String reason) implements ItemOutcome {
        public static final Skipped IMAGE_DELETED = new Skipped("image deleted");

        @Override
        public ItemStatus status() {
            return ItemStatus.SKIPPED;
        }
    }

    /** It could not be done; the sentence says what to do. */
    record Failed(FailureCode code, String sentence) implements ItemOutcome {
        @Override
        public ItemStatus status() {
            return ItemStatus.FAILED;
        }
    }

    /** Somebody or something ended the job first. */
    record Cancelled(String reason) implements ItemOutcome {
        @Override
        public ItemStatus status() {
            return ItemStatus.CANCELLED;
        }
    }
}
