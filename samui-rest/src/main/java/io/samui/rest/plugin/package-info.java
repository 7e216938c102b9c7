/**
 * Backends that are added to the server by putting jars into a directory. {@link io.samui.rest.plugin.Plugins} opens them before
 * Spring starts.
 */
@NullMarked
package io.samui.rest.plugin;

import org.jspecify.annotations.NullMarked;
