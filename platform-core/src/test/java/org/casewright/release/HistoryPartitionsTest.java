package org.casewright.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.casewright.postgres.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class HistoryPartitionsTest {

    private TestDatabase database;
    private HistoryPartitions partitions;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh();
        // Far from the months that the migration made.
        var clock = Clock.fixed(Instant.parse("2040-11-15T12:00:00Z"), ZoneOffset.UTC);
        partitions = new HistoryPartitions(database.databases(), clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void monthsAreMadeAheadOnce() {
        assertThat(partitions.makeAhead()).isEqualTo(4);
        assertThat(partitions.makeAhead()).isZero();

        add("2040-12-31T23:59:59Z");
        add("2041-01-01T00:00:00Z");
        assertThat(where()).containsExactly("platform.history_2040_12", "platform.history_2041_01");
    }

    @Test
    void whatCameBeforeItsMonthWasMadeIsMovedIntoIt() {
        add("2041-02-10T10:00:00Z");
        add("2055-01-01T00:00:00Z");
        assertThat(where()).containsExactly("platform.history_other", "platform.history_other");

        partitions.makeAhead();

        assertThat(where()).containsExactly("platform.history_2041_02", "platform.history_other");
    }

    private void add(String at) {
        JdbcClient.create(database.owner()).sql("""
                        insert into platform.history (record_id, entity, at, action, actor_id, actor_name, version, release)
                        values (gen_random_uuid(), 'library/loan', ?::timestamptz, 'create', gen_random_uuid(), 'engine', 1, 1)""").param(at).update();
    }

    private List<String> where() {
        return JdbcClient.create(database.owner())
                .sql("select tableoid::regclass::text from platform.history order by at")
                .query((row, number) -> row.getString(1))
                .list();
    }
}
