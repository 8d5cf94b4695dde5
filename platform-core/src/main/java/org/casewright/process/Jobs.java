package org.casewright.process;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.JobQuery;
import org.springframework.stereotype.Component;

/** Timers and other jobs one by one, for whoever moves the clock by hand; otherwise they run by themselves. */
@Component
public final class Jobs {

    private final ManagementService jobs;
    private final Clock clock;

    Jobs(ProcessEngine engine, Clock clock) {
        this.jobs = engine.getManagementService();
        this.clock = clock;
    }

    /** When the next job is due, which may be past; empty when none waits. */
    public Optional<Instant> nextDue() {
        return next().map(this::due);
    }

    /**
     * Runs the job that is due first, in a transaction of its own.
     *
     * @return false when none is due yet
     * @throws org.casewright.problem.Refusal when it fails
     */
    public boolean runNext() {
        var next = next().filter(job -> !due(job).isAfter(clock.instant()));
        next.ifPresent(job -> EngineFailure.told(() -> {
            jobs.executeJob(job.getId());
            return job;
        }));
        return next.isPresent();
    }

    /** What has no time is due at once. */
    private Instant due(Job job) {
        return job.getDuedate() == null ? clock.instant() : job.getDuedate().toInstant();
    }

    /** One without a time comes first; the database puts it first when it counts down, and last when it counts up. */
    private Optional<Job> next() {
        return Stream.concat(
                        first(waiting().orderByJobDuedate().desc()).stream().filter(job -> job.getDuedate() == null),
                        first(waiting().orderByJobDuedate().asc()).stream())
                .findFirst();
    }

    private JobQuery waiting() {
        return jobs.createJobQuery().active().withRetriesLeft();
    }

    private static List<Job> first(JobQuery query) {
        return query.orderByJobId().asc().listPage(0, 1);
    }
}
