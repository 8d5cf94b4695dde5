package org.casewright.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casewright.process.Bpmn.end;
import static org.casewright.process.Bpmn.flow;
import static org.casewright.process.Bpmn.setFields;
import static org.casewright.process.Bpmn.start;
import static org.casewright.process.Bpmn.userTask;
import static org.casewright.process.Lending.LOAN;
import static org.casewright.process.Lending.eventually;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Time passes by itself: jobs do what people did not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TimersTest {

    private static final String REMINDED_THEN_TAKEN = start("lent")
            + userTask("check", "Check", "LIB", "", "")
            + timer(
                    "boundaryEvent",
                    "due",
                    "cancelActivity=\"false\" attachedToRef=\"check\"",
                    "timeDate",
                    "= record.dueOn")
            + setFields("remind", "Remind", "= {reminded: true}")
            + end("is_reminded", "Reminded")
            + timer(
                    "boundaryEvent",
                    "late",
                    "attachedToRef=\"check\"",
                    "timeDuration",
                    "= if record.fee = null then null else duration(\"PT1S\")")
            + "<bpmn:intermediateThrowEvent id=\"given_up\" name=\"Given up\"/>"
            + timer("intermediateCatchEvent", "pause", "", "timeDuration", "PT1S")
            + setFields("off", "Write off", "= {state: \"LOST\", fee: record.fee + 1}")
            + end("is_lost", "Lost")
            + end("is_back", "Back")
            + flow("lent", "check")
            + flow("check", "is_back")
            + flow("due", "remind")
            + flow("remind", "is_reminded")
            + flow("late", "given_up")
            + flow("given_up", "pause")
            + flow("pause", "off")
            + flow("off", "is_lost");

    private Lending library;

    private static String timer(String tag, String id, String attributes, String kind, String time) {
        return """
                <bpmn:%s id="%s" %s><bpmn:timerEventDefinition id="%s_timer">
                  <bpmn:%s xsi:type="bpmn:tFormalExpression">%s</bpmn:%s>
                </bpmn:timerEventDefinition></bpmn:%s>""".formatted(tag, id, attributes, id, kind, Bpmn.escaped(time), kind, tag);
    }

    @BeforeAll
    void open() {
        library = new Lending(REMINDED_THEN_TAKEN, null);
    }

    @AfterAll
    void close() {
        library.close();
    }

    @Test
    void aTimerBesideATaskWritesAsTheProcessAndTheTaskStays() {
        var loan = library.lend(Map.of("dueOn", "2020-01-01"));
        eventually(() -> Boolean.TRUE.equals(library.read(loan).value("reminded")), "reminded");

        assertThat(library.task(loan, library.librarian).name()).isEqualTo("Check");
        assertThat(library.records
                        .history(LOAN, loan.id().toString(), library.librarian)
                        .getFirst())
                .satisfies(entry -> assertThat(entry.step()).isEqualTo("Remind"))
                .satisfies(entry -> assertThat(entry.by()).isEqualTo("process:library"));
    }

    @Test
    void aTimerThatCancelsTakesTheTaskAway() {
        var loan = library.lend(Map.of("fee", 5));
        eventually(() -> "LOST".equals(library.read(loan).value("state")), "lost");

        assertThat(library.tasks.of(loan.id(), library.librarian)).isEmpty();
        assertThat(library.tasks.steps(loan.id(), library.librarian))
                .extracting(StepEntry::name)
                .containsExactly("Loan of a book", "Given up", "Lost");
        assertThat(library.tasks.stages(loan.id(), library.librarian))
                .extracting(Stage::name)
                .containsExactly("Given up");
    }

    @Test
    void aTimerWithoutATimeNeverFires() {
        var loan = library.lend(Map.of());
        assertThat(library.sql.queryForList(
                        "select extract(year from j.duedate_)::text from camunda.act_ru_job j join camunda.act_ru_execution e"
                                + " on e.id_ = j.process_instance_id_ where e.business_key_ = ?",
                        String.class,
                        loan.id().toString()))
                .hasSize(2)
                .containsOnly("9999");
    }

    @Test
    void aJobThatFailsIsTriedAgainLaterAndLeavesNothing() {
        var loan = library.lend(Map.of("fee", 100));
        var failed = "camunda.act_ru_job j join camunda.act_ru_execution e on e.id_ = j.process_instance_id_"
                + " where e.business_key_ = '" + loan.id()
                + "' and j.retries_ = 4 and j.duedate_ > now() at time zone 'UTC'";
        eventually(() -> library.count(failed) == 1, "failed once");

        assertThat(library.read(loan).value("state")).isEqualTo("OUT");
        assertThat(library.sql.queryForObject(
                        "select j.exception_msg_ from camunda.act_ru_job j join camunda.act_ru_execution e"
                                + " on e.id_ = j.process_instance_id_ where e.business_key_ = ?",
                        String.class,
                        loan.id().toString()))
                .contains("Write off");
    }
}
