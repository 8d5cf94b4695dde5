package org.casewright.process;

import java.util.List;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.history.producer.CacheAwareHistoryEventProducer;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.jobexecutor.DefaultJobExecutor;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionManager;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;

/** The engine that runs processes, in the application's transactions. */
final class ServingEngine extends SpringProcessEngineConfiguration {

    private static final int JOB_THREADS = 3;
    /** How late a timer may be when nothing else is to do. */
    private static final int LONGEST_LOOK_AWAY_MILLIS = 5_000;

    private static final int SHORTEST_LOOK_AWAY_MILLIS = 1_000;

    private final Workings workings;

    ServingEngine(EngineConnections connections, PlatformTransactionManager transactions, Workings workings) {
        this.workings = workings;
        // The engine keeps a list by name, and one application may hold several databases.
        setProcessEngineName("casewright " + System.identityHashCode(this));
        setDataSource(connections);
        setTransactionManager(transactions);
        EngineRules.apply(this);
        setHistoryEventProducer(new Parsed());
        setCustomSessionFactories(List.of(new Definitions()));
        setBusinessCalendarManager(EngineCalendars.by(workings.clock()));
        var jobs = new DefaultJobExecutor();
        jobs.setCorePoolSize(JOB_THREADS);
        jobs.setMaxPoolSize(JOB_THREADS);
        jobs.setWaitTimeInMillis(SHORTEST_LOOK_AWAY_MILLIS);
        jobs.setMaxWait(LONGEST_LOOK_AWAY_MILLIS);
        setJobExecutor(jobs);
    }

    private static @Nullable ProcessDefinitionEntity parsed(String id) {
        return Context.getProcessEngineConfiguration()
                .getDeploymentCache()
                .getProcessDefinitionCache()
                .get(id);
    }

    /**
     * What the history says of a definition is taken from the one that was parsed: it was deployed, and is never changed. The
     * engine would read it again for each process, and have all be sent that waits.
     */
    private static final class Parsed extends CacheAwareHistoryEventProducer {
        @Override
        protected @Nullable ProcessDefinitionEntity getProcessDefinitionEntity(String id) {
            var parsed = parsed(id);
            return parsed == null ? super.getProcessDefinitionEntity(id) : parsed;
        }
    }

    /** The same where a process starts or goes on: a definition that was parsed is not read again. */
    private static final class Definitions implements SessionFactory {
        @Override
        public Class<?> getSessionType() {
            return ProcessDefinitionManager.class;
        }

        @Override
        public Session openSession() {
            return new ProcessDefinitionManager() {
                @Override
                public @Nullable ProcessDefinitionEntity getCachedResourceDefinitionEntity(String id) {
                    var parsed = parsed(id);
                    return parsed == null ? super.getCachedResourceDefinitionEntity(id) : parsed;
                }
            };
        }
    }

    /** Decisions are the platform's own; the engine's costs more to start than all the rest. */
    @Override
    protected void initDmnEngine() {}

    Workings workings() {
        return workings;
    }
}
