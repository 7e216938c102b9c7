package io.samui.core.change;

/** Why an image is or is not processed, in the order in which they are judged: the first that holds is the reason. */
public enum Reason {
    NOTHING_TO_PROCESS(false, "there is nothing to process in this mode"),
    UNSUPPORTED_PROMPT(false, "the loaded model cannot take the prompt"),
    IN_PROGRESS(false, "a job with the same prompts is queued or running"),
    UP_TO_DATE(false, "the latest result was made from the same prompts"),
    LAST_FAILED(true, "the last attempt with these prompts failed"),
    NEVER_PROCESSED(true, "it has no result in this mode yet"),
    IMAGE_CHANGED(true, "the image's bytes changed"),
    MODEL_CHANGED(true, "another model is in use"),
    PARAMETERS_CHANGED(true, "the parameters changed"),
    TEXT_PROMPT_CHANGED(true, "the text prompt changed"),
    ANNOTATIONS_CHANGED(true, "boxes or points changed");

    private final boolean needsProcessing;
    private final String sentence;

    Reason(boolean needsProcessing, String sentence) {
        this.needsProcessing = needsProcessing;
        this.sentence = sentence;
    }

    /** Whether an image with this reason is processed without being forced. */
    public boolean needsProcessing() {
        return needsProcessing;
    }

    /** Whether it is processed with {@code force_all}: everything but what cannot be processed at all. */
    public boolean processedWhenForced() {
        return this != NOTHING_TO_PROCESS && this != UNSUPPORTED_PROMPT;
    }

    /** For people; completes "this image, because ...". */
    public String sentence() {
        return sentence;
    }
}
