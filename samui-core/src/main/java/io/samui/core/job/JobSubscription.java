package io.samui.core.job;

import java.util.List;

/**
 * Somebody's view of what happens to jobs: how they stood when it was opened, and then, each time it is asked, what has changed.
 * However slowly it is read, it needs a bounded amount of memory and nobody waits for it. Thread-safe.
 */
public final class JobSubscription implements AutoCloseable {

    private final JobEvents events;
    private final JobEvents.Opened opened;
    private final List<JobState> start;

    /**
     * @param start how the jobs stood after it was opened
     */
    JobSubscription(JobEvents events, JobEvents.Opened opened, List<JobState> start) {
        this.events = events;
        this.opened = opened;
        this.start = List.copyOf(start);
    }

    /** The id of the last event before it was opened: {@link #start} contains it. */
    public long startId() {
        return opened.lastId();
    }

    /** How the jobs stood when it was opened: the one it is about, or all that had not ended, oldest first. */
    public List<JobState> start() {
        return start;
    }

    /**
     * Whether its updates go on right behind the event that was asked for, so that {@link #start} says nothing new. It is not so
     * when too much has happened since, when the process is another one now, and when no event was asked for.
     */
    public boolean resumed() {
        return opened.resumed();
    }

    /** What has changed since the last call, an update a job, in the order of their ids; empty when nothing has. */
    public List<JobUpdate> poll() {
        return opened.feed().poll();
    }

    /** Whether so many jobs changed since somebody asked that updates were dropped: whoever wants to know opens another one. */
    public boolean overflowed() {
        return opened.feed().overflowed();
    }

    /** Ends it; nobody is told of news any more. */
    @Override
    public void close() {
        events.remove(opened.feed());
    }
}
