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
import org.casewright.catalog.Catalog;
import org.casewright.definition.EntityDefinition.Ownership;
import org.casewright.definition.EntityDefinition.UniqueKey;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.postgres.TestDatabase;
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
        var sql = plan(Library.catalog()).sql();

        assertThat(sql).isEqualTo(golden("library.sql", sql));
    }

    @Test
    void whatWasAppliedIsNotPlannedAgain() throws SQLException {
        apply(Library.catalog());

        assertThat(plan(Library.catalog()).sql()).isEmpty();
    }

    @Test
    void aNewPropertyIsANewColumn() throws SQLException {
        apply(Library.catalog());

        var plan = changed(Library.property("colour", "colour", Library.text(20)));

        assertThat(plan.statements())
                .first()
                .isEqualTo("alter table \"library\".\"loan\" add column \"colour\" text collate \"C\"");
        Applying.apply(plan, connection);
        assertThat(changed(Library.property("colour", "colour", Library.text(20)))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aVanishedPropertyKeepsItsColumnAndItsValues() throws SQLException {
        apply(Library.catalog());

        var without = Library.catalog(
                Library.loan(properties -> properties.stream()
                        .filter(property -> !property.name().equals("lost"))
                        .toList()),
                Library.reader(),
                Library.book(),
                Library.language());

        var plan = plan(without);

        assertThat(plan.differences())
                .extracting(Difference::sentence)
                .containsExactly("library/loan.lost is retired: its values are kept and no longer to be seen.");
        assertThat(plan.statements()).singleElement().asString().startsWith("update platform.mapping set until = 2");
    }

    @Test
    void aBoundThatMovesReplacesItsCheckAtTheSwitchAndLooksAtTheRowsAfterwards() throws SQLException {
        apply(Library.catalog());

        var steps = replaced(Library.property("days", "days", new PropertyType.Whole(0L, 730L)))
                .steps();

        assertThat(steps).extracting(Step::phase).containsExactly(Phase.SWITCH, Phase.FINISH);
        assertThat(steps.getFirst().statements())
                .satisfiesExactly(
                        drop -> assertThat(drop)
                                .startsWith("alter table \"library\".\"loan\" drop constraint \"ck_loan_days_"),
                        add -> assertThat(add).endsWith("check (\"days\" >= 0 and \"days\" <= 730) not valid"));
        assertThat(steps.getLast().statements())
                .singleElement()
                .asString()
                .startsWith("alter table \"library\".\"loan\" validate constraint \"ck_loan_days_");
    }

    @Test
    void anotherTypeIsAnotherColumnThatIsFilledAndTakesItsPlace() throws SQLException {
        apply(Library.catalog());

        var plan = replaced(Library.property("days", "days", Library.text(10)));

        assertThat(plan.differences())
                .extracting(Difference::sentence)
                .containsExactly("library/loan.days becomes text; it was a whole number. All values are converted, and"
                        + " the old ones stay, retired.");
        assertThat(plan.statements())
                .first()
                .isEqualTo("alter table \"library\".\"loan\" add column \"days_2\" text collate \"C\"");
        Applying.apply(plan, connection);
        assertThat(replaced(Library.property("days", "days", Library.text(10))).isEmpty())
                .isTrue();
    }

    @Test
    void aTableThatIsTakenGetsANumber() throws SQLException {
        var plan = changed(Library.property("twins", "", new PropertyType.Group("reader", List.of(), List.of())));

        assertThat(plan.problems()).isEmpty();
        assertThat(plan.sql()).contains("create table \"library\".\"reader_2\"");
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

        assertThatThrownBy(() -> plan(Library.catalog(loan, Library.reader(), Library.book(), Library.language())))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("The condition `" + condition + "` cannot be that of a unique key: ")
                .hasMessageContaining(reason);
    }

    @Test
    void namesArePutInQuotesWhateverIsInThem() throws SQLException {
        var evil = "x\"; drop table platform.account; --";

        Applying.apply(changedFrom(evil), connection);

        try (var rows = connection.createStatement().executeQuery("select count(*) from platform.account")) {
            assertThat(rows.next()).isTrue();
        }
        assertThat(changedFrom(evil).isEmpty()).isTrue();
    }

    private Plan plan(Catalog next) throws SQLException {
        var release = Applying.nextRelease(connection);
        return Plan.of(release == 1 ? Catalog.EMPTY : Library.catalog(), next, release, connection);
    }

    private void apply(Catalog next) throws SQLException {
        Applying.apply(plan(next), connection);
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
        return plan(Library.catalog(Library.loan(change), Library.reader(), Library.book(), Library.language()));
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
