/** Time that stands still until a test moves it. */
package io.samui.core.testkit.time;
