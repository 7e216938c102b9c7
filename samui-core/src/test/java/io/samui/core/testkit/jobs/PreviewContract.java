package io.samui.core.testkit.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.InvalidInputException;
import io.samui.core.PageRequest;
import io.samui.core.annotation.BoxAnnotation;
import io.samui.core.annotation.PromptType;
import io.samui.core.change.Reason;
import io.samui.core.image.ImageId;
import io.samui.core.image.ImageRecord;
import io.samui.core.image.NamePart;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.PromptKind;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.ImageStanding;
import io.samui.core.job.Job;
import io.samui.core.job.JobItem;
import io.samui.core.job.JobPreview;
import io.samui.core.job.JobRequest;
import io.samui.core.job.JobStatus;
import io.samui.core.job.PreviewedImage;
import io.samui.core.job.Worklist;
import io.samui.core.mask.PixelBox;
import io.samui.core.testkit.stores.StoreData;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a preview says is what a submission does, over any stores. */
public abstract class PreviewContract extends HandWorkedJobs {

    private static final int STEPS = 120;
    private static final List<DecodeOptions> PARAMETERS =
            List.of(DecodeOptions.defaults(), new DecodeOptions(0.25, 0), new DecodeOptions(0.5, -1));
    private static final List<String> TEXTS = List.of("cat", " Cat;", "dog", "");

    /** Written out: the first three take none twice but what failed, and all four together leave none out. */
    private static final Map<ImageStanding, Set<Reason>> STANDING = Map.of(
            ImageStanding.NEEDS_PROCESSING,
            EnumSet.range(Reason.LAST_FAILED, Reason.ANNOTATIONS_CHANGED),
            ImageStanding.UP_TO_DATE,
            EnumSet.of(Reason.UP_TO_DATE, Reason.IN_PROGRESS),
            ImageStanding.FAILED,
            EnumSet.of(Reason.LAST_FAILED),
            ImageStanding.NOTHING_TO_PROCESS,
            EnumSet.of(Reason.NOTHING_TO_PROCESS, Reason.UNSUPPORTED_PROMPT));

    private final Random random = new Random(11);
    private final List<ImageRecord> images = new ArrayList<>();
    private final Set<Reason> seen = EnumSet.noneOf(Reason.class);

    /** Whatever happened before: jobs that ran, failed, were broken off, run or wait; edits, deletions, another model. */
    @Test
    @Timeout(180)
    void whatever_the_past_what_needs_processing_is_exactly_what_a_submission_right_after_takes() {
        for (int i = 0; i < 5; i++) {
            images.add(stores.images().insert(StoreData.image("image" + i)));
        }
        for (int step = 0; step < STEPS; step++) {
            happen();
            happen();
            assertWorklistsAreWhatPreviewsSay(anyRequest());
            assertSubmissionTakesWhatPreviewSays(anyRequest());
        }
        assertThat(seen)
                .as("the past was various enough")
                .containsExactlyInAnyOrderElementsOf(
                        EnumSet.complementOf(EnumSet.of(Reason.IMAGE_CHANGED))); // bytes never change
    }

