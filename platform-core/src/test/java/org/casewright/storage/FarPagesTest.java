package org.casewright.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.casewright.TestPlatform;
import org.casewright.catalog.Catalogs;
import org.jooq.DSLContext;
import org.jooq.conf.ParamType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A page far behind in a list reads its own rows and no other: as the database itself counts what it has read. With
 * {@code -Dcasewright.rows=1000000} it says for that many what the first page and one in the middle cost.
 */
class FarPagesTest {

    private static final int ROWS = Integer.getInteger("casewright.rows", 12_000);
    private static final int PAGE = 50;
    private static final JsonMapper JSON = new JsonMapper();
    private static final OffsetDateTime IMPORTED = OffsetDateTime.of(2026, 3, 1, 9, 0, 0, 0, ZoneOffset.UTC);
    private static final LocalDate FIRST = LocalDate.of(2020, 1, 1);

    private static TestPlatform platform;
    private static int unit;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("post");
        unit = platform.actor("sorter.knf").unit();
        // As an import leaves them: all changed at one moment, many arrived on one day, a few never.
        platform.owner()
                .sql("""
                        insert into post.letter (id, unit_no, row_class, access_key, version, created_at, created_by, updated_at,
                                                 updated_by, subject, arrived, state)
                        select lpad(to_hex(n), 32, '0')::uuid, :unit, 0, :unit * 64, 1, :at, :by, :at, :by, 'Letter ' || n,
                               case when n % 20 = 0 then null else cast(:first as date) + n % 7 end, 'IN'
                          from generate_series(1, :rows) n""")
                .params(Map.of(
                        "unit",
                        unit,
                        "at",
                        IMPORTED,
                        "by",
                        platform.actor("sorter.knf").id(),
                        "first",
                        FIRST,
                        "rows",
                        ROWS))
                .update();
        platform.owner().sql("analyze post.letter").update();
    }

    @AfterAll
    static void close() {
        platform.close();
    }

    @Test
    void newestChangeFirstWhereAllWereChangedAtOnce() throws SQLException {
        readsNoMore("updatedAt", true, IMPORTED);
    }

    @Test
    void byADayOnWhichManyArrivedBothWays() throws SQLException {
        readsNoMore("arrived", false, FIRST.plusDays(5));
        readsNoMore("arrived", true, FIRST.plusDays(1));
    }

    @Test
    void amongThoseThatHaveNone() throws SQLException {
        readsNoMore("arrived", false, null);
    }

    private static void readsNoMore(String by, boolean descending, @Nullable Object far) throws SQLException {
        var after = new ArrayList<@Nullable Object>();
        after.add(far);
        after.add(new UUID(0, ROWS / 2));
        var first = explained(by, descending, List.of());
        var behind = explained(by, descending, after);
        System.out.printf(
                "%s %s of %,d: the first page %.2f ms, %d rows read; far behind %.2f ms, %d rows read%n",
                by,
                descending ? "descending" : "ascending",
                ROWS,
                first.milliseconds(),
                first.rows(),
                behind.milliseconds(),
                behind.rows());
        assertThat(behind.rows()).as(behind.plan()).isLessThanOrEqualTo(2L * (PAGE + 1));
    }

    private record Explained(double milliseconds, long rows, String plan) {}

    /** What the database has read of the table for a page, what it threw away included. */
    private static Explained explained(String by, boolean descending, List<@Nullable Object> after)
            throws SQLException {
        try (var connection = platform.database().application().getConnection()) {
            connection.setAutoCommit(false);
            try (var setting = connection.prepareStatement("select set_config(?, ?, true)")) {
                for (var each : platform.settings("sorter.knf").entrySet()) {
                    setting.setString(1, each.getKey());
                    setting.setString(2, each.getValue());
                    setting.execute();
                }
            }
            try (var statement = connection.createStatement()) {
                statement.execute("set local enable_seqscan = off");
                statement.execute("set local enable_bitmapscan = off");
                var best = Double.MAX_VALUE;
                var plan = "";
                for (var run = 0; run < 3; run++) {
                    try (var rows =
                            statement.executeQuery("explain (analyze, format json) " + sql(by, descending, after))) {
                        rows.next();
                        plan = rows.getString(1);
                        best = Math.min(
                                best,
                                JSON.readTree(plan).at("/0/Execution Time").asDouble());
                    }
                }
                return new Explained(best, read(JSON.readTree(plan).at("/0/Plan")), plan);
            } finally {
                connection.rollback();
            }
        }
    }

    private static String sql(String by, boolean descending, List<@Nullable Object> after) {
        var catalog = platform.bean(Catalogs.class).current();
        var request = new PageRequest(
                catalog.entity("post/letter"),
                null,
                null,
                null,
                List.of(new PageRequest.Order(by, descending)),
                after,
                PAGE,
                0,
                null,
                false,
                new Path(List.of(unit), List.of(), List.of(), List.of()),
                List.of(),
                Masks.NONE);
        return new PageQuery(platform.bean(DSLContext.class), catalog, platform.bean(Storage.class)::map, request)
                .select()
                .getSQL(ParamType.INLINED);
    }

    private static long read(JsonNode plan) {
        var rows = plan.path("Relation Name").asString("").equals("letter")
                ? plan.path("Actual Rows").asLong() * plan.path("Actual Loops").asLong()
                        + plan.path("Rows Removed by Filter").asLong()
                : 0;
        for (var below : plan.path("Plans")) {
            rows += read(below);
        }
        return rows;
    }
}
