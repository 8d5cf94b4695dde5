package org.casewright.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.casewright.postgres.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Works in SQL as the application's role: what it may see by itself, whatever the program above forgets. */
class PoliciesTest {

    private static final UUID ME = new UUID(7, 7);
    private static final String LOAN = "casewright.read.library.loan";

    private static TestDatabase database;

    private Connection connection;

    /** Two units, two row classes, two owners: eight loans, numbered unit-class-owner. */
    @BeforeAll
    static void fill() throws SQLException {
        database = TestDatabase.fresh();
        try (var owner = database.owner().getConnection()) {
            Applying.apply(Library.catalog(), owner);
        }
        try (var connection = database.application().getConnection()) {
            connection.setAutoCommit(false);
            set(connection, Map.of("casewright.engine", "on"));
            for (var unit : List.of(1, 2)) {
                for (var rowClass : List.of(0, 1)) {
                    insert(connection, unit, rowClass, "me", ME);
                    insert(connection, unit, rowClass, "other", new UUID(8, 8));
                }
            }
            insertLanguage(connection);
            connection.commit();
        }
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @BeforeEach
    void begin() throws SQLException {
        connection = database.application().getConnection();
        connection.setAutoCommit(false);
    }

    @AfterEach
    void end() throws SQLException {
        connection.rollback();
        connection.close();
    }

    @Test
    void withNoSettingsThereIsNothing() throws SQLException {
        assertThat(loans()).isEmpty();
        assertThat(ask("select count(*)::text from library.loan_damages")).containsExactly("0");
        assertThat(ask("select count(*)::text from platform.record")).containsExactly("0");
        assertThat(ask("select count(*)::text from platform.history")).containsExactly("0");
    }

    @Test
    void aKeyOfUnitAndClassOpensExactlyThose() throws SQLException {
        set(connection, Map.of(LOAN, "{64,129}"));

        assertThat(loans()).containsExactly("1-0-me", "1-0-other", "2-1-me", "2-1-other");
    }

    @Test
    void aBareClassOpensItInAllUnits() throws SQLException {
        set(connection, Map.of(LOAN, "{1}"));

        assertThat(loans()).containsExactly("1-1-me", "1-1-other", "2-1-me", "2-1-other");
    }

    @Test
    void aClassOfOnesOwnOpensWhatOneOwns() throws SQLException {
        set(connection, Map.of(LOAN, "{-1}", "casewright.user", ME.toString()));

        assertThat(loans()).containsExactly("1-0-me", "2-0-me");
    }

    @Test
    void ownKeysWithoutAUserOpenNothing() throws SQLException {
        set(connection, Map.of(LOAN, "{-1,-2}"));

        assertThat(loans()).isEmpty();
    }

    @Test
    void theEngineSeesEverything() throws SQLException {
        set(connection, Map.of("casewright.engine", "on"));

        assertThat(loans()).hasSize(8);
    }

    @Test
    void keysOfAnotherTableOpenNothingHere() throws SQLException {
        set(connection, Map.of("casewright.read.library.reader", "{0,1,64,65,128,129}"));

        assertThat(loans()).isEmpty();
    }

    @Test
    void whatHangsOnARecordIsOpenWithIt() throws SQLException {
        set(connection, Map.of(LOAN, "{64}"));

        assertThat(ask("select what from library.loan_damages order by what")).containsExactly("1-0-me", "1-0-other");
        assertThat(ask("select title from platform.record order by title")).containsExactly("1-0-me", "1-0-other");
        assertThat(ask("select texts ->> '' from platform.history_values order by 1"))
                .containsExactly("1-0-me", "1-0-other");
    }

    @Test
    void afterCommitAndRollbackTheConnectionKnowsNobody() throws SQLException {
        for (var end : List.of("commit", "rollback")) {
            set(connection, Map.of(LOAN, "{0,1}", "casewright.engine", "on"));
            assertThat(loans()).hasSize(8);

            if (end.equals("commit")) {
                connection.commit();
            } else {
                connection.rollback();
            }

            assertThat(loans()).as(end).isEmpty();
        }
    }

    @Test
    void aRowOfAnotherUnitCannotBeWritten() throws SQLException {
        set(connection, Map.of(LOAN, "{64}"));

        assertThatThrownBy(() -> insert(connection, 2, 0, "me", ME))
                .hasMessageContaining("violates row-level security policy");
    }

    @Test
    void aRowCannotBeMovedOutOfSight() throws SQLException {
        set(connection, Map.of(LOAN, "{64}"));

        assertThatThrownBy(() -> run("update library.loan set unit_no = 2, access_key = 128"))
                .hasMessageContaining("violates row-level security policy");
    }

    @Test
    void whatPoliciesCompareIsWhatTheRowSays() throws SQLException {
        set(connection, Map.of("casewright.engine", "on"));

        assertThatThrownBy(() -> run("update library.loan set access_key = 64"))
                .hasMessageContaining("ck_loan_access_key");
    }

    @Test
    void referenceDataAreReadByAllAndWrittenByTheEngineOnly() throws SQLException {
        assertThat(ask("select code from library.language")).containsExactly("swa");
        assertThat(run("update library.language set title = 'x'")).isZero();
        assertThatThrownBy(() -> insertLanguage(connection)).hasMessageContaining("violates row-level security policy");
    }

    @Test
    void historyIsOnlyEverAddedTo() {
        assertThatThrownBy(() -> run("update platform.history set step = 'x'"))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> {
                    connection.rollback();
                    run("delete from platform.history");
                })
                .hasMessageContaining("permission denied");
    }

