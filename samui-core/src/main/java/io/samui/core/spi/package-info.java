/**
 * What both SPIs share: finding a provider by name and handing it a typed configuration.
 */
@NullMarked
package io.samui.core.spi;

import org.jspecify.annotations.NullMarked;
