/**
 * Server-sent events to many clients, however many, by one thread: {@link io.samui.rest.sse.EventStreams} holds the open
 * streams, {@link io.samui.rest.sse.EventStream} is one of them, {@link io.samui.rest.sse.EventSource} is what it says.
 *
 * <p>Everything is written without blocking, by one thread: a client that stops reading is passed over until the container says
 * that it takes more, or gives it up. Spring's {@code SseEmitter} writes with blocking calls, so there each client that stops
 * reading holds a thread until a time-out.
 */
@NullMarked
package io.samui.rest.sse;

import org.jspecify.annotations.NullMarked;
