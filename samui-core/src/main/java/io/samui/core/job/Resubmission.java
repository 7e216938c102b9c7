package io.samui.core.job;

import io.samui.core.InvalidInputException;
import io.samui.core.Stores;
import io.samui.core.change.Pending;
import io.samui.core.image.ImageId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One retry, under the queue's lock: takes what failed or was cancelled of a job into a new one, from the same snapshots, a few
 * images at a time, so that it needs little memory however many there are.
 */
final class Resubmission {

    private static final Set<ItemStatus> LEFT_UNDONE = Set.of(ItemStatus.FAILED, ItemStatus.CANCELLED);

    /** Few, as each comes with its snapshot. */
    static final int PIECE = 100;

    private final Stores stores;
    private final Job again;
    private final Function<List<NewJob.NewItem>, NewJob> newJob;
    private @Nullable Job job;
    private int gone;
    private int pending;

    /**
     * @param again  has ended
     * @param newJob makes the new job of its first items
     */
    Resubmission(Stores stores, Job again, Function<List<NewJob.NewItem>, NewJob> newJob) {
        this.stores = stores;
        this.again = again;
        this.newJob = newJob;
    }

    /**
     * Inserts the job with all its items.
     *
     * @throws InvalidInputException when nothing is left to do, saying why
     */
    Job insert() {
        ItemRequest request = ItemRequest.first(again.id(), LEFT_UNDONE, PIECE);
        List<JobItem> items = stores.jobCatalogue().items(request);
        while (!items.isEmpty()) {
            insert(items);
            request = request.from(items.get(items.size() - 1).position() + 1);
            items = stores.jobCatalogue().items(request);
        }
        if (job == null) {
            throw new InvalidInputException("No images to retry: " + why());
        }
        return job;
    }

    private void insert(List<JobItem> undone) {
        Map<ImageId, ImageState> images =
                stores.imageStates().find(undone.stream().map(JobItem::imageId).toList(), again.mode()).stream()
                        .collect(Collectors.toMap(ImageState::id, Function.identity()));
        List<NewJob.NewItem> items = new ArrayList<>();
        for (JobItem item : undone) {
            ImageState image = images.get(item.imageId());
            if (image == null) {
                gone++;
            } else if (sameAs(item).equals(image.pending())) {
                pending++;
            } else {
                items.add(new NewJob.NewItem(item.imageId(), item.filename(), item.imageDigest(), item.snapshot()));
            }
        }
        if (!items.isEmpty()) {
            job = job == null
                    ? stores.jobs().insert(newJob.apply(items))
                    : stores.jobs().addItems(job.id(), items);
        }
    }

    /** As change detection would see it if it were pending. */
    private Pending sameAs(JobItem item) {
        return new Pending(
                item.snapshot().digest(), item.imageDigest(), again.parameters().digest());
    }

    private String why() {
        if (gone + pending == 0) {
            return "none of the job's images failed or was cancelled";
        } else if (pending == 0) {
            return "those that failed or were cancelled are deleted";
        }
        return "those that failed or were cancelled " + (gone == 0 ? "" : "and are not deleted ")
                + "wait or run already" + retriedBy();
    }

    private String retriedBy() {
        return Stream.of(JobStatus.RUNNING, JobStatus.QUEUED)
                .flatMap(status -> stores.jobCatalogue().withStatus(status).stream())
                .filter(other -> Objects.equals(other.retryOf(), again.id()))
                .findFirst()
                .map(other -> ", in job " + other.id())
                .orElse(", in another job with the same prompts");
    }
}
