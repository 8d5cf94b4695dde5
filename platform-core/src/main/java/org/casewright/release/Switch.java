package org.casewright.release;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Catalogs;
import org.casewright.loading.ModuleLoader;
import org.casewright.postgres.Databases;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.process.Deployments;
import org.casewright.release.StepTable.Preparation;
import org.casewright.release.StepTable.Waiting;
import org.casewright.schema.Drift;
import org.casewright.schema.Phase;
import org.casewright.schema.Plan;
import org.casewright.schema.PlanText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Brings the database from one release to the next, on the owner's connection: prepares while the old one is served, changes
 * over in one transaction, and tidies. Before that transaction the system is wholly on the old release, after it wholly on the
 * new one; whatever is killed is gone on with, or taken back.
 */
@Component
class Switch {

    private static final Logger LOG = LoggerFactory.getLogger(Switch.class);

    private final Databases databases;
    private final Catalogs catalogs;
    private final Deployments deployments;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.shared();
    private Consumer<String> at = point -> {};

    Switch(Databases databases, Catalogs catalogs, Deployments deployments, Clock clock) {
        this.databases = databases;
        this.catalogs = catalogs;
        this.deployments = deployments;
        this.clock = clock;
    }

    /** Tells where an application is, so that a test may break it off there. */
    void tell(Consumer<String> listener) {
        this.at = listener;
    }

    Applied to(Catalog next, String author) {
        return to(new Proposal(next, null), Provenance.of(author), plan -> {}, sentence -> {});
    }

    /**
     * Makes a catalog the one that is served: tables, row class numbers, workflows, and the release with its files. The same
     * files again change nothing. Who comes meanwhile, waits.
     *
     * @param agreed is shown the plan as it is under the lock, and throws when it is not what was agreed to
     * @param said hears what is done, as it is done
     */
    Applied to(Proposal proposal, Provenance provenance, Consumer<Plan> agreed, Consumer<String> said) {
        try (var lock = ReleaseLock.take(databases.owner())) {
            return new Application(lock.connection(), said).apply(proposal, provenance, agreed);
        } catch (SQLException e) {
            throw refusal(e);
        }
    }

    /** What {@link #to} would do; does nothing. */
    Plan plan(Catalog next) {
        try (var connection = databases.owner().getConnection()) {
            return new Application(connection, sentence -> {}).plan(next);
        } catch (SQLException e) {
            throw refusal(e);
        }
    }

    /** Takes the steps of a release that were left for after its switch. */
    void finish(Release release, Consumer<String> said) {
        try (var lock = ReleaseLock.take(databases.owner())) {
            new Application(lock.connection(), said).finish(release.number());
        } catch (SQLException e) {
            throw refusal(e);
        }
    }

    /**
     * Serves a release that is in the database already. What its tables lack, because this version of the platform wants more
     * of the same definitions, is made; what stands in the way of that is said, and stops nobody.
     */
    void back(Catalog catalog, Release release) {
        try (var connection = databases.owner().getConnection()) {
            var sql = client(connection);
            // As long as steps are waiting, whoever takes them makes the tables right.
            if (StepTable.preparation(sql).isEmpty() && !StepTable.hasWaiting(sql)) {
                complete(catalog, release, connection);
            }
            catalogs.switchTo(stored(catalog, release, connection));
        } catch (SQLException e) {
            throw refusal(e);
        }
    }

    private void complete(Catalog catalog, Release release, Connection connection) throws SQLException {
        var plan = Plan.lacking(catalog, release.number(), connection);
        plan.problems().forEach(problem -> LOG.error("Release {}: {}", release.number(), problem));
        if (plan.isEmpty() || plan.isRefused()) {
            return;
        }
        try (var lock = ReleaseLock.take(databases.owner())) {
            // Others may have done it while we waited.
            var steps = Plan.lacking(catalog, release.number(), lock.connection());
            var runner = new StepRunner(lock.connection(), LOG::info, at);
            for (var step : steps.steps()) {
                runner.takeUnkept(step);
            }
            if (!steps.isEmpty()) {
                runner.inTransaction(() -> {
                    Drift.keep(lock.connection());
                    return true;
                });
            }
        }
    }

    /** A release's catalog as it is served: where the database says that it stores, with its numbers. */
    static Catalog stored(Catalog catalog, Release release, Connection connection) throws SQLException {
        return Plan.stored(catalog, release.number(), connection)
                .asRelease(release.number(), RowClasses.known(client(connection)));
    }

    static JdbcClient client(Connection connection) {
        return JdbcClient.create(new SingleConnectionDataSource(connection, true));
    }

    /** One application, on the connection that holds the lock. */
    private final class Application {

        private final Connection connection;
        private final JdbcClient sql;
        private final StepRunner runner;
        private final Consumer<String> said;

        Application(Connection connection, Consumer<String> said) {
            this.connection = connection;
            this.sql = client(connection);
            this.said = said;
            this.runner = new StepRunner(connection, said, at);
        }

        Applied apply(Proposal proposal, Provenance provenance, Consumer<Plan> agreed) throws SQLException {
            var next = proposal.next();
            var archive = Archive.of(next);
            var newest = ReleaseTable.newest(sql).orElse(null);
            if (newest != null && newest.hash().equals(archive.hash())) {
                abandon();
                // What was left undone behind the switch may be possible by now.
                finish(newest.number());
                catalogs.switchTo(stored(next, newest, connection));
                return new Applied(newest, false, List.of());
            }
            proposal.refuseIfOvertaken(Optional.ofNullable(newest));
            var begun = StepTable.preparation(sql)
                    .filter(preparation -> preparation.hash().equals(archive.hash()))
                    .orElse(null);
            if (begun == null) {
                abandon();
                var plan = plan(next);
                agreed.accept(plan);
                begun = begin(plan, next, archive);
            } else {
                agreed.accept(plan(next));
                said.accept("Goes on with release " + begun.release() + ", which was begun before.");
            }
            var release = switched(next, archive, provenance, begun);
            finish(release.number());
            return new Applied(release, true, statements(release.number()));
        }

