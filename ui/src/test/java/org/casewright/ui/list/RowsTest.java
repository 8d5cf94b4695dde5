package org.casewright.ui.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.casewright.RecordedStatements;
import org.casewright.TestPlatform;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Catalogs;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.ViewDefinition;
import org.casewright.definition.ViewDefinition.Sort;
import org.casewright.records.Query;
import org.casewright.records.SavedView;
import org.casewright.records.SavedViews;
import org.casewright.ui.part.Values;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rows of a list, however somebody scrolls, and what the database is asked for them: as RecordedStatements hears it. */
class RowsTest {

    private static final int LETTERS = 1_730;
    private static final int PAGE = Rows.pageSize();

    private static TestPlatform platform;
    private static RecordedStatements statements;
    private static Actor actor;
    private static Catalog catalog;
    private static EntityDefinition letter;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with(
                List.of(Path.of("../platform-core/src/test/resources/modules/post")), RecordedStatements.class);
        statements = platform.bean(RecordedStatements.class);
        actor = platform.actor("sorter.knf");
        catalog = platform.bean(Catalogs.class).current();
        letter = catalog.entity("post/letter");
        platform.owner()
                .sql("""
                        insert into post.letter (id, unit_no, row_class, access_key, version, created_at, created_by, updated_at,
                                                 updated_by, subject, arrived, state)
                        select lpad(to_hex(n), 32, '0')::uuid, :unit, 0, :unit * 64, 1, now(), :by, now(), :by, 'Letter ' || n,
                               date '2020-01-01' + n, 'IN'
                          from generate_series(1, :rows) n""")
                .params(Map.of("unit", actor.unit(), "by", actor.id(), "rows", LETTERS))
                .update();
        // What places are signed with is read once.
        rows(false).fetch(0, 1, actor);
    }

    @AfterAll
    static void close() {
        platform.close();
    }

    private static Rows rows(boolean descending) {
        var columns = ListColumn.of(
                new ListColumn.Offered(
                        catalog,
                        letter,
                        each -> platform.records().readable(each, actor),
                        platform.records().sortable(letter, actor)),
                (ViewDefinition) null);
        var values = new Values(catalog, Locale.ENGLISH, ZoneId.of("UTC"));
        return new Rows(
                platform.records(),
                catalog,
                values,
                columns,
                Query.of(letter.ref()).sortedBy(List.of(new Sort("arrived", descending))));
    }

    /** Numbers of the letters, which are their ids. */
    private static List<Integer> numbers(Rows rows, int offset, int limit) {
        return rows.fetch(offset, limit, actor).stream()
                .map(row -> (int) row.id().getLeastSignificantBits())
                .toList();
    }

    private static List<Integer> ascending(int from, int until) {
        return IntStream.range(from, Math.min(until, LETTERS))
                .mapToObj(n -> n + 1)
                .toList();
    }

    /** What the database was asked, as a thread that answers a request asks it. */
    private static List<String> asked(Runnable work) {
        return statements
                .during(() -> {
                    var thread = new Thread(work, "http-test");
                    thread.start();
                    try {
                        thread.join();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .stream()
                .filter(said -> !said.startsWith("rows "))
                .toList();
    }

    private static <T> T made(Supplier<T> work, List<String> asked) {
        var made = new AtomicReference<T>();
        asked.addAll(asked(() -> made.set(work.get())));
        return made.get();
    }

    @Test
    void whatIsAskedForAtOnceIsOneStatement() {
        var rows = rows(false);
        var first = new ArrayList<String>();
        assertThat(made(() -> numbers(rows, 0, PAGE), first)).isEqualTo(ascending(0, PAGE));
        assertThat(first)
                .as("of a first page, its count and the settings with it")
                .hasSize(1);

        var next = new ArrayList<String>();
        assertThat(made(() -> numbers(rows, PAGE, 3 * PAGE), next)).isEqualTo(ascending(PAGE, 4 * PAGE));
        assertThat(next).as("of three pages at once").hasSize(1);

        assertThat(asked(() -> numbers(rows, 0, 4 * PAGE)))
                .as("of what was shown just now")
                .isEmpty();
    }

    @Test
    void theViewsOfAListAndWithWhichItOpensAreOneStatement() {
        var views = platform.bean(SavedViews.class);
        assertThat(asked(() -> views.of(letter.ref(), actor))).hasSize(1);

        var kept = views.add(
                letter.ref(),
                new SavedViews.Wanted("Mine", new SavedView.Content(List.of(), null, List.of()), null),
                actor);
        views.open(letter.ref(), kept.id().toString(), actor);

        var asked = new ArrayList<String>();
        var all = made(() -> views.of(letter.ref(), actor), asked);
        assertThat(asked).hasSize(1);
        assertThat(all.views()).containsExactly(kept);
        assertThat(all.first()).isEqualTo(kept.id().toString());
    }

    @Test
    void howeverSomebodyScrollsTheRowsAreThoseOfTheirPlaces() {
        var random = new Random(20_261_201);
        var rows = rows(false);
        for (var turn = 0; turn < 60; turn++) {
            var offset = random.nextInt(LETTERS + PAGE);
            var limit = 1 + random.nextInt(4 * PAGE);
            assertThat(numbers(rows, offset, limit))
                    .as("%d from %d", limit, offset)
                    .isEqualTo(ascending(offset, offset + limit));
        }
        assertThat(rows.count()).isEqualTo(LETTERS);
    }

    @Test
    void aLongListIsReadToItsEndInTheOtherOrderToo() {
        var rows = rows(true);
        var read = new ArrayList<Integer>();
        for (var page = numbers(rows, 0, PAGE); !page.isEmpty(); page = numbers(rows, read.size(), PAGE)) {
            read.addAll(page);
        }
        assertThat(read).isEqualTo(ascending(0, LETTERS).reversed());
    }
}
