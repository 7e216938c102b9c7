/** In-memory stores: for first steps, for tests, and for embedding samui without a database. */
@NullMarked
package io.samui.core.memory;

import org.jspecify.annotations.NullMarked;
