/**
 * The server: {@link io.samui.rest.SamuiServer} reads the settings, opens the plugins and starts Spring, where
 * {@code ServerConfiguration} has samui-core's builder put everything together. Nothing here that an embedder would miss.
 */
@NullMarked
package io.samui.rest;

import org.jspecify.annotations.NullMarked;
