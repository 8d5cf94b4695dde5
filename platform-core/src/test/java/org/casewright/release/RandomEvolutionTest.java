package org.casewright.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.casewright.TestPlatform;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Catalogs;
import org.casewright.postgres.TestDatabase;
import org.casewright.problem.Refusal;
import org.casewright.process.Deployments;
import org.casewright.schema.Step;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Random modules change at random, with rows in their tables: after every application the tables are those of a fresh database,
 * what was stored is stored still, a second plan is empty, and going back brings the old places back. Some applications are
 * killed on the way.
 */
class RandomEvolutionTest {

    private static final boolean LONG = Boolean.getBoolean("casewright.long");
    private static final int SEQUENCES = Integer.getInteger("casewright.sequences", LONG ? 1_000 : 30);
    private static final int RELEASES = 5;
    private static final int KILLED = LONG ? 20 : 6;

    private static TestDatabase fresh;

    private int refused;
    private int applied;
    private int killed;

    @BeforeAll
    static void prepare() {
        fresh = TestPlatform.prepared();
    }

    @AfterAll
    static void close() {
        fresh.close();
    }

    @Test
    void everySequenceOfReleasesKeepsItsPromises() throws SQLException {
        var seed = Long.getLong("casewright.seed", System.nanoTime());
        var random = new Random(seed);
        for (var n = 0; n < SEQUENCES; n++) {
            var one = random.nextLong();
            try (var database = TestPlatform.prepared()) {
                new Sequence(database, new Random(one), n % KILLED == 0).run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("sequence " + n + " of -Dcasewright.seed=" + seed, e);
            }
        }
        System.out.println("Random evolution: seed " + seed + ", " + SEQUENCES + " sequences, " + applied
                + " releases applied, " + refused + " refused, " + killed + " killed on the way.");
        assertThat(applied).as("most changes are possible").isGreaterThan(refused);
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** One installation over some releases. */
    private final class Sequence {

        private final TestDatabase database;
        private final Random random;
        private final boolean kills;
        private final List<String> story = new ArrayList<>();
        private final LiveTables tables;
        private Catalogs catalogs = new Catalogs();
        private Switch change;
        private int rows;

        Sequence(TestDatabase database, Random random, boolean kills) {
            this.database = database;
            this.random = random;
            this.kills = kills;
            this.tables = new LiveTables("shop", database.owner());
            this.change = begin();
        }

        private Switch begin() {
            catalogs = new Catalogs();
            return new Switch(database.databases(), catalogs, new Deployments(), Clock.systemUTC());
        }

        void run() throws SQLException {
            try {
                var modules = new RandomModules(random);
                apply(modules.files().load());
                for (var n = 0; n < RELEASES; n++) {
                    put();
                    if (n == RELEASES - 2 && newest() > 1) {
                        back();
                    } else {
                        var next = modules.copy();
                        story.add(String.join(", ", next.change()));
                        if (apply(next.files().load())) {
                            modules = next;
                        }
                    }
                }
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(String.join("\n", story), e);
            }
        }

        private boolean apply(Catalog next) throws SQLException {
            var before = tables.values();
            var places = places();
            var number = newest();
            if (kills) {
                kill(next, before);
            }
            try {
                change.to(next, "test");
                change.finish(ReleaseTable.newest(owner()).orElseThrow(), said -> {});
            } catch (Refusal e) {
                refused++;
                story.add("  refused: " + e.problems());
                assertThat(e.problems()).as(e.sentence()).isNotEmpty();
                assertThat(newest()).isEqualTo(number);
                assertThat(places()).isEqualTo(places);
                assertThat(owner().sql("select count(*) from pg_trigger where tgname like 'fill%'")
                                .query(Integer.class)
                                .single())
                        .isZero();
                return false;
            }
            applied++;
            tables.hold(before);
            assertThat(unfinished()).isEmpty();
            assertThat(change.plan(next).steps()).as("a second plan").isEmpty();
            assertThat(change.plan(next).drift()).isEmpty();
            tables.areThoseOf(catalogs.current(), fresh);
            return true;
        }

        private void kill(Catalog next, Map<String, String> before) {
            var number = newest();
            var stop = new int[] {random.nextInt(20)};
            change.tell(here -> {
                if (stop[0]-- == 0) {
                    throw new Killed();
                }
            });
            try {
                change.to(next, "test");
            } catch (Killed e) {
                killed++;
                tables.hold(before);
            } catch (Refusal e) {
                assertThat(newest()).isEqualTo(number);
            }
            change = begin();
            var newest = ReleaseTable.newest(owner());
            newest.ifPresent(release -> change.back(
                    Modules.load(ReleaseTable.files(owner(), release.number())
                            .orElseThrow()
                            .modules()),
                    release));
            put();
        }

        /** To an earlier release: what kept its type is where it was then. */
        private void back() throws SQLException {
            var to = 1 + random.nextInt((int) newest());
            var files = ReleaseTable.files(owner(), to).orElseThrow().modules();
            var then = placesAt(to);
            story.add("back to " + to);
            if (!apply(Modules.load(files))) {
                return;
            }
            var now = placesAt(newest());
            assertThat(now.keySet()).isEqualTo(then.keySet());
            now.forEach((name, place) -> {
                if (!place.equals(then.get(name))) {
                    assertThat(filledSince(to, place))
                            .as(name + " was " + then.get(name) + " and is " + place)
                            .isTrue();
                }
            });
        }

        /** Another column is right only where values had to become others on the way. */
        private boolean filledSince(long release, String place) {
            var column = "shop." + place.substring(0, place.indexOf(' '));
            return owner().sql(
                                    "select count(*) from platform.release_step where release > ? and subject = ? and kind = ?")
                            .params(release, column, Step.Kind.BATCHES.name())
                            .query(Integer.class)
                            .single()
                    > 0;
        }

        private long newest() {
            return ReleaseTable.newest(owner()).map(Release::number).orElse(0L);
        }

        private JdbcClient owner() {
            return JdbcClient.create(database.owner());
        }

        private List<String> unfinished() {
            return owner().sql("select sentence from platform.release_step where state = 'WAITING'")
                    .query((row, line) -> row.getString(1))
                    .list();
        }

        // --- rows

        /** A row or two in each table that is open, of what its columns permit. */
        private void put() {
            for (var entity : catalogs.current().entities()) {
                var table = new Filled(entity, random, database);
                for (var i = 0; i < 2; i++) {
                    table.put(rows++);
                }
            }
        }

        private Map<String, String> places() {
            return placesAt(Long.MAX_VALUE);
        }

        private Map<String, String> placesAt(long release) {
            var places = new TreeMap<String, String>();
            owner().sql("""
                            select entity || '#' || path, table_name || '.' || column_name || ' ' || type from platform.mapping
                             where since <= ? and (until is null or until > ?)""")
                    .params(release, release)
                    .query((row, line) -> places.put(row.getString(1), row.getString(2)))
                    .list();
            return places;
        }
    }
}