        Plan plan(Catalog next) throws SQLException {
            var newest = ReleaseTable.newest(sql).orElse(null);
            var number = newest == null ? 1 : newest.number() + 1;
            return Plan.of(present(newest), next, number, connection);
        }

        /** As it is served, by its names; what cannot be read any more is compared with nothing. */
        private Catalog present(@Nullable Release newest) {
            if (newest == null) {
                return Catalog.EMPTY;
            }
            if (catalogs.current().release() == newest.number()) {
                return catalogs.current();
            }
            var files = ReleaseTable.files(sql, newest.number()).orElseThrow().modules();
            var loaded = ModuleLoader.load(files).catalog();
            return loaded == null ? Catalog.EMPTY : loaded;
        }

        private Preparation begin(Plan plan, Catalog next, Archive archive) throws SQLException {
            var problems = new ArrayList<Problem>(plan.problems());
            problems.addAll(rowClassProblems(next));
            if (!problems.isEmpty()) {
                throw new Refusal(ErrorCode.DEFINITION, "The definitions cannot be applied.", problems);
            }
            var preparation =
                    new Preparation(plan.release(), archive.hash(), json.writeValueAsString(PlanText.lines(plan)));
            runner.inTransaction(() -> {
                StepTable.begin(connection, preparation, plan.steps());
                return true;
            });
            return preparation;
        }

        private List<Problem> rowClassProblems(Catalog next) throws SQLException {
            connection.setAutoCommit(false);
            try {
                return RowClasses.given(next, sql).problems();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }

        private Release switched(Catalog next, Archive archive, Provenance provenance, Preparation preparation)
                throws SQLException {
            try {
                for (var waiting : StepTable.waiting(connection, preparation.release(), Phase.PREPARE)) {
                    runner.take(waiting);
                }
                said.accept("switch");
                at.accept("before SWITCH");
                var release = runner.inTransaction(() -> switchNow(next, archive, provenance, preparation));
                at.accept("after SWITCH");
                catalogs.switchTo(stored(next, release, connection));
                return release;
            } catch (SQLException e) {
                if (!StepRunner.LOCK_NOT_AVAILABLE.equals(e.getSQLState()) && !connection.isClosed()) {
                    abandon();
                }
                throw e;
            } catch (RuntimeException e) {
                abandon();
                throw e;
            }
        }

        private Release switchNow(Catalog next, Archive archive, Provenance provenance, Preparation preparation)
                throws SQLException {
            for (var waiting : StepTable.waiting(connection, preparation.release(), Phase.SWITCH)) {
                runner.execute(waiting.step().statements());
            }
            RowClasses.given(next, sql);
            processActors(next);
            deployments.deploy(connection, next.processes());
            var release = new Release(
                    preparation.release(), archive.hash(), "SWITCHED", provenance.author(), OffsetDateTime.now(clock));
            ReleaseTable.add(sql, release, provenance, archive, preparation.plan());
            StepTable.switched(connection, release.number());
            Drift.keep(connection);
            at.accept("in SWITCH");
            return release;
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

        /** What fails here was written in the moments before the switch: the release is served, and says what is left. */
        void finish(long release) throws SQLException {
            var waiting = StepTable.waiting(connection, release, Phase.FINISH);
            for (var step : waiting) {
                finish(step);
            }
            if (!waiting.isEmpty()) {
                runner.inTransaction(() -> {
                    Drift.keep(connection);
                    return true;
                });
            }
        }

        private void finish(Waiting step) throws SQLException {
            try {
                runner.take(step);
            } catch (SQLException e) {
                if (!String.valueOf(e.getSQLState()).startsWith("23")) {
                    throw e;
                }
                said.accept("  left undone: " + e.getMessage());
                LOG.error("Release {}, step {} is left undone: {}", step.release(), step.number(), e.getMessage());
            }
        }

        /** Takes back what was prepared and never served; nobody has seen it. */
        private void abandon() throws SQLException {
            var preparation = StepTable.preparation(sql).orElse(null);
            if (preparation == null) {
                return;
            }
            said.accept("Takes back what was prepared for release " + preparation.release() + ".");
            for (var statement : StepTable.undo(connection, preparation.release())) {
                runner.inTransaction(() -> {
                    runner.execute(statement);
                    return true;
                });
            }
            runner.inTransaction(() -> {
                StepTable.forget(connection, preparation.release());
                return true;
            });
        }

        private List<String> statements(long release) {
            return sql.sql("""
                            select unnest(statements) from platform.release_step
                             where release = ? order by number""")
                    .param(release)
                    .query((row, line) -> row.getString(1))
                    .list();
        }
    }

    /** Constraints that stored rows break are the definitions' matter; the rest is nobody's whom we could tell what to do. */
    private static RuntimeException refusal(SQLException e) {
        var state = String.valueOf(e.getSQLState());
        if (state.startsWith("23")) {
            return new Refusal(
                    ErrorCode.DEFINITION, "Stored records do not fit the new definitions: " + e.getMessage());
        }
        if (state.equals(StepRunner.LOCK_NOT_AVAILABLE)) {
            return new Refusal(ErrorCode.UNAVAILABLE, "The tables are in use; please try again.");
        }
        return new IllegalStateException("the release cannot be applied: " + e.getMessage(), e);
    }
}
