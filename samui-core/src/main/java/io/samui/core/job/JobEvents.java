package io.samui.core.job;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to jobs in this process, as it happens. Whoever changes a job says so here, once it is committed; whoever wants to
 * know {@linkplain JobService#subscribe subscribes}. Nobody who publishes waits for anybody who reads.
 *
 * <p>Events are numbered. The numbers start at the microseconds of the clock, so those of a later process are higher. The last
 * events are kept, for readers who were away for a moment. Thread-safe.
 */
public final class JobEvents {

    private static final Logger LOG = LoggerFactory.getLogger(JobEvents.class);

    /** No more than a reader may fall behind anyway. */
    static final int KEPT = JobFeed.MOST_ITEMS;

    /**
     * A feed, and what was true when it was opened.
     *
     * @param lastId  of the last event before
     * @param resumed whether it begins with what came after the event that was asked for
     * @param running jobs that ran
     */
    record Opened(JobFeed feed, long lastId, boolean resumed, Map<JobId, JobState> running) {}

    private final Clock clock;
    private final Object lock = new Object();

    // under the lock
    private final Map<JobId, RunningJob> running = new LinkedHashMap<>();
    private final Deque<JobEvent> kept = new ArrayDeque<>();
    private final Set<JobFeed> feeds = new LinkedHashSet<>();
    private long lastId;
    private long lastDropped;

    public JobEvents(Clock clock) {
        this.clock = clock;
        Instant now = clock.instant();
        this.lastId = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
        this.lastDropped = lastId;
    }

    /**
     * A job was changed: it was put into the queue, its cancellation was asked for, or it has ended. To be called after the commit,
     * with the job as it is since. News that come late, after newer ones of the same job, are passed over.
     */
    void publish(Job job) {
        tell(() -> switch (job.status()) {
            case QUEUED -> isKnown(job.id()) ? null : new JobEvent(nextId(), JobState.of(job), null);
            case RUNNING -> {
                RunningJob live = running.get(job.id());
                if (live == null) {
                    yield null;
                }
                live.changed(job);
                yield event(live, null);
            }
            case COMPLETED, FAILED, CANCELLED -> {
                running.remove(job.id());
                yield new JobEvent(nextId(), JobState.of(job), null);
            }
        });
    }

    /** This process has begun to work a job. */
    void started(Job job) {
        tell(() -> {
            RunningJob live = new RunningJob(job);
            running.put(job.id(), live);
            return event(live, null);
        });
    }

    /** The model has begun with the first image of a running job. */
    void modelAnswers(JobId id) {
        tell(() -> {
            RunningJob live = running.get(id);
            if (live == null) {
                return null;
            }
            live.modelAnswers(clock.instant());
            return event(live, null);
        });
    }

    /** An image of a running job has ended. */
    void itemEnded(JobId id, EndedItem item) {
        tell(() -> {
            RunningJob live = running.get(id);
            if (live == null) {
                return null;
            }
            live.itemEnded(item.status(), clock.instant());
            return event(live, item);
        });
    }

    /** How a job that this process works gets on; empty for any other. */
    Optional<JobProgress> progress(JobId id) {
        synchronized (lock) {
            return Optional.ofNullable(running.get(id)).map(live -> live.progress(clock.instant()));
        }
    }

    /** Jobs that were started and of whose end nothing was heard. */
    Collection<JobId> running() {
        synchronized (lock) {
            return List.copyOf(running.keySet());
        }
    }

    /**
     * Opens a feed.
     *
     * @param only     the job that it is about; null for all
     * @param after    the event that the reader had last
     * @param whenNews see {@link JobService#subscribe}
     */
    Opened open(@Nullable JobId only, OptionalLong after, Runnable whenNews) {
        JobFeed feed = new JobFeed(only, whenNews);
        Opened opened;
        boolean tell = false;
        synchronized (lock) {
            boolean resumed = after.isPresent() && after.getAsLong() >= lastDropped && after.getAsLong() <= lastId;
            if (resumed) {
                for (JobEvent event : kept) {
                    tell |= event.id() > after.getAsLong() && feed.add(event);
                }
            }
            Map<JobId, JobState> states = new LinkedHashMap<>();
            Instant now = clock.instant();
            running.forEach((id, live) -> states.put(id, live.state(now)));
            feeds.add(feed);
            opened = new Opened(feed, lastId, resumed, states);
        }
        if (tell) {
            tell(feed);
        }
        return opened;
    }

    void remove(JobFeed feed) {
        synchronized (lock) {
            feeds.remove(feed);
        }
    }

    private JobEvent event(RunningJob live, @Nullable EndedItem item) {
        return new JobEvent(nextId(), live.state(clock.instant()), item);
    }

    private long nextId() {
        return ++lastId;
    }

    private boolean isKnown(JobId id) {
        return running.containsKey(id)
                || kept.stream().anyMatch(event -> event.job().id().equals(id));
    }

    /** Hands an event on, in the order of the ids; readers are told outside the lock. */
    private void tell(Supplier<@Nullable JobEvent> happened) {
        List<JobFeed> toTell = new ArrayList<>();
        synchronized (lock) {
            JobEvent event = happened.get();
            if (event == null) {
                return;
            }
            kept.add(event);
            if (kept.size() > KEPT) {
                lastDropped = kept.remove().id();
            }
            for (JobFeed feed : feeds) {
                if (feed.add(event)) {
                    toTell.add(feed);
                }
            }
        }
        toTell.forEach(JobEvents::tell);
    }

    private static void tell(JobFeed feed) {
        try {
            feed.tell();
        } catch (RuntimeException e) {
            LOG.warn("A subscriber to jobs could not be told of news", e);
        }
    }
}
