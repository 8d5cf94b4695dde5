package org.casewright.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Catalogs;
import org.casewright.postgres.PlatformMigrations;
import org.casewright.postgres.TestDatabase;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.process.Deployments;
import org.casewright.process.EngineTables;
import org.casewright.schema.Library;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database of a version that did not write down where it stores, with a release and records of that time. */
class UpgradeTest {

    private static final String READER = "01900000-0000-7000-8000-000000000001";
    private static final String LOAN = "01900000-0000-7000-8000-000000000002";

    private TestDatabase database;
    private Catalogs catalogs;
    private Switch change;

    @BeforeEach
    void open() {
        database = TestDatabase.empty();
        catalogs = new Catalogs();
        change = new Switch(database.databases(), catalogs, new Deployments(), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "12"})
    void whatItStoredIsTakenOverWhereItIs(String version) throws IOException, SQLException {
        var release = served(version, "'torn'");
        var before = stored();
        PlatformMigrations.run(database.owner());

        change.back(library("one"), release);

        assertThat(stored()).isEqualTo(before);
        assertThat(places())
                .contains(
                        "library/loan -> loan. 1",
                        "library/loan.damages -> loan_damages. 1",
                        "library/loan.damages.what -> loan_damages.what 1",
                        "library/loan.pickUp.desk -> loan.pick_up_desk 1",
                        "library/reader.fullName -> reader.name 1");
        assertThat(keys()).as("search keys go by columns now").containsExactly("AYEN name");
        assertThat(catalogs.current().release()).isEqualTo(1);
        assertThat(change.plan(library("one")).steps()).isEmpty();
        assertThat(change.plan(library("one")).drift()).isEmpty();

        change.to(library("two", "days"), "test");
        change.to(library("one"), "test");

        assertThat(stored()).as("retired and back").isEqualTo(before);
    }

    @Test
    void whatItsRecordsDoNotFitStopsNobodyAndIsSaidToWhoAppliesNext() throws IOException, SQLException {
        var release = served("12", "null");
        var before = stored();
        PlatformMigrations.run(database.owner());

        change.back(library("one"), release);

        assertThat(catalogs.current().release()).isEqualTo(1);
        assertThat(catalogs.current()
                        .entity("library/loan")
                        .property("lentOn")
                        .orElseThrow()
                        .column())
                .isEqualTo("lent_on");
        assertThat(places()).as("nothing is half done").isEmpty();
        assertThatThrownBy(() -> change.to(library("two"), "test"))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.problems())
                                .extracting(Problem::message)
                                .containsExactly("“what” is required, and 1 stored row has no value."));

        owner().sql("update library.loan_damages set what = 'torn'").update();
        change.to(library("two"), "test");

        assertThat(stored().toString()).isEqualTo(before.toString().replace("\"what\": null", "\"what\": \"torn\""));
        assertThat(places()).contains("library/loan.damages.what -> loan_damages.what 2");
    }

    /** The platform's tables as of a version, and in them what that version made of the library. */
    private Release served(String version, String damage) throws IOException, SQLException {
        Flyway.configure()
                .dataSource(database.owner())
                .schemas("platform")
                .defaultSchema("platform")
                .locations("classpath:db/platform")
                .placeholderReplacement(false)
                .target(version)
                .load()
                .migrate();
        EngineTables.prepare(database.owner());
        execute(tables());
        execute("""
                insert into library.reader (id, unit_no, access_key, version, created_at, created_by, updated_at, updated_by, name)
                values ('%1$s', 1, 64, 1, now(), '%1$s', now(), '%1$s', 'Ayen');
                insert into library.reader_search values ('AYEN', 1, 'fullName', '%1$s', 1);
                insert into library.loan (id, unit_no, access_key, version, created_at, created_by, updated_at, updated_by, reader,
                                          lent_on, days, pick_up_desk)
                values ('%2$s', 1, 64, 1, now(), '%1$s', now(), '%1$s', '%1$s', '2024-02-01', 14, 'main');
                insert into library.loan_damages (id, parent_id, position, page, what) values ('%1$s', '%2$s', 0, 7, %3$s)""".formatted(READER, LOAN, damage));
        var archive = Archive.of(library("one"));
        var release = new Release(1, archive.hash(), "FINISHED", "sysadmin", OffsetDateTime.now(Clock.systemUTC()));
        owner().sql("""
                        insert into platform.release (number, hash, state, author, at, files, plan)
                        values (?, ?, ?, ?, ?, ?, '[]')""")
                .params(
                        release.number(),
                        release.hash(),
                        release.state(),
                        release.author(),
                        release.at(),
                        archive.zip())
                .update();
        return release;
    }

    /** Word for word what that version ran for {@link Library}. */
    private static String tables() throws IOException {
        var name = "library-before-mapping.sql";
        try (var file = Objects.requireNonNull(UpgradeTest.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Catalog library(String manifest, String... without) {
        return Library.catalog(
                Map.of("module.json", manifest.getBytes(StandardCharsets.UTF_8)),
                Map.of(),
                Set.of("NORMAL", "CHILD"),
                Library.loan(properties -> properties.stream()
                        .filter(property -> !List.of(without).contains(property.name()))
                        .toList()),
                Library.reader("fullName"),
                Library.book(),
                Library.language());
    }

    private JdbcClient owner() {
        return JdbcClient.create(database.owner());
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.owner().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> stored() {
        return owner().sql("""
                        select to_jsonb(r)::text from library.reader r union all
                        select to_jsonb(l)::text from library.loan l union all
                        select to_jsonb(d)::text from library.loan_damages d""").query((row, line) -> row.getString(1)).list();
    }

    private List<String> keys() {
        return owner().sql("select key || ' ' || property from library.reader_search")
                .query((row, line) -> row.getString(1))
                .list();
    }

    private List<String> places() {
        return owner().sql("""
                        select entity || case when path = '' then '' else '.' || path end || ' -> ' || table_name || '.' || column_name
                               || ' ' || since
                          from platform.mapping where until is null order by 1""").query((row, line) -> row.getString(1)).list();
    }
}
