/**
 * The way in: {@code Samui} and its builder. {@code Assembly} is the only place where the parts are put together, {@code Backends}
 * chooses inference and storage, {@code Housekeeping} cleans up in the background.
 *
 * <p>Around them stand the few things every other package needs: the {@linkplain io.samui.core.SamuiException exceptions},
 * split by what a caller can do about them, and the ports for transactions and ids.
 *
 * <pre>{@code
 * try (Samui samui = Samui.builder().dataDirectory(Path.of("data")).build()) {
 *     ImageRecord image = samui.images().upload(ImageUpload.of(Path.of("photo.jpg")));
 *     samui.annotations().addBox(image.id(), new PixelBox(100, 50, 200, 300), PromptType.SEGMENT);
 *     Job job = samui.jobs().submit(JobRequest.of(SegmentationMode.INSIDE_BOX, List.of(image.id())));
 *     samui.jobs().await(job.id(), Duration.ofMinutes(5));
 *     ProcessingResult result = samui.history().latest(image.id(), SegmentationMode.INSIDE_BOX);
 * }
 * }</pre>
 */
@NullMarked
package io.samui.core;

import org.jspecify.annotations.NullMarked;
