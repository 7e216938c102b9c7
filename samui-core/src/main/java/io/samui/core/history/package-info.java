/**
 * History: every result that was ever made, until its image goes or {@link io.samui.core.history.HistorySettings} keeps fewer.
 * {@link io.samui.core.history.ResultStore} is the port to the rows; they are written by {@code JobStore.finishItems} alone, and
 * {@link io.samui.core.history.HistoryTrim} takes out what has expired. {@code ResultPictures} paints results for people.
 *
 * <pre>{@code
 * ProcessingResult latest = samui.history().latest(image.id(), SegmentationMode.INSIDE_BOX);
 * try (InputStream png = samui.history().mask(latest)) { ... }
 * }</pre>
 */
@NullMarked
package io.samui.core.history;

import org.jspecify.annotations.NullMarked;
