package org.casewright.release;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Catalogs;
import org.casewright.postgres.Databases;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.process.Deployments;
import org.casewright.schema.Plan;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one transaction of a release, on the owner's connection: before it commits, the system is wholly on the old release, after
 * it wholly on the new one.
 */
@Component
class Switch {

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final int ATTEMPTS = 20;

    private final Databases databases;
    private final Catalogs catalogs;
    private final Deployments deployments;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.shared();

    Switch(Databases databases, Catalogs catalogs, Deployments deployments, Clock clock) {
        this.databases = databases;
        this.catalogs = catalogs;
        this.deployments = deployments;
        this.clock = clock;
    }

    /**
     * Makes a catalog the one that is served: tables, row class numbers, workflows, and the release with its files. The same
     * files again change nothing. Who comes meanwhile, waits. Tables in use are waited for briefly, so that nobody queues
     * behind us, and tried again.
     */
    Applied to(Catalog next, String author) {
        for (var attempt = 1; ; attempt++) {
            try (var connection = databases.owner().getConnection()) {
                return inTransaction(connection, next, author);
            } catch (SQLException e) {
                if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState()) || attempt == ATTEMPTS) {
                    throw refusal(e);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50L * attempt));
            }
        }
    }

    /**
     * Serves a release that is in the database already. What its tables lack, because this version of the platform wants more
     * of the same definitions, is made.
     */
    void back(Catalog catalog, Release release) {
        try (var connection = databases.owner().getConnection()) {
            connection.setAutoCommit(false);
            try {
                var step = new Step(connection);
                step.lock();
                step.tables(catalog);
                connection.commit();
                catalogs.switchTo(catalog.asRelease(release.number(), step.rowClasses));
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw refusal(e);
        }
    }

    private Applied inTransaction(Connection connection, Catalog next, String author) throws SQLException {
        connection.setAutoCommit(false);
        try {
            var step = new Step(connection);
            var applied = step.apply(next, author);
            connection.commit();
            catalogs.switchTo(next.asRelease(applied.release().number(), step.rowClasses));
            return applied;
        } finally {
            // After the commit there is nothing left to roll back.
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** One try, on one connection. */
    private final class Step {

        private final Connection connection;
        private final JdbcClient sql;
        private Map<String, Map<String, Integer>> rowClasses = Map.of();

        Step(Connection connection) {
            this.connection = connection;
            this.sql = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        }

        void lock() throws SQLException {
            execute("select pg_advisory_xact_lock(hashtext('casewright release'))");
            execute("set local lock_timeout = '500ms'");
        }

        Applied apply(Catalog next, String author) throws SQLException {
            lock();
            var archive = Archive.of(next);
            var newest = ReleaseTable.newest(sql).orElse(null);
            if (newest != null && newest.hash().equals(archive.hash())) {
                rowClasses = RowClasses.known(sql);
                return new Applied(newest, false, List.of());
            }
            var statements = tables(next);
            processActors(next);
            deployments.deploy(connection, next.processes());
            return new Applied(record(newest, archive, author, statements), true, statements);
        }

        List<String> tables(Catalog next) throws SQLException {
            var plan = Plan.of(next, connection);
            var classes = RowClasses.given(next, sql);
            var problems = new ArrayList<Problem>(plan.problems());
            problems.addAll(classes.problems());
            if (!problems.isEmpty()) {
                throw new Refusal(ErrorCode.DEFINITION, "The definitions cannot be applied.", problems);
            }
            rowClasses = classes.numbers();
            plan.apply(connection);
            return plan.statements();
        }

        /** Records name those who made them; a process is somebody too. */
        private void processActors(Catalog next) {
            next.modules().forEach(module -> {
                var actor = Actor.process(module.name());
                sql.sql("""
                                insert into platform.account (id, name, title, status) values (?, ?, ?, 'SYSTEM')
                                on conflict (id) do nothing""")
                        .params(actor.id(), actor.name(), module.title() + " (process)")
                        .update();
            });
        }

        private Release record(@Nullable Release before, Archive archive, String author, List<String> statements) {
            var number = before == null ? 1 : before.number() + 1;
            var release = new Release(number, archive.hash(), "SWITCHED", author, OffsetDateTime.now(clock));
            ReleaseTable.add(sql, release, archive, json.writeValueAsString(statements));
            return release;
        }

        private void execute(String statement) throws SQLException {
            try (var runs = connection.createStatement()) {
                runs.execute(statement);
            }
        }
    }

    /** Constraints that stored rows break are the definitions' matter; the rest is nobody's whom we could tell what to do. */
    private static RuntimeException refusal(SQLException e) {
        var state = String.valueOf(e.getSQLState());
        if (state.startsWith("23")) {
            return new Refusal(
                    ErrorCode.DEFINITION, "Stored records do not fit the new definitions: " + e.getMessage());
        }
        if (state.equals(LOCK_NOT_AVAILABLE)) {
            return new Refusal(ErrorCode.UNAVAILABLE, "The tables are in use; please try again.");
        }
        return new IllegalStateException("the release cannot be applied: " + e.getMessage(), e);
    }
}
