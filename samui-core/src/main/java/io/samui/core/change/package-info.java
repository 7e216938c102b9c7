/**
 * Change detection: which images need processing, and why. {@code ChangeDetector} is a pure function; it
 * reads nothing and remembers nothing.
 */
@NullMarked
package io.samui.core.change;

import org.jspecify.annotations.NullMarked;
