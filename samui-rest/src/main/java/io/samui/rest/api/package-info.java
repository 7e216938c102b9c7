/**
 * The API: a controller per resource, thin, and a record per JSON object. What they do is in samui-core's services.
 */
@NullMarked
package io.samui.rest.api;

import org.jspecify.annotations.NullMarked;