    private void assertSubmissionTakesWhatPreviewSays(JobRequest request) {
        List<Job> before = samui.jobs().list(PageRequest.unpaged()).entries();
        JobPreview preview = samui.jobs().preview(request);
        List<PreviewedImage> previewed = new ArrayList<>();
        preview.forEachRemaining(previewed::add);
        assertThat(samui.jobs().list(PageRequest.unpaged()).entries())
                .as("a preview changes nothing")
                .isEqualTo(before);

        List<ImageId> announced = previewed.stream()
                .filter(PreviewedImage::needsProcessing)
                .map(PreviewedImage::id)
                .toList();
        List<ImageId> taken;
        try {
            Job job = samui.jobs().submit(request);
            taken = samui.jobs().items(job.id()).stream().map(JobItem::imageId).toList();
        } catch (InvalidInputException e) {
            assertThat(e).hasMessageStartingWith("No images need processing");
            taken = List.of();
        }
        assertThat(taken).as("%s: %s", request, previewed).isEqualTo(announced);
        JobPreview.Totals totals = preview.totals();
        assertThat(totals.needProcessing()).isEqualTo(announced.size());
        assertThat(totals.images()).isEqualTo(previewed.size());
        assertThat(totals.reasons().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(totals.images());
        assertThat(totals.images() + totals.unknown().size())
                .isEqualTo((int) request.imageIds().stream().distinct().count());
        previewed.forEach(image -> seen.add(image.reason()));
    }

    private void assertWorklistsAreWhatPreviewsSay(JobRequest request) {
        List<ImageId> newestFirst = stores.images().list(PageRequest.unpaged()).entries().stream()
                .map(ImageRecord::id)
                .toList();
        Map<ImageId, Reason> reasons = new HashMap<>();
        samui.jobs()
                .preview(new JobRequest(newestFirst, request.mode(), request.parameters(), false))
                .forEachRemaining(image -> reasons.put(image.id(), image.reason()));
        for (ImageStanding standing : ImageStanding.values()) {
            List<ImageId> expected = newestFirst.stream()
                    .filter(id -> STANDING.get(standing).contains(reasons.get(id)))
                    .toList();
            Worklist.Query query = new Worklist.Query(NamePart.any(), request.mode(), standing, request.parameters());
            List<ImageId> found = new ArrayList<>();
            Optional<PageRequest> next = Optional.of(PageRequest.first(2));
            while (next.isPresent()) {
                Worklist.Found page = samui.worklist().find(query, next.get());
                assertThat(page.total()).isEqualTo(expected.size());
                assertThat(samui.worklist().page(query, next.get())).isEqualTo(page.page());
                page.page().entries().forEach(image -> found.add(image.id()));
                assertThat(found).as("no image comes twice").hasSizeLessThanOrEqualTo(expected.size());
                next = page.page().next();
            }
            assertThat(found).as("%s in %s", standing, reasons).isEqualTo(expected);
        }
    }

    private void happen() {
        ImageRecord image = images.get(random.nextInt(images.size()));
        switch (random.nextInt(17)) {
            case 0 ->
                samui.annotations()
                        .addBox(
                                image.id(),
                                new PixelBox(random.nextInt(2), 0, 3, 3),
                                PromptType.values()[random.nextInt(PromptType.values().length)]);
            case 1 -> samui.annotations().addPoint(image.id(), random.nextInt(2), 3, random.nextInt(4) > 0);
            case 2, 3 -> samui.images().setTextPrompt(image.id(), TEXTS.get(random.nextInt(TEXTS.size())));
            case 4 ->
                samui.annotations().boxes(image.id()).stream()
                        .map(BoxAnnotation::id)
                        .findFirst()
                        .ifPresent(samui.annotations()::deleteBox);
            case 5 -> {
                if (random.nextInt(4) == 0) {
                    engine.digest = "fake-" + random.nextInt(2);
                }
            }
            case 6, 7 ->
                engine.promptKinds = random.nextBoolean()
                        ? EnumSet.of(PromptKind.BOX, PromptKind.POINT)
                        : EnumSet.allOf(PromptKind.class);
            case 8 -> {
                if (random.nextInt(4) == 0) {
                    stores.images().delete(image.id());
                    images.remove(image);
                    images.add(stores.images().insert(StoreData.image("another")));
                }
            }
            default -> workSomething();
        }
    }

    /** Starts the next job where none runs, else ends the one that does. */
    private void workSomething() {
        List<Job> running = stores.jobCatalogue().withStatus(JobStatus.RUNNING);
        if (!running.isEmpty()) {
            end(running.get(0));
        } else if (!stores.jobCatalogue().withStatus(JobStatus.QUEUED).isEmpty()) {
            int bad = random.nextInt(5);
            Job job = start(item -> switch (bad) {
                case 0 -> FAILED;
                case 1 -> null;
                default -> processed(item);
            });
            if (random.nextInt(4) > 0) {
                end(job);
            }
        }
    }

    private JobRequest anyRequest() {
        List<ImageId> ids = new ArrayList<>();
        ids.add(images.get(0).id());
        images.stream().filter(image -> random.nextBoolean()).forEach(image -> ids.add(image.id()));
        if (random.nextInt(4) == 0) {
            ids.add(0, new ImageId(UUID.randomUUID()));
        }
        return new JobRequest(
                ids,
                SegmentationMode.values()[random.nextInt(SegmentationMode.values().length)],
                PARAMETERS.get(Math.max(0, random.nextInt(6) - 3)),
                random.nextInt(4) == 0);
    }

    @Test
    void images_come_in_the_order_of_the_request_each_once_and_unknown_ids_are_told() {
        ImageRecord fresh = uploadWithBox("fresh");
        ImageRecord empty = upload("empty", 20, 20);
        ImageId unknown = new ImageId(UUID.randomUUID());

        JobPreview preview = samui.jobs()
                .preview(JobRequest.of(MODE, List.of(empty.id(), unknown, fresh.id(), empty.id(), unknown)));

        assertThat(preview.next())
                .isEqualTo(new PreviewedImage(
                        empty.id(), "empty", false, Reason.NOTHING_TO_PROCESS, Reason.NOTHING_TO_PROCESS.sentence()));
        assertThat(preview.next().reason()).isEqualTo(Reason.NEVER_PROCESSED);
        assertThat(preview.hasNext()).isFalse();
        assertThat(preview.totals())
                .isEqualTo(new JobPreview.Totals(
                        2, 1, Map.of(Reason.NOTHING_TO_PROCESS, 1, Reason.NEVER_PROCESSED, 1), List.of(unknown)));
    }

    @Test
    void a_worklist_is_of_the_images_with_a_name_and_of_a_mode_that_the_model_has() {
        ImageRecord cat = uploadWithBox("Cat");
        uploadWithBox("dog");

        Worklist.Found cats = samui.worklist().find(needing(NamePart.of("CAT")), PageRequest.first(5));
        assertThat(cats.total()).isEqualTo(1);
        assertThat(cats.page().entries()).extracting(ImageRecord::id).containsExactly(cat.id());
        assertThat(samui.worklist()
                        .find(needing(NamePart.any()), PageRequest.first(5))
                        .total())
                .isEqualTo(2);
        assertThat(samui.worklist()
                        .page(needing(NamePart.of("CAT")), PageRequest.first(5))
                        .entries())
                .extracting(ImageRecord::id)
                .containsExactly(cat.id());
        engine.modes = EnumSet.of(SegmentationMode.POINT);
        assertRefusedForItsMode(() -> samui.worklist().find(needing(NamePart.any()), PageRequest.first(5)));
        assertRefusedForItsMode(() -> samui.worklist().page(needing(NamePart.any()), PageRequest.first(5)));
    }

    private static void assertRefusedForItsMode(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("does not have the mode inside_box");
    }

    private static Worklist.Query needing(NamePart name) {
        return new Worklist.Query(name, MODE, ImageStanding.NEEDS_PROCESSING, DecodeOptions.defaults());
    }

    @Test
    void other_parameters_are_a_reason_and_the_same_ones_are_none() {
        ImageRecord image = uploadWithBox("a");
        submit(image);
        work(this::processed);

        assertThat(reason(image, new DecodeOptions(0.5, 0.25))).isEqualTo(Reason.PARAMETERS_CHANGED);
        assertThat(reason(image, new DecodeOptions(0.5, -0.0))).isEqualTo(Reason.UP_TO_DATE);
    }

    @Test
    void a_request_that_is_wrong_is_refused_as_a_submission_is() {
        ImageRecord image = uploadWithBox("a");

        assertThatThrownBy(() -> samui.jobs().preview(JobRequest.of(MODE, List.of())))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("image_ids is empty");
        assertThatThrownBy(() -> samui.jobs().preview(JobRequest.of(MODE, List.of(new ImageId(UUID.randomUUID())))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("No valid image IDs provided");
        engine.modes = EnumSet.of(SegmentationMode.POINT);
        assertThatThrownBy(() -> samui.jobs().preview(JobRequest.of(MODE, List.of(image.id()))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("does not have the mode inside_box");
    }

    private Reason reason(ImageRecord image, DecodeOptions parameters) {
        return samui.jobs()
                .preview(new JobRequest(List.of(image.id()), MODE, parameters, false))
                .next()
                .reason();
    }
}
