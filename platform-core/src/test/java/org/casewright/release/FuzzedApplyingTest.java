package org.casewright.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import org.casewright.TestPlatform;
import org.casewright.catalog.Catalog;
import org.casewright.fuzz.Fuzz;
import org.casewright.loading.FuzzedModules;
import org.casewright.postgres.TestDatabase;
import org.casewright.problem.Refusal;
import org.casewright.process.Deployments;
import org.casewright.schema.Applying;
import org.casewright.schema.Plan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What was loaded without a problem is never found impossible later: its tables are made, and the engine takes its workflows. */
class FuzzedApplyingTest {

    private static final int ROUNDS = 120;

    private static TestDatabase database;
    private static Connection connection;

    @BeforeAll
    static void open() throws SQLException {
        database = TestPlatform.prepared();
        connection = database.owner().getConnection();
        connection.setAutoCommit(false);
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
        database.close();
    }

    @Test
    void entitiesThatLoadBecomeTables() {
        var modules = FuzzedModules.entities();
        Fuzz.run("tables", ROUNDS, modules::changed, FuzzedModules.Changed::content, changed -> {
            var catalog = changed.load().catalog();
            if (catalog != null) {
                applied(catalog);
            }
        });
    }

    private static void applied(Catalog catalog) throws SQLException {
        try {
            var plan = Plan.of(Catalog.EMPTY, catalog, 1, connection);
            assertThat(plan.problems()).isEmpty();
            Applying.apply(plan, connection);
            assertThat(Plan.of(catalog, catalog, 2, connection).statements())
                    .as("a second plan")
                    .isEmpty();
        } finally {
            connection.rollback();
        }
    }

    @Test
    void workflowsThatLoadAreDeployed() {
        var modules = FuzzedModules.workflows();
        var deployments = new Deployments();
        Fuzz.run("deployments", ROUNDS, modules::changed, FuzzedModules.Changed::content, changed -> {
            var catalog = changed.load().catalog();
            if (catalog != null) {
                deployed(deployments, catalog);
            }
        });
    }

    private static void deployed(Deployments deployments, Catalog catalog) throws SQLException {
        try {
            deployments.deploy(connection, catalog.processes());
        } catch (Refusal refused) {
            throw new AssertionError(refused.sentence() + " " + refused.problems(), refused);
        } finally {
            connection.rollback();
        }
    }
}
