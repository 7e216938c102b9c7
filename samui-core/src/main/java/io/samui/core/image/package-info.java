/**
 * Images: {@code ImageService} takes bytes in and hands images out,
 * {@code ImageReader} sniffs, checks and decodes them, {@link io.samui.core.image.ImageCatalogue} is the
 * port to the rows.
 *
 * <p>Width, height and all coordinates are those of the upright image, with the EXIF orientation applied; the stored bytes are
 * the original ones.
 *
 * <pre>{@code
 * ImageRecord image = samui.images().upload(ImageUpload.of(Path.of("photo.jpg")));
 * byte[] small = samui.images().view(image, 512);
 * }</pre>
 */
@NullMarked
package io.samui.core.image;

import org.jspecify.annotations.NullMarked;
