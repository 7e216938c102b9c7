/**
 * The web UI as files that are served: its modules stand under {@code ui/} among the resources, Lit comes from its webjars. All have
 * the digest of everything in their URL, so that browsers keep them for ever and never mix two versions.
 */
@NullMarked
package io.samui.rest.ui;

import org.jspecify.annotations.NullMarked;
