package org.casewright.process;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Runs timers and other jobs from when the application is ready until it begins to stop, while its pools are open. */
@Component
final class JobRunner implements SmartLifecycle {

    private final JobExecutor jobs;

    JobRunner(ProcessEngine engine) {
        this.jobs = ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration()).getJobExecutor();
    }

    @Override
    public void start() {
        jobs.start();
    }

    @Override
    public void stop() {
        jobs.shutdown();
    }

    @Override
    public boolean isRunning() {
        return jobs.isActive();
    }
}
