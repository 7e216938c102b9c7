/** What results look like outside: PNG masks and COCO JSON documents. */
@NullMarked
package io.samui.core.export;

import org.jspecify.annotations.NullMarked;
