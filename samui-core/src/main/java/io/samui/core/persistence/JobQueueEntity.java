package io.samui.core.persistence;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.NullUnmarked;

/** The row whose lock keeps submissions, claims and ends apart. */
@Entity(name = "JobQueue")
@Table(name = "job_queue")
@NullUnmarked
class JobQueueEntity {

    static final String DEFAULT = "default";

    @Id
    String name;

    long lastSeq;
    boolean paused;
}
