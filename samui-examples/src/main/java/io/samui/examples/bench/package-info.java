/**
 * Benchmarks: plain programs that warm up, repeat, and print medians beside a named baseline in the same run.
 */
@NullMarked
package io.samui.examples.bench;

import org.jspecify.annotations.NullMarked;
