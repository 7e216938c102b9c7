/**
 * What nobody should send, kind by kind: each class is a table of requests, each with the status and the sentence that it gets, and
 * for each it is shown that nothing was changed by it.
 */
package io.samui.rest.hostile;
