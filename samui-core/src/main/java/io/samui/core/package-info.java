/**
 * The way in: {@code Samui} and its builder. {@code Assembly} is the only place where the parts are put together, {@code Backends}
 * chooses inference and storage, {@code Housekeeping} cleans up in the background.
 *
 * <p>Around them stand the few things every other package needs: the {@linkplain io.samui.core.SamuiException exceptions},
 * split by what a caller can do about them, and the ports for transactions and ids.
 */
@NullMarked
package io.samui.core;

import org.jspecify.annotations.NullMarked;