    @Test
    void monthsCannotBeReadPastThePolicy() {
        assertThatThrownBy(() -> ask("select step from platform.history_other"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void recordsAreNeverDeleted() throws SQLException {
        set(connection, Map.of("casewright.engine", "on"));

        assertThatThrownBy(() -> run("delete from library.loan")).hasMessageContaining("permission denied");
    }

    private List<String> loans() throws SQLException {
        return ask("select number from library.loan order by number");
    }

    private List<String> ask(String question) throws SQLException {
        var answers = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(question)) {
            while (rows.next()) {
                answers.add(rows.getString(1));
            }
        }
        return answers;
    }

    private int run(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private static void set(Connection connection, Map<String, String> settings) throws SQLException {
        try (var statement = connection.prepareStatement("select set_config(?, ?, true)")) {
            for (var setting : settings.entrySet()) {
                statement.setString(1, setting.getKey());
                statement.setString(2, setting.getValue());
                statement.execute();
            }
        }
    }

    private static void insert(Connection connection, int unit, int rowClass, String whose, UUID owner)
            throws SQLException {
        var id = UUID.randomUUID();
        var name = unit + "-" + rowClass + "-" + whose;
        var key = unit * 64 + rowClass;
        execute(connection, """
                insert into library.loan (id, number, unit_no, row_class, access_key, owner_user, version,
                                          created_at, created_by, updated_at, updated_by)
                values (?, ?, ?, ?, ?, ?, 1, now(), ?, now(), ?)""", id, name, unit, rowClass, key, owner, owner, owner);
        execute(
                connection,
                "insert into library.loan_damages (id, parent_id, position, what) values (?, ?, 0, ?)",
                UUID.randomUUID(),
                id,
                name);
        execute(connection, """
                insert into platform.record (id, entity, table_ref, number, unit_no, row_class, access_key, owner_user,
                                             title, updated_at)
                values (?, 'library/loan', 'library.loan', ?, ?, ?, ?, ?, ?, now())""", id, name, unit, rowClass, key, owner, name);
        execute(connection, """
                with line as (
                    insert into platform.history (record_id, entity, at, action, actor_id, actor_name, version, release)
                    values (?, 'library/loan', now() + make_interval(years => ?), 'create', ?, 'me', 1, 1)
                    returning id, at, record_id
                )
                insert into platform.history_values (id, at, record_id, salt, texts)
                select id, at, record_id, substr(sha256(''), 1, 16), jsonb_build_object('', ?::text) from line""", id, rowClass, owner, name);
    }

    private static void insertLanguage(Connection connection) throws SQLException {
        execute(connection, """
                insert into library.language (id, unit_no, access_key, version, created_at, created_by, updated_at,
                                              updated_by, code)
                values (?, 0, 0, 1, now(), ?, now(), ?, 'swa')""", UUID.randomUUID(), ME, ME);
    }

    private static void execute(Connection connection, String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
