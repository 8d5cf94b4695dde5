package org.casewright.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.casewright.process.Bpmn.createRecord;
import static org.casewright.process.Bpmn.end;
import static org.casewright.process.Bpmn.flow;
import static org.casewright.process.Bpmn.setFields;
import static org.casewright.process.Bpmn.start;
import static org.casewright.process.Bpmn.userTask;
import static org.casewright.process.Lending.LOAN;
import static org.casewright.process.Lending.json;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.casewright.entity.EntityRecord;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.process.Stage.State;
import org.casewright.process.Tasks.View;
import org.casewright.records.Change;
import org.casewright.records.Outcome;
import org.casewright.records.RecordChanged;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;

/** A loan is checked by a librarian, reviewed, perhaps returned, and ends back or lost. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProcessTest {

    private static final String CHECK_AND_REVIEW = start("lent")
            + userTask(
                    "check",
                    "Check",
                    "LIB,CLERK",
                    "camunda:formKey=\"form:check\" camunda:dueDate=\"= record.dueOn\" camunda:priority=\"= if record.fee > 10 then 80 else 50\"",
                    "")
            + userTask(
                    "review",
                    "Review",
                    "LIB",
                    "camunda:dueDate=\"= now() + setting(&quot;patience&quot;)\"",
                    "good=Good, return=Return for correction!, lost=Lost")
            + "<bpmn:exclusiveGateway id=\"how\" default=\"how_back\"/>"
            + setFields("back", "Take back", "= {state: \"BACK\", fee: record.fee + 1}")
            + setFields("off", "Write off", "= {state: \"LOST\", reader: record.reader, note: outcome}")
            + createRecord("blame", "Note who lost it", "reader", "= {name: \"Lost\", rank: record.fee}", "reader")
            + userTask("search", "Search", "LIB", "", "")
            + end("is_back", "Back")
            + end("is_lost", "Lost")
            + flow("lent", "check")
            + flow("check", "review")
            + flow("review", "how")
            + flow("how", "check", "outcome = \"return\"")
            + flow("how", "search", "outcome = \"lost\" and record.fee > 0")
            + flow("how", "back")
            + flow("search", "off")
            + flow("off", "blame")
            + flow("blame", "is_lost")
            + flow("back", "is_back");

    private Lending library;

    @BeforeAll
    void open() {
        library = new Lending(CHECK_AND_REVIEW, "note = null or note != \"quiet\"");
    }

    @AfterAll
    void close() {
        library.close();
    }

    @Test
    void theProcessStartsWithTheRecordAndEndsWithItsLastStep() {
        var loan = library.lend(Map.of("note", "new", "fee", 5));
        assertThat(library.task(loan, library.librarian).name()).isEqualTo("Check");
        assertThat(library.complete(loan, null, Map.of("note", "seen"))).isInstanceOf(Outcome.Saved.class);
        assertThat(library.task(loan, library.librarian).name()).isEqualTo("Review");

        var saved = (Outcome.Saved) library.complete(loan, "good", Map.of());

        assertThat(saved.record().values())
                .as("the answer is the record as the process's next steps left it")
                .containsEntry("state", "BACK")
                .containsEntry("fee", 6L)
                .containsEntry("note", "seen");
        assertThat(library.tasks.of(loan.id(), library.librarian)).isEmpty();
        assertThat(library.count("camunda.act_ru_execution where business_key_ = '" + loan.id() + "'"))
                .isZero();
        assertThat(library.records.history(LOAN, loan.id().toString(), library.librarian).stream()
                        .map(entry -> entry.step() + " " + entry.by()))
                .containsExactly("Take back process:library", "Check lib.knf", "null lib.knf");
    }

    @Test
    void aStepMakesARecordInTheProcessesUnitAndTheLoanRefersToIt() {
        var loan = library.lend(Map.of("fee", 7));
        library.complete(loan, null, Map.of());
        library.complete(loan, "lost", Map.of());
        library.complete(loan, null, Map.of());

        var made = (UUID) library.read(loan).values().get("reader");
        var reader = library.records
                .get("library/reader", String.valueOf(made), library.librarian)
                .orElseThrow();
        assertThat(reader.values()).containsEntry("name", "Lost").containsEntry("rank", 7L);
        assertThat(reader.system().unit()).isEqualTo(loan.system().unit());
        assertThat(library.records.history("library/reader", reader.id().toString(), library.librarian).stream()
                        .map(entry -> entry.step() + " " + entry.by() + " " + entry.action()))
                .containsExactly("Note who lost it process:library create");
    }

    @Test
    void aConditionDecidesWhetherItStarts() {
        var quiet = library.lend(Map.of("note", "quiet"));
        assertThat(library.tasks.of(quiet.id(), library.librarian)).isEmpty();
        assertThat(library.tasks.stages(quiet.id(), library.librarian)).isEmpty();
    }

    @Test
    void whatIsReturnedComesBackWithTheCommentAndIsDoneAgain() {
        var loan = library.lend(Map.of("fee", 1));
        library.complete(loan, null, Map.of());
        assertThat(((Outcome.Rejected) library.complete(loan, "return", Map.of())).problems())
                .extracting(Problem::pointer, Problem::code)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("/comment", ErrorCode.REQUIRED));

        var task = library.task(loan, library.librarian);
        library.tasks.complete(task.id(), "return", json(Map.of()), "The fee is wrong.", library.librarian);

        var again = library.task(loan, library.librarian);
        assertThat(again.name()).isEqualTo("Check");
        assertThat(again.comment()).isEqualTo("The fee is wrong.");
        assertThat(stages(loan)).containsExactly("Check CURRENT", "Review NEXT");

        library.complete(loan, null, Map.of("fee", 3));
        assertThat(library.task(loan, library.librarian).comment()).isNull();
        assertThat(stages(loan)).containsExactly("Check DONE", "Review CURRENT");
        library.complete(loan, "good", Map.of());
        assertThat(stages(loan)).containsExactly("Check DONE", "Review DONE");
        assertThat(library.tasks.steps(loan.id(), library.librarian).stream()
                        .map(step -> step.kind() + " " + step.name() + " " + step.outcome() + " " + step.comment() + " "
                                + step.by()))
                .containsExactly(
                        "START Loan of a book null null lib.knf",
                        "TASK Check null null lib.knf",
                        "TASK Review Return for correction The fee is wrong. lib.knf",
                        "TASK Check null null lib.knf",
                        "TASK Review Good null lib.knf",
                        "END Back null null process:library");
    }

    @Test
    void conditionsReadTheRecordAsItIsNowAndUnusualStepsShowOnlyWhenTheyCome() {
        var loan = library.lend(Map.of());
        library.complete(loan, null, Map.of("fee", 7));
        library.complete(loan, "lost", Map.of());

        assertThat(library.task(loan, library.librarian).name()).isEqualTo("Search");
        assertThat(stages(loan)).containsExactly("Check DONE", "Review DONE", "Search CURRENT");
        library.complete(loan, null, Map.of());
        assertThat(library.read(loan).value("state")).isEqualTo("LOST");
        assertThat(stages(loan)).containsExactly("Check DONE", "Review DONE", "Search DONE");
    }

    private Stream<String> stages(org.casewright.entity.EntityRecord loan) {
        return library.tasks.stages(loan.id(), library.librarian).stream()
                .map(stage -> stage.name() + " " + stage.state());
    }

    @Test
    void dueAndPriorityAreFeel() {
        var due = LocalDate.of(2031, 5, 4);
        var loan = library.lend(Map.of("fee", 50, "dueOn", due.toString()));
        var task = library.task(loan, library.librarian);
        assertThat(task.priority()).isEqualTo(80);
        assertThat(task.due())
                .as("what is due on a day is not late on it, as days are in the unit's time zone")
                .isEqualTo(due.atTime(23, 59, 59)
                        .atZone(ZoneId.of("Africa/Nairobi"))
                        .toOffsetDateTime());

        library.complete(loan, null, Map.of());
        assertThat(library.task(loan, library.librarian).due())
                .isBetween(
                        OffsetDateTime.now(java.time.ZoneOffset.UTC).plusMinutes(115),
                        OffsetDateTime.now(java.time.ZoneOffset.UTC).plusMinutes(121));
    }

    @Test
    void badValuesAreRejectedAllAtOnceAndTheTaskStays() {
        var loan = library.lend(Map.of("note", "as it was"));
        var task = library.task(loan, library.librarian);

        var rejected = library.tasks.complete(
                task.id(),
                null,
                json(Map.of("fee", 1000, "note", "much too long for this property")),
                null,
                library.librarian);

        assertThat(((Outcome.Rejected) rejected).problems())
                .extracting(Problem::pointer)
                .containsExactlyInAnyOrder("/fee", "/note");
        assertThat(library.task(loan, library.librarian)).isEqualTo(task);
        assertThat(library.read(loan).value("note")).isEqualTo("as it was");
        assertThat(library.complete(loan, null, Map.of("fee", 10))).isInstanceOf(Outcome.Saved.class);
    }

    @Test
    void theFormBoundsWhatATaskWrites() {
        var loan = library.lend(Map.of());
        var rejected = (Outcome.Rejected) library.complete(
                loan, null, Map.of("reminded", true, "dueOn", "2030-01-01", "fee", 1, "state", "BACK"));
        assertThat(rejected.problems())
                .extracting(problem -> problem.pointer() + " " + problem.code())
                .containsExactlyInAnyOrder("/reminded UNKNOWN_PROPERTY", "/dueOn READ_ONLY", "/state UNKNOWN_PROPERTY");
    }

    @Test
    void anUnknownOutcomeIsRefused() {
        var loan = library.lend(Map.of());
        assertThat(((Outcome.Rejected) library.complete(loan, "fly", Map.of())).problems())
                .extracting(Problem::pointer)
                .containsExactly("/outcome");
        library.complete(loan, null, Map.of());
        assertThat(((Outcome.Rejected) library.complete(loan, null, Map.of())).problems())
                .extracting(Problem::pointer)
                .containsExactly("/outcome");
    }

    @Test
    void aStepOfTheProcessThatIsNotPossibleTakesTheUsersStepBackAndSaysWhy() {
        var loan = library.lend(Map.of("fee", 100));
        library.complete(loan, null, Map.of("note", "dear"));
        var review = library.task(loan, library.librarian);

        var rejected = (Outcome.Rejected) library.complete(loan, "good", Map.of());

        assertThat(rejected.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).startsWith("Take back: "))
                .extracting(Problem::pointer)
                .isEqualTo("");
        assertThat(library.task(loan, library.librarian)).isEqualTo(review);
        assertThat(library.read(loan).value("state")).isEqualTo("OUT");
    }

    @Test
    void aFailureBehindTheRecordLeavesNeitherRecordNorHistoryNorProcess() {
        var records = library.count("library.loan");
        var history = library.count("platform.history");
        var processes = library.count("camunda.act_hi_procinst");
        ApplicationListener<PayloadApplicationEvent<RecordChanged>> failure = event -> {
            if ("unlucky".equals(event.getPayload().after().value("note"))) {
                throw new IllegalStateException("injected");
            }
        };
        library.context.addApplicationListener(failure);

        assertThatThrownBy(() -> library.lend(Map.of("note", "unlucky"))).hasMessageContaining("injected");

        assertThat(library.count("library.loan")).isEqualTo(records);
        assertThat(library.count("platform.history")).isEqualTo(history);
        assertThat(library.count("camunda.act_hi_procinst")).isEqualTo(processes);

        var loan = library.lend(Map.of("note", "lucky"));
        var before = library.count("platform.history");
        assertThatThrownBy(() -> library.complete(loan, null, Map.of("note", "unlucky")))
                .hasMessageContaining("injected");
        assertThat(library.task(loan, library.librarian).name()).isEqualTo("Check");
        assertThat(library.read(loan).value("note")).isEqualTo("lucky");
        assertThat(library.count("platform.history")).isEqualTo(before);
    }

    @Test
    void ofTwoWhoCompleteAtOnceOneWins() throws Exception {
        for (int round = 0; round < 5; round++) {
            var loan = library.lend(Map.of("fee", round));
            var task = library.task(loan, library.librarian);
            var results = atOnce(
                    () -> library.tasks.complete(task.id(), null, json(Map.of("note", "one")), null, library.librarian),
                    () -> library.tasks.complete(
                            task.id(), null, json(Map.of("note", "two")), null, library.colleague));
            assertThat(results).filteredOn(Outcome.Saved.class::isInstance).hasSize(1);
            assertThat(results)
                    .filteredOn(Refusal.class::isInstance)
                    .singleElement()
                    .extracting(refusal -> ((Refusal) refusal).code())
                    .isIn(ErrorCode.CONFLICT, ErrorCode.NOT_FOUND);
            assertThat(library.task(loan, library.librarian).name()).isEqualTo("Review");
            assertThat(library.count("platform.step where kind = 'TASK' and case_id = '" + loan.id() + "'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void ofTwoWhoClaimAtOnceOneWins() throws Exception {
        for (int round = 0; round < 5; round++) {
            var task = library.task(library.lend(Map.of()), library.librarian);
            var results = atOnce(
                    () -> library.tasks.claim(task.id(), library.librarian),
                    () -> library.tasks.claim(task.id(), library.colleague));
            var winner = results.stream()
                    .filter(Task.class::isInstance)
                    .map(Task.class::cast)
                    .toList();
            assertThat(winner).hasSize(1);
            assertThat(library.tasks
                            .find(task.id(), library.librarian)
                            .orElseThrow()
                            .assignee())
                    .isEqualTo(winner.getFirst().assignee());
        }
    }

    private static List<Object> atOnce(Callable<?> one, Callable<?> other) throws Exception {
        var barrier = new CyclicBarrier(2);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = Stream.of(one, other)
                    .map(work -> threads.submit(() -> {
                        barrier.await();
                        try {
                            return (Object) work.call();
                        } catch (Refusal refusal) {
                            return refusal;
                        }
                    }))
                    .toList();
            return List.of(results.get(0).get(), results.get(1).get());
        }
    }

    @Test
    void whatAnotherHasClaimedIsSeenButNotDone() {
        var loan = library.lend(Map.of());
        var task = library.tasks.claim(library.task(loan, library.librarian).id(), library.librarian);
        assertThat(library.tasks.claim(task.id(), library.librarian)).isEqualTo(task);
        assertThat(task.assigneeTitle()).isEqualTo("Person lib.knf");

        assertThat(library.tasks.find(task.id(), library.colleague)).contains(task);
        for (Callable<?> attempt : List.<Callable<?>>of(
                () -> library.tasks.claim(task.id(), library.colleague),
                () -> library.tasks.release(task.id(), library.colleague),
                () -> library.tasks.complete(task.id(), null, json(Map.of()), null, library.colleague))) {
            assertThatThrownBy(attempt::call)
                    .isInstanceOf(Refusal.class)
                    .hasMessage("Person lib.knf is working on this step.")
                    .extracting(refusal -> ((Refusal) refusal).code())
                    .isEqualTo(ErrorCode.CONFLICT);
        }

        library.tasks.release(task.id(), library.librarian);
        assertThat(library.tasks.complete(task.id(), null, json(Map.of()), null, library.colleague))
                .isInstanceOf(Outcome.Saved.class);
    }

    @Test
    void whatTheOldOwnerHasClaimedGoesToTheNewOneOrIsFreeAgain() {
        var loan = library.lend(Map.of());
        library.tasks.claim(library.task(loan, library.librarian).id(), library.librarian);

        give(loan, "lib2.knf");
        assertThat(library.task(loan, library.colleague).assigneeTitle()).isEqualTo("Person lib2.knf");
        give(loan, null);
        assertThat(library.task(loan, library.colleague).assigneeTitle()).isNull();
    }

    private void give(EntityRecord loan, @Nullable String owner) {
        var change = new Change.Assign(Lending.LOAN, loan.id().toString(), null, null, owner);
        assertThat(library.apply(change, library.librarian)).isInstanceOf(Outcome.Saved.class);
    }

    @Test
    void aTaskOfAnotherUnitDoesNotExist() {
        var loan = library.lend(Map.of("note", "ours"));
        var id = library.task(loan, library.librarian).id();

        assertThat(library.tasks.of(loan.id(), library.elsewhere)).isEmpty();
        assertThat(library.tasks.find(id, library.elsewhere)).isEmpty();
        assertThat(library.tasks.list(View.TEAM, null, 200, library.elsewhere))
                .extracting(Task::id)
                .doesNotContain(id);
        assertThat(library.tasks.stages(loan.id(), library.elsewhere)).isEmpty();
        assertThat(library.tasks.steps(loan.id(), library.elsewhere)).isEmpty();
        assertThatThrownBy(() -> library.tasks.claim(id, library.elsewhere))
                .extracting(refusal -> ((Refusal) refusal).code())
                .isEqualTo(ErrorCode.NOT_FOUND);
        assertThatThrownBy(() -> library.tasks.complete(id, null, json(Map.of()), null, library.elsewhere))
                .extracting(refusal -> ((Refusal) refusal).code())
                .isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void anOpenTaskLetsWriteWhatItsFormShowsThoughTheRoleMayNotReadTheRecord() {
        var loan = library.lend(Map.of("note", "x"));
        assertThat(library.records.get(LOAN, loan.id().toString(), library.clerk))
                .isEmpty();
        var task = library.task(loan, library.clerk);
        assertThat(task.name()).isEqualTo("Check");

        var saved = library.tasks.complete(task.id(), null, json(Map.of("note", "by clerk")), null, library.clerk);

        assertThat(saved).isInstanceOf(Outcome.Saved.class);
        assertThat(library.read(loan).value("note")).isEqualTo("by clerk");
        assertThat(library.tasks.of(loan.id(), library.clerk))
                .as("the next step is not for clerks")
                .isEmpty();
    }

    @Test
    void theInboxHasLateAndUrgentFirstAndPages() {
        var person = library.colleague;
        var second = library.lend(Map.of("dueOn", "2029-01-02"));
        var first = library.lend(Map.of("dueOn", "2029-01-02", "fee", 99));
        var late = library.lend(Map.of("dueOn", "2020-01-01"));
        var never = library.lend(Map.of());
        for (var loan : List.of(first, second, late, never)) {
            library.tasks.claim(library.task(loan, person).id(), person);
        }

        var one = library.tasks.list(View.MINE, null, 2, person);
        var two = library.tasks.list(View.MINE, one.getLast().id(), 10, person);

        assertThat(Stream.concat(one.stream(), two.stream()).map(Task::record))
                .containsSubsequence(late.id(), first.id(), second.id(), never.id());
        assertThat(library.tasks.list(View.OVERDUE, null, 200, person))
                .extracting(Task::record)
                .contains(late.id())
                .doesNotContain(first.id());
        assertThat(library.tasks.list(View.TEAM, null, 200, person))
                .extracting(Task::record)
                .doesNotContain(late.id());
        assertThat(library.tasks.count(View.MINE, person))
                .isEqualTo(library.tasks.list(View.MINE, null, 200, person).size());
        for (var loan : List.of(first, second, late, never)) {
            library.tasks.release(library.task(loan, person).id(), person);
        }
    }

    @Test
    void noValueOfARecordIsKeptInTheProcess() {
        var loan = library.lend(Map.of("note", "private", "fee", 42));
        library.complete(loan, null, Map.of("note", "private"));
        assertThat(library.sql.queryForList(
                        "select distinct name_ from camunda.act_ru_variable order by 1", String.class))
                .isSubsetOf("comment", "outcome");
        assertThat(library.count("camunda.act_ru_variable where text_ = 'private'"))
                .isZero();
        assertThat(library.count("camunda.act_hi_varinst")).isZero();
        assertThat(library.count("camunda.act_hi_taskinst")).isZero();
    }

    @Test
    void withoutSettingsTheApplicationsRoleSeesNoTaskAndNoStep() {
        library.lend(Map.of());
        var application = new org.springframework.jdbc.core.JdbcTemplate(library.database.application());
        assertThat(application.queryForObject("select count(*) from platform.task", Long.class))
                .isZero();
        assertThat(application.queryForObject("select count(*) from platform.step", Long.class))
                .isZero();
        assertThat(application.queryForObject("select current_setting('casewright.engine', true)", String.class))
                .isNotEqualTo("on");
    }

    @Test
    void tasksFollowTheirRecordToAnotherUnit() {
        var loan = library.lend(Map.of());
        var task = library.task(loan, library.librarian);

        library.announceMove(loan, library.elsewhere.unit());

        assertThat(library.tasks.find(task.id(), library.librarian)).isEmpty();
        assertThat(library.tasks.find(task.id(), library.elsewhere))
                .get()
                .extracting(Task::unit)
                .isEqualTo("UGB");
    }

    @Test
    void stagesBeginWithTheFirstStep() {
        var loan = library.lend(Map.of());
        assertThat(library.tasks.stages(loan.id(), library.librarian))
                .extracting(Stage::state)
                .containsExactly(State.CURRENT, State.NEXT);
        assertThat(library.tasks.stages(loan.id(), library.clerk))
                .as("whoever is offered a task may know where it stands")
                .hasSize(2);
    }

    @Test
    void aCreateByABatchStartsEachProcess() {
        var outcome = (Outcome.Saved) library.records.apply(
                List.of(
                        new Change.Create(LOAN, "a", json(Map.of("note", "a"))),
                        new Change.Create(LOAN, "b", json(Map.of("note", "b")))),
                library.librarian,
                org.casewright.records.Options.NONE);
        assertThat(outcome.records())
                .allSatisfy(record -> assertThat(library.tasks.of(record.id(), library.librarian))
                        .hasSize(1));
    }
}
