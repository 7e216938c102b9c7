/**
 * Previews: what a model makes of prompts that somebody is still drawing, at once and without a trace.
 * {@link io.samui.core.preview.PreviewService} checks them as they would be checked on their way into a job.
 *
 * <pre>{@code
 * PreviewRequest request = new PreviewRequest(image.id(), snapshot, DecodeOptions.defaults());
 * Preview preview = samui.previews().preview(request, Cancellation.none());
 * }</pre>
 */
@NullMarked
package io.samui.core.preview;

import org.jspecify.annotations.NullMarked;
