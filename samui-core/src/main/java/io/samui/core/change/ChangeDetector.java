package io.samui.core.change;

import io.samui.core.annotation.SnapshotDigest;
import org.jspecify.annotations.Nullable;

/** Decides whether an image needs processing, and why. A pure function. */
public final class ChangeDetector {

    private ChangeDetector() {}

    /**
     * The first reason that holds, in the order of {@link Reason}.
     *
     * <p>A pending item is judged before anything that has ended: equal means that the work is under way, different means that
     * its outcome will be outdated, so it is compared as if it were the latest success. A failed attempt never hides an equal
     * older success.
     *
     * @param pending the newest pending item; null when there is none
     * @param success the latest success; null when there is none
     * @param last    the last attempt; null when there is none
     */
    public static Reason detect(
            Wanted wanted, @Nullable Pending pending, @Nullable Success success, @Nullable Attempt last) {
        if (!wanted.prompts().hasSomethingToProcess()) {
            return Reason.NOTHING_TO_PROCESS;
        }
        if (wanted.unsupported() != null) {
            return Reason.UNSUPPORTED_PROMPT;
        }
        Reason difference;
        if (pending != null) {
            // it will run with the model that is configured now, so the model cannot differ
            difference = difference(
                    wanted, pending.prompts(), pending.imageDigest(), wanted.modelDigest(), pending.parameters());
        } else if (success != null) {
            difference = difference(
                    wanted, success.prompts(), success.imageDigest(), success.modelDigest(), success.parameters());
        } else {
            difference = Reason.NEVER_PROCESSED;
        }
        if (difference == null) {
            return pending != null ? Reason.IN_PROGRESS : Reason.UP_TO_DATE;
        }
        return last != null
                        && last.failed()
                        && last.prompts().equals(wanted.prompts().digest())
                ? Reason.LAST_FAILED
                : difference;
    }

    private static @Nullable Reason difference(
            Wanted wanted, SnapshotDigest prompts, String imageDigest, String modelDigest, String parameters) {
        if (!wanted.imageDigest().equals(imageDigest)) {
            return Reason.IMAGE_CHANGED;
        }
        if (!wanted.modelDigest().equals(modelDigest)) {
            return Reason.MODEL_CHANGED;
        }
        if (!wanted.parameters().equals(parameters)) {
            return Reason.PARAMETERS_CHANGED;
        }
        if (!wanted.prompts().digest().sameText(prompts)) {
            return Reason.TEXT_PROMPT_CHANGED;
        }
        return wanted.prompts().digest().sameGeometry(prompts) ? null : Reason.ANNOTATIONS_CHANGED;
    }
}
