package org.casewright.ui.command;

import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.casewright.postgres.DatabaseAddress;
import org.casewright.postgres.DatabaseBeans;
import org.casewright.postgres.Databases;
import org.casewright.postgres.EmbeddedPostgres;
import org.casewright.postgres.PlatformMigrations;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** A command's database, opened, with the platform's tables of this version; and the server behind it where that is our own. */
record OpenDatabase(@Nullable EmbeddedPostgres server, Databases databases) implements AutoCloseable {

    static OpenDatabase of(DatabaseOptions options) {
        var external = options.external();
        if (external != null) {
            return migrated(null, Databases.open(DatabaseAddress.parse(external, System.getenv())));
        }
        var server = EmbeddedPostgres.start(options.data());
        try {
            return migrated(server, Databases.open(server));
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** The same for a command that may work beside a running application. */
    static OpenDatabase beside(DatabaseOptions options) {
        if (options.external() == null) {
            var running = EmbeddedPostgres.running(options.data(), Databases.DATABASE);
            if (running.isPresent()) {
                return migrated(null, Databases.open(running.get()));
            }
        }
        return of(options);
    }

    private static OpenDatabase migrated(@Nullable EmbeddedPostgres server, Databases databases) {
        try {
            PlatformMigrations.run(databases.owner());
            return new OpenDatabase(server, databases);
        } catch (RuntimeException e) {
            databases.close();
            throw e;
        }
    }

    DatabaseBeans beans() {
        return server == null ? DatabaseBeans.of(databases) : DatabaseBeans.of(server, databases);
    }

    /**
     * Does something with parts of the application, each made when it is asked for.
     *
     * @param chosen names the parts
     */
    <T> T with(Consumer<AnnotationConfigApplicationContext> chosen, Function<ApplicationContext, T> work) {
        try (var parts = new AnnotationConfigApplicationContext()) {
            parts.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
            beans().initialize(parts);
            parts.registerBean(
                    PlatformTransactionManager.class, () -> new JdbcTransactionManager(databases.application()));
            parts.registerBean(Clock.class, Clock::systemUTC);
            chosen.accept(parts);
            parts.refresh();
            return work.apply(parts);
        }
    }

    @Override
    public void close() {
        databases.close();
        if (server != null) {
            server.close();
        }
    }
}
