/**
 * Change detection: which images need processing, and why. {@code ChangeDetector} is a pure function; it
 * reads nothing and remembers nothing.
 *
 * <pre>{@code
 * Reason reason = ChangeDetector.detect(wanted, null, latestSuccess, null);
 * if (reason.needsProcessing()) { ... }
 * }</pre>
 */
@NullMarked
package io.samui.core.change;

import org.jspecify.annotations.NullMarked;
