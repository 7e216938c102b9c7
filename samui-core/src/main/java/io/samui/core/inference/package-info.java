/**
 * SPI 1, inference: a prompt and an image go in, masks come out.
 *
 * <p>Implementers write an {@link io.samui.core.inference.InferenceProvider} (found by ServiceLoader), its
 * {@link io.samui.core.inference.InferenceEngine} and sessions; tensor runtimes get all of it from
 * {@code io.samui.core.sam}. Callers inside samui go through {@code EmbeddingSource} and
 * {@code ModelAccess}, which lead to {@code InferenceLane}, which keeps sessions on one thread and releases weights that lie idle,
 * and to {@code EmbeddingCache}.
 *
 * <p>Everywhere in this package coordinates are pixels of the upright image (EXIF orientation applied), origin at the top
 * left corner of the top left pixel, x to the right, y down.
 *
 * <pre>{@code
 * public final class MyProvider implements InferenceProvider {
 *     public String name() {
 *         return "mine"; // samui.inference.provider=mine
 *     }
 *
 *     public InferenceEngine create(ProviderConfig config) {
 *         return SamEngine.create(new MyRuntime(config.own(MySettings.class)), config, null);
 *     }
 * }
 * }</pre>
 */
@NullMarked
package io.samui.core.inference;

import org.jspecify.annotations.NullMarked;
