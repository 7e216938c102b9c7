package io.samui.rest.sse;

/** What one client is told. Used by one thread at a time. */
public interface EventSource extends AutoCloseable {

    /** What there is to say now, as whole events in the form of an event stream; empty when there is nothing. Does not block. */
    String next();

    /** Whether nothing will come any more; before the first {@link #next}, that the client need not come at all. */
    boolean ended();

    /** Nobody listens any more. */
    @Override
    void close();
}
