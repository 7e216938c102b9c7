/**
 * Images: {@code ImageService} takes bytes in and hands images out,
 * {@code ImageReader} sniffs, checks and decodes them, {@link io.samui.core.image.ImageCatalogue} is the
 * port to the rows.
 *
 * <p>Width, height and all coordinates are those of the upright image, with the EXIF orientation applied; the stored bytes are
 * the original ones.
 */
@NullMarked
package io.samui.core.image;

import org.jspecify.annotations.NullMarked;
