/**
 * What both SPIs share: finding a provider by name and handing it a typed configuration.
 *
 * <pre>{@code
 * // the keys samui.inference.mine.*; the default stands here and nowhere else
 * record MySettings(@Nullable Integer threads) {
 *     MySettings {
 *         threads = threads == null ? 4 : threads;
 *     }
 * }
 *
 * MySettings settings = config.own(MySettings.class);
 * }</pre>
 */
@NullMarked
package io.samui.core.spi;

import org.jspecify.annotations.NullMarked;
