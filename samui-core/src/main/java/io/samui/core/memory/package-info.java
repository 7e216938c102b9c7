/**
 * In-memory stores: for first steps, for tests, and for embedding samui without a database.
 *
 * <pre>{@code
 * Samui samui = Samui.builder().build(); // without a data directory
 * }</pre>
 */
@NullMarked
package io.samui.core.memory;

import org.jspecify.annotations.NullMarked;
