package org.casewright.release;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Catalogs;
import org.casewright.postgres.Databases;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.process.Deployments;
import org.casewright.schema.Plan;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Applies definitions and serves them. Before the transaction of {@link #apply} commits, the system is wholly on the old release,
 * after it wholly on the new one.
 */
@Component
public class Releases {

    private static final Logger LOG = LoggerFactory.getLogger(Releases.class);

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final int ATTEMPTS = 20;

    private static final String NEWEST =
            "select number, hash, state, author, at from platform.release order by number desc limit 1";

    private final Databases databases;
    private final Catalogs catalogs;
    private final Deployments deployments;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.shared();

    Releases(Databases databases, Catalogs catalogs, Deployments deployments, Clock clock) {
        this.databases = databases;
        this.catalogs = catalogs;
        this.deployments = deployments;
        this.clock = clock;
    }

    /** A release as it stands in lists. */
    public record Release(long number, String hash, String state, String author, OffsetDateTime at) {}

    /**
     * What came of an application.
     *
     * @param changed false when the files were already served
     * @param statements the SQL that was run
     */
    public record Applied(Release release, boolean changed, List<String> statements) {
        public Applied {
            statements = List.copyOf(statements);
        }
    }

    /**
     * Makes a catalog the one that is served: tables, row class numbers, workflows, and the release with its files, in one
     * transaction. The same files again change nothing. Who comes meanwhile, waits.
     *
     * @param next as it was loaded; its release number does not matter
     * @throws Refusal {@code DEFINITION}, with all that cannot be done; then nothing was
     */
    public Applied apply(Catalog next, String author) {
        var applied = switched(next, author);
        LOG.info("Release {} is served{}.", applied.release().number(), applied.changed() ? "" : " already");
        return applied;
    }

    /** What {@link #apply} would do to the tables; changes nothing. */
    public Plan plan(Catalog next) {
        try (var connection = databases.owner().getConnection()) {
            return Plan.of(next, connection);
        } catch (SQLException e) {
            throw new IllegalStateException("the database's tables cannot be read", e);
        }
    }

    /** The releases, newest first. */
    public List<Release> list() {
        return JdbcClient.create(databases.owner())
                .sql("select number, hash, state, author, at from platform.release order by number desc")
                .query(Releases::release)
                .list();
    }

    /** The files of a release: module -> path inside its folder -> content; empty when there is no such release. */
    public Optional<Map<String, Map<String, byte[]>>> files(long number) {
        return archive(number).map(Archive::modules);
    }

    Optional<Archive> archive(long number) {
        return JdbcClient.create(databases.owner())
                .sql("select files from platform.release where number = ?")
                .param(number)
                .query((row, line) -> Archive.unzip(row.getBytes(1)))
                .optional();
    }

    /** The release that the database says is served; empty in a new database. */
    public Optional<Release> newest() {
        return newest(JdbcClient.create(databases.owner()));
    }

    /** Row class numbers as the database has them. */
    Map<String, Map<String, Integer>> rowClasses() {
        return RowClasses.known(JdbcClient.create(databases.owner()));
    }

    /** Behind what comes after the switch; until then it is done again at each start. */
    void finished(long number) {
        JdbcClient.create(databases.owner())
                .sql("update platform.release set state = 'FINISHED' where number = ?")
                .param(number)
                .update();
    }

    private static Optional<Release> newest(JdbcClient sql) {
        return sql.sql(NEWEST).query(Releases::release).optional();
    }

    private static Release release(java.sql.ResultSet row, int line) throws SQLException {
        return new Release(
                row.getLong("number"),
                row.getString("hash"),
                row.getString("state"),
                row.getString("author"),
                row.getObject("at", OffsetDateTime.class));
    }

    /** Tables in use are waited for briefly, so that nobody queues behind us, and tried again. */
    private Applied switched(Catalog next, String author) {
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

    private Applied inTransaction(Connection connection, Catalog next, String author) throws SQLException {
        connection.setAutoCommit(false);
        try {
            var step = new Step(connection);
            var applied = step.apply(next, author);
            connection.commit();
            serve(next.asRelease(applied.release().number(), step.rowClasses));
            return applied;
        } finally {
            // After the commit there is nothing left to roll back.
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** Whoever committed later is served, however late others come here. */
    private synchronized void serve(Catalog catalog) {
        if (catalog.release() >= catalogs.current().release()) {
            catalogs.switchTo(catalog);
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

        Applied apply(Catalog next, String author) throws SQLException {
            execute("select pg_advisory_xact_lock(hashtext('casewright release'))");
            execute("set local lock_timeout = '500ms'");
            var archive = Archive.of(next);
            var newest = newest(sql).orElse(null);
            if (newest != null && newest.hash().equals(archive.hash())) {
                rowClasses = RowClasses.known(sql);
                return new Applied(newest, false, List.of());
            }
            var statements = tables(next);
            deployments.deploy(connection, next.processes());
            return new Applied(record(newest, archive, author, statements), true, statements);
        }

        private List<String> tables(Catalog next) throws SQLException {
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

        private Release record(@Nullable Release before, Archive archive, String author, List<String> statements) {
            var number = before == null ? 1 : before.number() + 1;
            var at = OffsetDateTime.now(clock);
            sql.sql("""
                            insert into platform.release (number, hash, state, author, at, files, plan)
                            values (?, ?, 'SWITCHED', ?, ?, ?, ?::jsonb)""")
                    .params(number, archive.hash(), author, at, archive.zip(), json.writeValueAsString(statements))
                    .update();
            sql.sql("select pg_notify('casewright_release', ?)")
                    .param(Long.toString(number))
                    .query((row, line) -> line)
                    .list();
            return new Release(number, archive.hash(), "SWITCHED", author, at);
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
