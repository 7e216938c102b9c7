package io.samui.rest.api;

import io.samui.core.job.JobState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** The data of the event {@code snapshot}. */
@Schema(name = "JobSnapshot", description = "The data of the event snapshot")
record JobSnapshotJson(
        @Schema(description = "The job that was asked for, or all that have not ended, oldest first")
        List<JobStateJson> jobs) {

    static JobSnapshotJson of(List<JobState> jobs) {
        return new JobSnapshotJson(jobs.stream().map(JobStateJson::of).toList());
    }
}
