package io.samui.core.job;

import io.samui.core.InvalidInputException;
import io.samui.core.Stores;
import io.samui.core.annotation.AnnotationSnapshot;
import io.samui.core.annotation.BoxAnnotation;
import io.samui.core.annotation.PointAnnotation;
import io.samui.core.annotation.PromptSummary;
import io.samui.core.change.Reason;
import io.samui.core.image.ImageId;
import io.samui.core.image.ImageRecord;
import io.samui.core.inference.SegmentationMode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One submission, under the queue's lock: takes what needs processing into a job, a handful of images at a time, so that it needs
 * little memory however many there are. Annotations are read of those images only.
 */
final class Submission {

    static final String NO_VALID_IDS = "No valid image IDs provided";

    private static final String NONE_LEFT = "No images need processing";
    /** At most so many images, or hardly more annotations, are held at once. */
    private static final int HANDFUL = 500;

    private static final int ANNOTATIONS = 5_000;

    private final Stores stores;
    private final JobRequest request;
    private final ChangeScan scan;
    private final Function<List<NewJob.NewItem>, NewJob> newJob;
    private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);
    private final Set<String> sentences = new LinkedHashSet<>();
    private final List<Finding> waiting = new ArrayList<>();
    private int waitingAnnotations;
    private @Nullable Job job;

    /**
     * @param newJob makes the job of its first items
     */
    Submission(Stores stores, JobRequest request, ChangeScan scan, Function<List<NewJob.NewItem>, NewJob> newJob) {
        this.stores = stores;
        this.request = request;
        this.scan = scan;
        this.newJob = newJob;
    }

    /**
     * Inserts the job with all its items.
     *
     * @throws InvalidInputException when nothing is left to do, saying why
     */
    Job insert() {
        scan.findings().forEach(this::take);
        insertWaiting();
        if (job == null) {
            throw new InvalidInputException(noneLeft());
        }
        return job;
    }

    private void take(Finding finding) {
        if (!finding.taken(request.forceAll())) {
            leaveOut(finding);
            return;
        }
        PromptSummary prompts = finding.image().prompts();
        waiting.add(finding);
        waitingAnnotations += prompts.positives() + prompts.negatives();
        if (waiting.size() >= HANDFUL || waitingAnnotations >= ANNOTATIONS) {
            insertWaiting();
        }
    }

    private void leaveOut(Finding finding) {
        reasons.add(finding.reason());
        if (sentences.size() < 2) {
            sentences.add(finding.sentence());
        }
    }

    private void insertWaiting() {
        List<NewJob.NewItem> items = items();
        waiting.clear();
        waitingAnnotations = 0;
        if (!items.isEmpty()) {
            job = job == null
                    ? stores.jobs().insert(newJob.apply(items))
                    : stores.jobs().addItems(job.id(), items);
        }
    }

    private List<NewJob.NewItem> items() {
        SegmentationMode mode = request.mode();
        List<ImageId> ids =
                waiting.stream().map(finding -> finding.image().id()).toList();
        Map<ImageId, ImageRecord> images =
                stores.images().findAll(ids).stream().collect(Collectors.toMap(ImageRecord::id, Function.identity()));
        Map<ImageId, List<BoxAnnotation>> boxes =
                mode == SegmentationMode.POINT ? Map.of() : stores.annotations().boxes(ids);
        Map<ImageId, List<PointAnnotation>> points =
                mode == SegmentationMode.POINT ? stores.annotations().points(ids) : Map.of();
        List<NewJob.NewItem> items = new ArrayList<>();
        for (Finding finding : waiting) {
            ImageRecord image = images.get(finding.image().id());
            if (image != null) {
                AnnotationSnapshot snapshot = AnnotationSnapshot.of(
                        mode,
                        boxes.getOrDefault(image.id(), List.of()),
                        points.getOrDefault(image.id(), List.of()),
                        image.textPrompt());
                // what was judged may have been edited since: people do not wait for the queue's lock
                Finding now = scan.judge(finding.image(), snapshot.summary(), snapshot.textPrompt());
                if (now.taken(request.forceAll())) {
                    items.add(new NewJob.NewItem(image.id(), image.filename(), image.sha256(), snapshot));
                } else {
                    leaveOut(now);
                }
            }
        }
        return items;
    }

    /** Says why where all share a reason: the sentence they share, or at least the reason's own. */
    private String noneLeft() {
        return switch (reasons.size()) {
            case 0 -> NO_VALID_IDS;
            case 1 ->
                NONE_LEFT + ": "
                        + (sentences.size() == 1
                                        ? sentences
                                        : reasons.stream().map(Reason::sentence).toList())
                                .iterator()
                                .next();
            default -> NONE_LEFT;
        };
    }
}
