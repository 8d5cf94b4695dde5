package org.casewright.ui.command;

import java.time.Clock;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.casewright.postgres.PlatformMigrations;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** Identity and nothing else: who makes an account should not wait for pages and processes. */
final class IdentityParts {
    private IdentityParts() {}

    /** Does something with identity's parts on a command's database, beside a running application or without one. */
    static String of(DatabaseOptions database, Function<ApplicationContext, String> work) {
        try (var open = OpenDatabase.beside(database)) {
            PlatformMigrations.run(open.databases().owner());
            return on(open.databases().application(), work);
        }
    }

    private static String on(DataSource application, Function<ApplicationContext, String> work) {
        try (var parts = new AnnotationConfigApplicationContext()) {
            parts.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
            parts.registerBean(
                    DataSource.class, (Supplier<DataSource>) () -> application, bean -> bean.setDestroyMethodName(""));
            parts.registerBean(PlatformTransactionManager.class, () -> new JdbcTransactionManager(application));
            parts.registerBean(Clock.class, Clock::systemUTC);
            parts.scan("org.casewright.identity");
            parts.refresh();
            return work.apply(parts);
        }
    }
}
