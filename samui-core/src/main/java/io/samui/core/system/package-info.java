/**
 * What an installation is and how it fares: model, caches, memory, queue, storage. {@link io.samui.core.system.SystemService}
 * tells, without loading anything and without waiting for a run of the model.
 *
 * <pre>{@code
 * SystemStatus status = samui.system().status();
 * }</pre>
 */
@NullMarked
package io.samui.core.system;

import org.jspecify.annotations.NullMarked;
