package io.samui.core.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.annotation.AnnotationId;
import io.samui.core.annotation.AnnotationSnapshot;
import io.samui.core.annotation.AnnotationSnapshot.SnapshotBox;
import io.samui.core.annotation.PromptType;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.mask.PixelBox;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ChangeDetectorTest {

    private static final String PARAMETERS = DecodeOptions.defaults().digest();
    private static final String OTHER_PARAMETERS = new DecodeOptions(0.9, 0).digest();

    private final AnnotationSnapshot prompts = findAll("red apple", 1);
    private final Wanted wanted = wanted(prompts);
    private final Success equalSuccess = success(prompts, "image", "model", PARAMETERS);
    private final Pending equalPending = pending(prompts, "image", PARAMETERS);

    @Test
    void nothing_to_process_comes_before_everything() {
        Wanted nothing = new Wanted(findAll(" ").summary(), "image", "model", PARAMETERS, "unsupported");

        assertThat(ChangeDetector.detect(nothing, equalPending, equalSuccess, failed(prompts)))
                .isEqualTo(Reason.NOTHING_TO_PROCESS);
    }

    @Test
    void an_unsupported_prompt_comes_before_what_was_done_with_it() {
        Wanted unsupported = new Wanted(prompts.summary(), "image", "model", PARAMETERS, "too long");

        assertThat(ChangeDetector.detect(unsupported, equalPending, equalSuccess, null))
                .isEqualTo(Reason.UNSUPPORTED_PROMPT);
    }

    @Test
    void an_equal_pending_item_is_in_progress_whatever_came_before() {
        assertThat(ChangeDetector.detect(wanted, equalPending, null, failed(prompts)))
                .isEqualTo(Reason.IN_PROGRESS);
        assertThat(ChangeDetector.detect(wanted, equalPending, equalSuccess, null))
                .isEqualTo(Reason.IN_PROGRESS);
    }

    @Test
    void a_different_pending_item_counts_as_if_it_were_the_latest_success() {
        assertThat(ChangeDetector.detect(
                        wanted, pending(findAll("red apple", 2), "image", PARAMETERS), equalSuccess, null))
                .as("the equal success will be outdated when the pending item is done")
                .isEqualTo(Reason.ANNOTATIONS_CHANGED);
        assertThat(ChangeDetector.detect(wanted, pending(findAll("pear", 1), "image", PARAMETERS), equalSuccess, null))
                .isEqualTo(Reason.TEXT_PROMPT_CHANGED);
        assertThat(ChangeDetector.detect(wanted, pending(prompts, "image", OTHER_PARAMETERS), equalSuccess, null))
                .isEqualTo(Reason.PARAMETERS_CHANGED);
    }

    @Test
    void a_pending_image_with_other_bytes_is_an_image_that_changed() {
        assertThat(ChangeDetector.detect(wanted, pending(prompts, "other", PARAMETERS), equalSuccess, null))
                .isEqualTo(Reason.IMAGE_CHANGED);
    }

    @Test
    void a_failed_attempt_is_named_behind_a_different_pending_item_too() {
        Pending different = pending(findAll("pear", 1), "image", PARAMETERS);

        assertThat(ChangeDetector.detect(wanted, different, equalSuccess, failed(prompts)))
                .isEqualTo(Reason.LAST_FAILED);
        assertThat(ChangeDetector.detect(wanted, different, equalSuccess, failed(findAll("pear", 1))))
                .isEqualTo(Reason.TEXT_PROMPT_CHANGED);
    }

    @Test
    void a_pending_item_runs_with_the_model_of_now() {
        Success byOldModel = success(prompts, "image", "old model", PARAMETERS);

        assertThat(ChangeDetector.detect(wanted, equalPending, byOldModel, null))
                .isEqualTo(Reason.IN_PROGRESS);
    }

    @Test
    void an_equal_success_is_up_to_date_even_when_a_forced_run_failed_since() {
        assertThat(ChangeDetector.detect(wanted, null, equalSuccess, failed(prompts)))
                .isEqualTo(Reason.UP_TO_DATE);
    }

    @Test
    void a_failed_attempt_with_these_prompts_is_named_before_what_changed() {
        Success old = success(findAll("pear", 1), "image", "model", PARAMETERS);

        assertThat(ChangeDetector.detect(wanted, null, old, failed(prompts))).isEqualTo(Reason.LAST_FAILED);
        assertThat(ChangeDetector.detect(wanted, null, null, failed(prompts))).isEqualTo(Reason.LAST_FAILED);
    }

    @Test
    void a_failed_attempt_with_other_prompts_says_nothing() {
        Success old = success(findAll("pear", 1), "image", "model", PARAMETERS);

        assertThat(ChangeDetector.detect(wanted, null, old, failed(findAll("plum", 1))))
                .isEqualTo(Reason.TEXT_PROMPT_CHANGED);
        assertThat(ChangeDetector.detect(wanted, null, null, failed(findAll("plum", 1))))
                .isEqualTo(Reason.NEVER_PROCESSED);
        assertThat(ChangeDetector.detect(wanted, null, old, attempt(prompts, false)))
                .isEqualTo(Reason.TEXT_PROMPT_CHANGED);
    }

    @Test
    void the_first_difference_is_the_reason() {
        AnnotationSnapshot otherText = findAll("pear", 2);

        assertThat(after(success(otherText, "other", "other", OTHER_PARAMETERS)))
                .isEqualTo(Reason.IMAGE_CHANGED);
        assertThat(after(success(otherText, "image", "other", OTHER_PARAMETERS)))
                .isEqualTo(Reason.MODEL_CHANGED);
        assertThat(after(success(otherText, "image", "model", OTHER_PARAMETERS)))
                .isEqualTo(Reason.PARAMETERS_CHANGED);
        assertThat(after(success(otherText, "image", "model", PARAMETERS))).isEqualTo(Reason.TEXT_PROMPT_CHANGED);
        assertThat(after(success(findAll("red apple", 2), "image", "model", PARAMETERS)))
                .isEqualTo(Reason.ANNOTATIONS_CHANGED);
        assertThat(after(equalSuccess)).isEqualTo(Reason.UP_TO_DATE);
    }

    @Test
    void reasons_are_declared_in_the_order_in_which_they_are_judged() {
        assertThat(Reason.values())
                .extracting(Reason::name)
                .containsExactly(
                        "NOTHING_TO_PROCESS",
                        "UNSUPPORTED_PROMPT",
                        "IN_PROGRESS",
                        "UP_TO_DATE",
                        "LAST_FAILED",
                        "NEVER_PROCESSED",
                        "IMAGE_CHANGED",
                        "MODEL_CHANGED",
                        "PARAMETERS_CHANGED",
                        "TEXT_PROMPT_CHANGED",
                        "ANNOTATIONS_CHANGED");
        assertThat(Reason.values())
                .filteredOn(Reason::needsProcessing)
                .hasSize(7)
                .allMatch(Reason::processedWhenForced);
        assertThat(Reason.values())
                .filteredOn(reason -> !reason.processedWhenForced())
                .containsExactly(Reason.NOTHING_TO_PROCESS, Reason.UNSUPPORTED_PROMPT);
    }

    @Property
    void order_and_ids_of_boxes_never_matter(
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 0, max = 3) Integer> boxes, @ForAll Random random) {
        List<Integer> shuffled = new ArrayList<>(boxes);
        Collections.shuffle(shuffled, random);
        AnnotationSnapshot before = insideBox(boxes);

        Reason reason = ChangeDetector.detect(
                wanted(insideBox(shuffled)), null, success(before, "image", "model", PARAMETERS), null);

        assertThat(reason).isEqualTo(Reason.UP_TO_DATE);
    }

    @Property
    void a_box_more_or_less_always_matters(
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 0, max = 3) Integer> boxes,
            @ForAll @IntRange(min = 0, max = 3) int added) {
        List<Integer> more = new ArrayList<>(boxes);
        more.add(added);

        assertThat(ChangeDetector.detect(
                        wanted(insideBox(more)), null, success(insideBox(boxes), "image", "model", PARAMETERS), null))
                .isEqualTo(Reason.ANNOTATIONS_CHANGED);
    }

    @Property
    void the_way_a_text_is_written_never_matters(
            @ForAll @Size(min = 1, max = 4) List<@From("words") String> words, @ForAll Random random) {
        String plain = String.join(";", words);
        String written = words.stream()
                .map(word -> " ".repeat(random.nextInt(3))
                        + (random.nextBoolean() ? word.toUpperCase(Locale.ROOT) : word).replace(" ", " \t ")
                        + (random.nextBoolean() ? " ;\r\n; " : "\n"))
                .collect(Collectors.joining());

        assertThat(detectAfter(findAll(plain), findAll(written))).isEqualTo(Reason.UP_TO_DATE);
        assertThat(detectAfter(findAll(plain), findAll(written + "another"))).isEqualTo(Reason.TEXT_PROMPT_CHANGED);
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.of("red apple", "pear", "\u00e4pfel", "a b c", "x");
    }

    /** Whatever comes together: the result is the first reason, in the order of declaration, of those that hold. */
    @Property
    void the_first_reason_that_holds_is_given(
            @ForAll("prompts") AnnotationSnapshot now,
            @ForAll boolean unsupported,
            @ForAll("works") Work pendingWork,
            @ForAll("works") Work successWork,
            @ForAll("prompts") AnnotationSnapshot attempted,
            @ForAll boolean failed) {
        Pending pending = pendingWork.absent()
                ? null
                : pending(pendingWork.snapshot(), pendingWork.image(), pendingWork.parameters());
        Success success = successWork.absent()
                ? null
                : success(successWork.snapshot(), successWork.image(), successWork.model(), successWork.parameters());
        Work compared = pending == null ? successWork : pendingWork.withModel("model");
        Map<Reason, Boolean> holds = new EnumMap<>(Reason.class);
        holds.put(Reason.NOTHING_TO_PROCESS, now.normalisedText().isEmpty());
        holds.put(Reason.UNSUPPORTED_PROMPT, unsupported);
        holds.put(Reason.IN_PROGRESS, pending != null && compared.equalTo(now));
        holds.put(Reason.UP_TO_DATE, pending == null && success != null && compared.equalTo(now));
        holds.put(Reason.LAST_FAILED, failed && attempted.digest().equals(now.digest()));
        holds.put(Reason.NEVER_PROCESSED, pending == null && success == null);
        holds.put(Reason.IMAGE_CHANGED, !compared.image().equals("image"));
        holds.put(Reason.MODEL_CHANGED, !compared.model().equals("model"));
        holds.put(Reason.PARAMETERS_CHANGED, !compared.parameters().equals(PARAMETERS));
        holds.put(
                Reason.TEXT_PROMPT_CHANGED,
                !compared.snapshot().normalisedText().equals(now.normalisedText()));
        holds.put(Reason.ANNOTATIONS_CHANGED, true);

        assertThat(ChangeDetector.detect(
                        new Wanted(now.summary(), "image", "model", PARAMETERS, unsupported ? "no" : null),
                        pending,
                        success,
                        attempt(attempted, failed)))
                .isEqualTo(holds.entrySet().stream()
                        .filter(Map.Entry::getValue)
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElseThrow());
    }

    /** A pending item or a success, or none. */
    record Work(boolean absent, AnnotationSnapshot snapshot, String image, String model, String parameters) {

        Work withModel(String other) {
            return new Work(absent, snapshot, image, other, parameters);
        }

        boolean equalTo(AnnotationSnapshot now) {
            return image.equals("image")
                    && model.equals("model")
                    && parameters.equals(PARAMETERS)
                    && snapshot.digest().equals(now.digest());
        }
    }

    @Provide
    Arbitrary<AnnotationSnapshot> prompts() {
        return Combinators.combine(Arbitraries.of("", "pear", "plum"), Arbitraries.of(1, 2))
                .as((text, exemplar) -> findAll(text, exemplar));
    }

    @Provide
    Arbitrary<Work> works() {
        return Combinators.combine(
                        Arbitraries.of(false, true),
                        prompts(),
                        Arbitraries.of("image", "image", "other"),
                        Arbitraries.of("model", "model", "other"),
                        Arbitraries.of(PARAMETERS, PARAMETERS, OTHER_PARAMETERS))
                .as(Work::new);
    }

    private static Reason detectAfter(AnnotationSnapshot before, AnnotationSnapshot now) {
        return ChangeDetector.detect(wanted(now), null, success(before, "image", "model", PARAMETERS), null);
    }

    private Reason after(Success success) {
        return ChangeDetector.detect(wanted, null, success, null);
    }

    private static Wanted wanted(AnnotationSnapshot snapshot) {
        return new Wanted(snapshot.summary(), "image", "model", PARAMETERS, null);
    }

    private static Pending pending(AnnotationSnapshot snapshot, String image, String parameters) {
        return new Pending(snapshot.digest(), image, parameters);
    }

    private static Success success(AnnotationSnapshot snapshot, String image, String model, String parameters) {
        return new Success(snapshot.digest(), image, model, parameters);
    }

    private static Attempt attempt(AnnotationSnapshot snapshot, boolean failed) {
        return new Attempt(snapshot.digest(), failed);
    }

    private static Attempt failed(AnnotationSnapshot snapshot) {
        return attempt(snapshot, true);
    }

    private static AnnotationSnapshot findAll(String text, Integer... exemplars) {
        return snapshot(SegmentationMode.FIND_ALL, PromptType.NEGATIVE_EXEMPLAR, List.of(exemplars), text);
    }

    private static AnnotationSnapshot insideBox(List<Integer> boxes) {
        return snapshot(SegmentationMode.INSIDE_BOX, PromptType.SEGMENT, boxes, null);
    }

    private static AnnotationSnapshot snapshot(
            SegmentationMode mode, PromptType type, List<Integer> boxes, String text) {
        return new AnnotationSnapshot(
                mode,
                boxes.stream()
                        .map(x -> new SnapshotBox(new AnnotationId(UUID.randomUUID()), type, new PixelBox(x, 0, 5, 5)))
                        .toList(),
                List.of(),
                text);
    }
}
