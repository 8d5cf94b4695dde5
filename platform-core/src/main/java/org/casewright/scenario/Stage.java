package org.casewright.scenario;

import java.time.Clock;
import java.time.Instant;
import javax.sql.DataSource;
import org.casewright.postgres.Databases;
import org.casewright.records.Records;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.context.LifecycleProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.scheduling.config.TaskManagementConfigUtils;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The platform without its pages, with a clock of its own, on databases that others own: one after another, since the platform
 * takes seconds to start and a database does not. All of them hold the same release and the same people. Nothing happens by
 * itself: nothing is scheduled, and jobs run when somebody runs them.
 */
final class Stage implements AutoCloseable {

    private static final String[] PACKAGES = {
        "org.casewright.postgres",
        "org.casewright.storage",
        "org.casewright.history",
        "org.casewright.validation",
        "org.casewright.identity",
        "org.casewright.records",
        "org.casewright.process",
        "org.casewright.release"
    };

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final DelegatingDataSource application = new DelegatingDataSource();
    private final StageClock clock = new StageClock();

    /**
     * Sets the platform up.
     *
     * @param first the database that gets the release; the only one whose owner the platform knows
     */
    Stage(Databases first) {
        application.setTargetDataSource(first.application());
        context.registerBean("dataSource", DataSource.class, () -> application);
        context.registerBean("databases", Databases.class, () -> first, Stage::keptOpen);
        context.registerBean("clock", Clock.class, () -> clock);
        context.registerBean(PlatformTransactionManager.class, () -> new JdbcTransactionManager(application));
        context.registerBean("lifecycleProcessor", LifecycleProcessor.class, Still::new);
        context.scan(PACKAGES);
        context.addBeanFactoryPostProcessor(factory ->
                context.removeBeanDefinition(TaskManagementConfigUtils.SCHEDULED_ANNOTATION_PROCESSOR_BEAN_NAME));
        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
        context.refresh();
    }

    private static void keptOpen(BeanDefinition bean) {
        bean.setDestroyMethodName("");
    }

    /** From now on plays on this database, at this moment. */
    void enter(Databases databases, Instant now) {
        application.setTargetDataSource(databases.application());
        part(Records.class).forget();
        clock.set(now);
    }

    StageClock clock() {
        return clock;
    }

    /** One of the platform's parts. */
    <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }

    /** Starts nothing of what would run beside the requests. */
    private static final class Still extends DefaultLifecycleProcessor {
        @Override
        public void onRefresh() {
            // Whoever wants something done does it.
        }
    }
}
