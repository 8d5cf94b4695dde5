package org.casewright.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.casewright.definition.EntityDefinition.Ownership;
import org.casewright.definition.EntityDefinition.UniqueKey;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.postgres.TestDatabase;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each test works in a transaction that is rolled back, on one database. */
class PlanTest {

    private static TestDatabase database;

    private Connection connection;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void begin() throws SQLException {
        connection = database.owner().getConnection();
        connection.setAutoCommit(false);
    }

    @AfterEach
    void rollback() throws SQLException {
        connection.rollback();
        connection.close();
    }

    @Test
    void theFirstPlanMakesEverythingAndReadsLikeThis() throws IOException, SQLException {
        var sql = Plan.of(Library.catalog(), connection).sql();

        assertThat(sql).isEqualTo(golden("library.sql", sql));
    }

    @Test
    void whatWasAppliedIsNotPlannedAgain() throws SQLException {
        Plan.of(Library.catalog(), connection).apply(connection);

        assertThat(Plan.of(Library.catalog(), connection).sql()).isEmpty();
    }

    @Test
    void aNewPropertyIsANewColumn() throws SQLException {
        Plan.of(Library.catalog(), connection).apply(connection);

        var plan = changed(Library.property("colour", "colour", Library.text(20)));

        assertThat(plan.statements())
                .first()
                .isEqualTo("alter table \"library\".\"loan\" add column \"colour\" text collate \"C\"");
        plan.apply(connection);
        assertThat(changed(Library.property("colour", "colour", Library.text(20)))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aVanishedPropertyKeepsItsColumnAndItsValues() throws SQLException {
        Plan.of(Library.catalog(), connection).apply(connection);

        var without = Library.catalog(
                Library.loan(properties -> properties.stream()
                        .filter(property -> !property.name().equals("lost"))
                        .toList()),
                Library.reader(),
                Library.book(),
                Library.language());

        assertThat(Plan.of(without, connection).sql()).isEmpty();
    }

    @Test
    void aBoundThatMovesReplacesItsCheck() throws SQLException {
        Plan.of(Library.catalog(), connection).apply(connection);

        var statements = replaced(Library.property("days", "days", new PropertyType.Whole(0L, 730L)))
                .statements();

        assertThat(statements).hasSize(2);
        assertThat(statements.getFirst())
                .startsWith("alter table \"library\".\"loan\" drop constraint \"ck_loan_days_");
        assertThat(statements.getLast()).endsWith("check (\"days\" >= 0 and \"days\" <= 730)");
    }

    @Test
    void anotherTypeIsRefusedAndNothingIsDone() throws SQLException {
        Plan.of(Library.catalog(), connection).apply(connection);

        var plan = replaced(Library.property("days", "days", Library.text(10)));

        assertThat(plan.problems())
                .extracting(Problem::toString)
                .containsExactly("library/entities/loan.schema.json: The values of days are stored as bigint and cannot"
                        + " become text. Declare a property with another name for the new type.");
        assertThatThrownBy(() -> plan.apply(connection)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void twoEntitiesCannotShareATable() throws SQLException {
        var group = new PropertyType.Group("reader", List.of(), List.of());

        var plan = changed(Library.property("twins", "", group));

        assertThat(plan.problems())
                .extracting(Problem::message)
                .containsExactly("The table library.reader is already that of loan: twins.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    lentOn < today()            | it depends on more than the record.
                    book.title = "Dune"         | book.title
                    some d in damages satisfies d.page = 1 | a filter compares whole values
                    """)
    void aUniqueKeysConditionLooksAtTheRecordOnly(String condition, String reason) {
        var loan = Library.entity(
                "loan",
                new Ownership.Unit(),
                List.of(),
                null,
                List.of(new UniqueKey(List.of("book"), Library.feel(condition), null)),
                List.copyOf(Library.loan(properties -> properties).properties().values()));

        assertThatThrownBy(() -> Plan.of(
                        Library.catalog(loan, Library.reader(), Library.book(), Library.language()), connection))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("The condition `" + condition + "` cannot be that of a unique key: ")
                .hasMessageContaining(reason);
    }

    @Test
    void namesArePutInQuotesWhateverIsInThem() throws SQLException {
        var evil = "x\"; drop table platform.account; --";

        changedFrom(evil).apply(connection);

        try (var rows = connection.createStatement().executeQuery("select count(*) from platform.account")) {
            assertThat(rows.next()).isTrue();
        }
        assertThat(changedFrom(evil).isEmpty()).isTrue();
    }

    private Plan changedFrom(String column) throws SQLException {
        return changed(Library.sortable(Library.property("evil", column, Library.text(20))));
    }

    private Plan changed(PropertyDefinition added) throws SQLException {
        return planWith(properties -> {
            var more = new ArrayList<>(properties);
            more.add(added);
            return more;
        });
    }

    private Plan replaced(PropertyDefinition by) throws SQLException {
        return planWith(properties -> properties.stream()
                .map(property -> property.name().equals(by.name()) ? by : property)
                .toList());
    }

    private Plan planWith(java.util.function.UnaryOperator<List<PropertyDefinition>> change) throws SQLException {
        return Plan.of(
                Library.catalog(Library.loan(change), Library.reader(), Library.book(), Library.language()),
                connection);
    }

    /** With {@code -Dcasewright.golden=write} the file is written anew, to be read in the difference. */
    private static String golden(String name, String now) throws IOException {
        if ("write".equals(System.getProperty("casewright.golden"))) {
            Files.writeString(Path.of("src/test/resources/org/casewright/schema", name), now);
        }
        try (var file = Objects.requireNonNull(PlanTest.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
