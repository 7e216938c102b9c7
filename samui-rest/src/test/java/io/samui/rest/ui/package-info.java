/** The web UI in a browser. */
package io.samui.rest.ui;
