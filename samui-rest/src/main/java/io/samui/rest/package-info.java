/**
 * The server: {@link io.samui.rest.SamuiServer} reads the settings, opens the plugins, lets samui-core's builder put everything
 * together, and serves it. Nothing here that an embedder would miss.
 */
@NullMarked
package io.samui.rest;

import org.jspecify.annotations.NullMarked;
