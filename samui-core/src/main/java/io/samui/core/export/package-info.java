/**
 * What results look like outside: masks as PNG by {@link io.samui.core.export.PngWriter}, results as COCO JSON by
 * {@link io.samui.core.export.CocoWriter}, of the {@link io.samui.core.export.CocoDocument} that {@code of} makes from a
 * model's answer: what each mode writes is decided there. {@link io.samui.core.export.CocoReader} gets masks back out of them, and
 * {@link io.samui.core.export.OverlayPainter} paints them. {@link io.samui.core.export.CocoExport} makes one document of many.
 *
 * <pre>{@code
 * byte[] png = PngWriter.grey(mask);
 * MergedCoco all = samui.export().of(SegmentationMode.INSIDE_BOX);
 * }</pre>
 */
@NullMarked
package io.samui.core.export;

import org.jspecify.annotations.NullMarked;
