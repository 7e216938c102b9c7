/**
 * What all answers have in common: {@linkplain io.samui.rest.http.Problem problem documents} for every error, the headers that
 * keep browsers in their place, and the refusal of other sites' pages.
 */
@NullMarked
package io.samui.rest.http;

import org.jspecify.annotations.NullMarked;
