package io.samui.storage.s3;

/**
 * What went wrong.
 *
 * @param sentence  what it is and what to do, without a full stop at its end
 * @param retryable whether the same call may succeed later without anybody changing anything
 */
record Fault(String sentence, boolean retryable) {}
