package io.samui.core.job;

import io.samui.core.Stores;
import io.samui.core.history.ProcessingResult;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records what became of items: their rows and their results', after the results' blobs. Used by one thread. */
final class ItemRecorder {

    /** An item, and how it went. */
    record Ended(JobItem item, ItemOutcome outcome) {}

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

    /**
     * Ends running items of one job, in one transaction: a commit that takes its time holds up nobody, for whatever ends meanwhile is
     * in the next one. A result whose image is gone is taken back, and the item ends as skipped.
     */
    void record(List<Ended> all) {
        Set<Integer> recorded;
        try {
            recorded = finish(all);
        } catch (RuntimeException e) {
            // whether the commit went through is unknown: the blobs stay, the sweep takes them if there is no row
            LOG.error(
                    "The outcome of {} could not be recorded", all.get(0).item().filename(), e);
            throw e;
        }
        for (Ended one : all) {
            JobItem item = one.item();
            ItemStatus status =
                    recorded.contains(item.position()) ? one.outcome().status() : late(one);
            events.itemEnded(item.jobId(), new EndedItem(item.position(), item.imageId(), status));
        }
    }

    /** What becomes of one that could not be ended so. */
    private ItemStatus late(Ended one) {
        if (one.outcome() instanceof ItemOutcome.Processed processed && !isRecorded(processed.result())) {
            writer.discard(processed.result());
            finish(List.of(new Ended(one.item(), ItemOutcome.Skipped.IMAGE_DELETED)));
            return ItemStatus.SKIPPED;
        }
        return one.outcome().status();
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

    private Set<Integer> finish(List<Ended> all) {
        SortedMap<Integer, ItemOutcome> outcomes = new TreeMap<>();
        all.forEach(one -> outcomes.put(one.item().position(), one.outcome()));
        JobId job = all.get(0).item().jobId();
        return patience.untilDone(() -> stores.jobs().finishItems(job, outcomes, clock.instant()));
    }
}
