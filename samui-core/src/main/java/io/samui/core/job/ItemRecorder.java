package io.samui.core.job;

import io.samui.core.Stores;
import io.samui.core.history.ProcessingResult;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records what became of an item: its row and its result's, after the result's blobs. Used by one thread. */
final class ItemRecorder {

    private static final Logger LOG = LoggerFactory.getLogger(ItemRecorder.class);

    private final Stores stores;
    private final ResultWriter writer;
    private final Clock clock;
    private final JobEvents events;
    private final Patience patience;

    ItemRecorder(ImagePipeline pipeline, JobEvents events, Patience patience) {
        this.stores = pipeline.stores();
        this.writer = pipeline.writer();
        this.clock = pipeline.clock();
        this.events = events;
        this.patience = patience;
    }

    /** Ends a running item; a result whose image is gone is taken back, and the item ends as skipped. */
    void record(JobItem item, ItemOutcome outcome) {
        boolean ended;
        try {
            ended = finish(item, outcome);
        } catch (RuntimeException e) {
            // whether the commit went through is unknown: the blobs stay, the sweep takes them if there is no row
            LOG.error("The outcome of {} could not be recorded", item.filename(), e);
            throw e;
        }
        ItemStatus endedAs = outcome.status();
        if (!ended && outcome instanceof ItemOutcome.Processed processed && !isRecorded(processed.result())) {
            writer.discard(processed.result());
            finish(item, ItemOutcome.Skipped.IMAGE_DELETED);
            endedAs = ItemStatus.SKIPPED;
        }
        events.itemEnded(item.jobId(), new EndedItem(item.position(), item.imageId(), endedAs));
    }

    /** Takes back the blobs of a result that will get no row. */
    void discard(ItemOutcome outcome) {
        if (outcome instanceof ItemOutcome.Processed processed) {
            writer.discard(processed.result());
        }
    }

    /** Whether an earlier try went through, whose answer was lost. */
    private boolean isRecorded(ProcessingResult result) {
        return patience.untilDone(() -> stores.results().find(result.id())).isPresent();
    }

    private boolean finish(JobItem item, ItemOutcome outcome) {
        return patience.untilDone(
                () -> stores.jobs().finishItem(item.jobId(), item.position(), outcome, clock.instant()));
    }
}
