package org.casewright;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casewright.TestPlatform.json;
import static org.casewright.TestPlatform.refused;
import static org.casewright.TestPlatform.saved;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.casewright.entity.EntityRecord;
import org.casewright.expression.Expression;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.process.Stage;
import org.casewright.process.Task;
import org.casewright.records.HistoryEntry;
import org.casewright.records.Outcome;
import org.casewright.records.Query;
import org.casewright.release.Demo;
import org.casewright.release.Releases;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A library that nobody planned for is dropped beside a running desk: a folder of files is all that it takes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModulesWithoutJavaTest {

    private static final Path LIBRARY = Path.of("../ui/src/test/modules/library");
    private static final String BOOK = "library/book";
    private static final String READER = "library/reader";
    private static final String LOAN = "library/loan";

    private TestPlatform platform;
    private EntityRecord visit;
    private EntityRecord reader;

    @BeforeAll
    void drop() {
        platform = TestPlatform.with("desk");
        visit = platform.created("desk.low", "desk/visit", "{'name': 'Here before'}");

        platform.bean(Releases.class).apply(List.of(LIBRARY), "configurator");
        platform.bean(Demo.class).load(TestPlatform.PASSWORD);

        reader = platform.created("lib.knf", READER, "{'name': 'Nyama Tolwe'}");
    }

    @AfterAll
    void close() {
        platform.close();
    }

    @Test
    void itIsDataOnly() throws IOException {
        try (var files = Files.walk(LIBRARY)) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allMatch(file -> file.toString().matches(".*\\.(json|bpmn|dmn|csv|md)"));
        }
    }

    @Test
    void itHasTablesWithTypesKeysAndPolicies() {
        assertThat(column("loan", "lent_on")).isEqualTo("date");
        assertThat(column("loan", "fee")).isEqualTo("numeric");
        assertThat(column("loan", "book")).isEqualTo("uuid");
        assertThat(column("loan_damages", "open")).isEqualTo("boolean");
        assertThat(platform.owner()
                        .sql(
                                "select count(*) from pg_constraint where contype = 'f' and conrelid = 'library.loan'::regclass")
                        .query(Long.class)
                        .single())
                .isGreaterThanOrEqualTo(2);
        assertThat(platform.owner()
                        .sql(
                                "select bool_and(relrowsecurity) from pg_class where relnamespace = 'library'::regnamespace and relkind = 'r'")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    private String column(String table, String column) {
        return platform.owner()
                .sql(
                        "select data_type from information_schema.columns where table_schema = 'library' and table_name = ? and column_name = ?")
                .params(table, column)
                .query(String.class)
                .single();
    }

    @Test
    void itsDemonstrationIsThere() {
        var books = platform.records()
                .find(Query.of(BOOK).counted(Query.Count.EXACT).searching("rivers"), platform.actor("lib.knf"));

        assertThat(books.items()).extracting(book -> book.value("lent")).containsExactly(true);
    }

    @Test
    void itsRecordsHaveNumbersDefaultsComputedValuesAndTitles() {
        var loan = lend(book());

        assertThat(loan.system().number()).matches("LN-KNF-\\d{2}-\\d{6}");
        assertThat(loan.value("state")).isEqualTo("OUT");
        assertThat(loan.value("dueOn")).isEqualTo(((LocalDate) value(loan, "lentOn")).plusDays(21));
        assertThat(loan.value("renewalsLeft")).isEqualTo(2L);
        assertThat(platform.records().title(loan, platform.actor("lib.knf"))).isEqualTo("Atlas to Nyama Tolwe");
        assertThat(platform.records()
                        .find(
                                Query.of(LOAN).where(Expression.parse("reader.name = \"Nyama Tolwe\"")),
                                platform.actor("lib.knf"))
                        .items())
                .contains(loan);
    }

    @Test
    void itsKeysRulesAndAccessHold() {
        var other = platform.created("lib.knf", READER, "{'name': 'Reads much'}");
        var book = book();
        lend(book, other);
        assertThat(refused(platform.create("lib.knf", LOAN, values(book, other))))
                .containsOnly(Map.entry("/book", "unique"));
        for (int i = 0; i < 4; i++) {
            lend(book(), other);
        }

        assertThat(refused(platform.create("lib.knf", LOAN, values(book(), other))))
                .containsValue("rule max5");
        assertThat(platform.read("lib.knf", other).value("booksOut")).isEqualTo(5L);
        assertThat(platform.records().get(BOOK, book.id().toString(), platform.actor("lib.ugb")))
                .isEmpty();
        assertThat(platform.records().get(BOOK, book.id().toString(), platform.actor("desk.low")))
                .isEmpty();
    }

    @Test
    void itsProcessRunsToTheEndWithAFee() {
        var book = book();
        var loan = lend(book, reader);
        var task = task(loan);
        assertThat(task.name()).isEqualTo("Follow up");
        assertThat(task.outcomes()).extracting(outcome -> outcome.title()).containsExactly("Returned", "Lost");
        assertThat(task.due()).isNotNull();
        var lib = platform.actor("lib.knf");
        var nothingSaid = platform.tasks().complete(task.id(), "lost", json("{'fee': 12.5}"), null, lib);
        assertThat(((Outcome.Rejected) nothingSaid).problems())
                .extracting(Problem::pointer, Problem::code)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("/comment", ErrorCode.REQUIRED));

        var values = json("{'fee': 12.5, 'damages': [{'what': 'Cover', 'page': 1}], 'reader': {'id': '" + reader.id()
                + "', 'phone': '+254700123456'}}");
        var done = saved(platform.tasks().complete(task.id(), "lost", values, "Moved away.", lib));

        assertThat(done.value("state")).isEqualTo("LOST");
        assertThat(done.value("fee")).isEqualTo(new BigDecimal("12.50"));
        assertThat(done.system().statusReason()).isEqualTo("AWAY");
        assertThat(platform.records().json(platform.read("lib.knf", loan)).path("damages"))
                .hasSize(1);
        assertThat(platform.read("lib.knf", reader).value("phone")).isEqualTo("+254700123456");
        assertThat(platform.read("lib.knf", book).value("lent")).isEqualTo(false);
        assertThat(platform.tasks().of(loan.id(), lib)).isEmpty();
        assertThat(platform.tasks().stages(loan.id(), lib))
                .extracting(Stage::state)
                .containsOnly(Stage.State.DONE);
        assertThat(platform.records().history(LOAN, loan.id().toString(), lib))
                .extracting(HistoryEntry::by)
                .containsExactly("process:library", "lib.knf", "lib.knf");
    }

    @Test
    void itsProcessTakesABookBack() {
        var book = book();
        var loan = lend(book);

        saved(platform.tasks().complete(task(loan).id(), "back", json("{}"), null, platform.actor("lib.knf")));

        assertThat(platform.read("lib.knf", loan).value("state")).isEqualTo("BACK");
        saved(platform.create("lib.knf", LOAN, values(book, reader)));
    }

    @Test
    void whatWasThereBeforeGoesOn() {
        var desk = platform.actor("desk.low");
        var task = platform.tasks().of(visit.id(), desk).getFirst();

        var done = saved(platform.tasks().complete(task.id(), null, json("{'remark': 'seen'}"), null, desk));

        assertThat(done.value("state")).isEqualTo("DONE");
    }

    private static Object value(EntityRecord record, String property) {
        var value = record.value(property);
        if (value == null) {
            throw new AssertionError(property + " is empty");
        }
        return value;
    }

    private EntityRecord book() {
        return platform.created("lib.knf", BOOK, "{'title': 'Atlas'}");
    }

    private EntityRecord lend(EntityRecord book) {
        return lend(book, platform.created("lib.knf", READER, "{'name': 'Nyama Tolwe'}"));
    }

    private EntityRecord lend(EntityRecord book, EntityRecord to) {
        return platform.created("lib.knf", LOAN, values(book, to));
    }

    private static String values(EntityRecord book, EntityRecord to) {
        return "{'book': '" + book.id() + "', 'reader': '" + to.id() + "'}";
    }

    private Task task(EntityRecord loan) {
        var open = platform.tasks().of(loan.id(), platform.actor("lib.knf"));
        assertThat(open).hasSize(1);
        return open.getFirst();
    }
}
