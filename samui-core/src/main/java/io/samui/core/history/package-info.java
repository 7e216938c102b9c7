/**
 * History: every result that was ever made, until its image goes. {@link io.samui.core.history.ResultStore} is the port to the
 * rows; they are written by {@code JobStore.finishItem} alone.
 */
@NullMarked
package io.samui.core.history;

import org.jspecify.annotations.NullMarked;
