package io.samui.core.job;

import io.samui.core.StoreException;

/** Tries whether a database that failed answers again. */
record DatabaseProbe(JobCatalogue jobs, JobId job) {

    /** Whether it finds the job. */
    boolean works() {
        try {
            return jobs.find(job).isPresent();
        } catch (StoreException e) {
            return false;
        }
    }
}
