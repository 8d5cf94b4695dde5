package org.casewright.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.casewright.process.Bpmn.end;
import static org.casewright.process.Bpmn.flow;
import static org.casewright.process.Bpmn.start;
import static org.casewright.process.Bpmn.userTask;
import static org.casewright.process.Lending.eventually;
import static org.casewright.process.Relay.called;
import static org.casewright.process.Relay.condition;
import static org.casewright.process.Relay.event;
import static org.casewright.process.Relay.forEach;
import static org.casewright.process.Relay.noting;
import static org.casewright.process.Relay.process;
import static org.casewright.process.Relay.subProcess;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.casewright.TestPlatform;
import org.casewright.entity.EntityRecord;
import org.casewright.identity.Delegations;
import org.casewright.problem.Refusal;
import org.casewright.records.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each kind of BPMN element as a process owner means it, bound to records. */
class ElementsTest {

    private static final String COACH = "coach.hqg";
    private static final String SECOND = "second.hqg";
    private static final String THIRD = "third.hqg";
    private static final String SIGNAL = "<bpmn:signal id=\"Go\" name=\"Go\"/>";
    private static final String GO = "<bpmn:signalEventDefinition signalRef=\"Go\"/>";
    private static final String FAULT = "<bpmn:error id=\"Fault\" name=\"Fault\" errorCode=\"FAULT\"/>";
    private static final String TELL = "<bpmn:escalation id=\"Tell\" name=\"Tell\" escalationCode=\"TELL\"/>";
    private static final String HALT = "<bpmn:message id=\"Halt\" name=\"Halt\"/>";
    private static final String BATON = "<bpmn:message id=\"Baton\" name=\"Baton\"/>";

    private static TestPlatform platform;

    @BeforeAll
    static void open() {
        platform = Relay.with(Map.ofEntries(
                Map.entry("each", each()),
                Map.entry("turns", turns()),
                Map.entry("calls", calls()),
                Map.entry("check", check()),
                Map.entry("waits", waitsForSignal()),
                Map.entry("goes", sendsSignal()),
                Map.entry("fails", fails()),
                Map.entry("tells", tells()),
                Map.entry("stops", stops()),
                Map.entry("beside", beside()),
                Map.entry("halts", halts()),
                Map.entry("takes", takes()),
                Map.entry("hands", hands()),
                Map.entry("undoes", undoes()),
                Map.entry("leaps", leaps()),
                Map.entry("chooses", chooses()),
                Map.entry("branches", branches()),
                Map.entry("eyes", secondEyes("", "write, = [record.judge]")),
                Map.entry("given", secondEyes("camunda:assignee=\"= record.judge\"", "write"))));
    }

    @AfterAll
    static void close() {
        platform.close();
    }

    // --- a step for each of a list

    private static String each() {
        return process(
                "each",
                "",
                start("s")
                        + forEach(
                                "ready",
                                "Ready?",
                                "= record.runners[hurt = false]",
                                false,
                                "yes=Yes, no=No",
                                "= outcome = \"no\"")
                        + noting("done", "over")
                        + end("e", "Over")
                        + flow("s", "ready")
                        + flow("ready", "done")
                        + flow("done", "e"));
    }

    @Test
    void aStepForEachRecordOfAListIsATaskAboutEach() {
        var team = team("each", "Ana", "Ben");
        var tasks = tasks(team);

        assertThat(tasks).extracting(Task::name).containsExactly("Ready?", "Ready?");
        assertThat(tasks).extracting(Task::recordTitle).containsExactlyInAnyOrder("Ana", "Ben");
        complete(tasks.get(0), "yes");
        assertThat(log(team)).isEmpty();
        complete(tasks.get(1), "yes");
        assertThat(log(team)).isEqualTo("over");
    }

    @Test
    void itsConditionEndsTheOthers() {
        var team = team("each", "Ana", "Ben", "Cleo");

        complete(tasks(team).getFirst(), "no");

        assertThat(tasks(team)).isEmpty();
        assertThat(log(team)).isEqualTo("over");
    }

    @Test
    void aStepForNobodyIsPassed() {
        assertThat(log(team("each"))).isEqualTo("over");
    }

    private static String turns() {
        return process(
                "turns",
                "",
                start("s")
                        + forEach("turn", "Your turn", "= record.runners[hurt = false]", true, "", "")
                        + noting("done", "over")
                        + end("e", "Over")
                        + flow("s", "turn")
                        + flow("turn", "done")
                        + flow("done", "e"));
    }

    @Test
    void oneAfterTheOtherIsForThoseWhoWereThereAtTheBeginning() {
        var team = team(null);
        var runners = List.of(runner(team, "Ana"), runner(team, "Ben"));
        set(team, "{'play': 'turns'}");
        var first = tasks(team);
        assertThat(first).hasSize(1);

        runner(team, "Late");
        runners.stream()
                .filter(runner -> runner.id().equals(first.getFirst().record()))
                .forEach(runner -> set(runner, "{'hurt': true}"));
        complete(first.getFirst(), null);
        var second = tasks(team);
        assertThat(second).hasSize(1);
        assertThat(second.getFirst().record())
                .isNotEqualTo(first.getFirst().record())
                .isIn(runners.stream().map(EntityRecord::id).toList());
        complete(second.getFirst(), null);

        assertThat(log(team)).isEqualTo("over");
    }

    // --- another process

    private static String calls() {
        return process(
                "calls",
                "",
                start("s")
                        + """
                <bpmn:callActivity id="call" name="Check the next" calledElement="relay_check">
                  <bpmn:extensionElements><camunda:properties><camunda:property name="record" value="= record.next"/></camunda:properties></bpmn:extensionElements>
                </bpmn:callActivity>
                <bpmn:exclusiveGateway id="how" default="how_bad"/>"""
                        + noting("good", "good")
                        + noting("bad", "bad")
                        + end("e", "Over")
                        + flow("s", "call")
                        + flow("call", "how")
                        + flow("how", "good", "outcome = \"good\"")
                        + flow("how", "bad")
                        + flow("good", "e")
                        + flow("bad", "e"));
    }

    private static String check() {
        return called(
                "check",
                "team",
                start("s")
                        + userTask("look", "Look at it", "COACH", "", "good=Good, bad=Bad")
                        + end("e", "Checked")
                        + flow("s", "look")
                        + flow("look", "e"));
    }

    @Test
    void aCalledProcessWorksOnAnotherRecordAndSaysHowItEnded() {
        var next = team(null);
        var team = team(null);
        set(team, "{'next': '" + next.id() + "', 'play': 'calls'}");

        assertThat(tasks(team)).isEmpty();
        complete(tasks(next).getFirst(), "good");

        assertThat(log(team)).isEqualTo("good");
        assertThat(platform.tasks().steps(next.id(), platform.actor(COACH)))
                .extracting(StepEntry::kind)
                .containsExactly(StepEntry.Kind.START, StepEntry.Kind.TASK, StepEntry.Kind.END);
    }

    @Test
    void whatIsCalledNeedsItsRecord() {
        var team = team(null);

        var outcome = org.assertj.core.api.Assertions.catchThrowable(() -> set(team, "{'play': 'calls'}"));

        assertThat(outcome).hasMessageContaining("there is no such record");
        assertThat(platform.read(COACH, team).value("play")).isNull();
    }

    // --- signals

    private static String waitsForSignal() {
        return process(
                "waits",
                SIGNAL,
                start("s")
                        + event("intermediateCatchEvent", "wait", "name=\"Go\"", GO)
                        + noting("ran", "ran")
                        + end("e", "Over")
                        + flow("s", "wait")
                        + flow("wait", "ran")
                        + flow("ran", "e"));
    }

    private static String sendsSignal() {
        return process("goes", SIGNAL, start("s") + event("endEvent", "go", "name=\"Go\"", GO) + flow("s", "go"));
    }

    @Test
    void aSignalReachesAllThatWaitForIt() {
        var first = team("waits");
        var second = team("waits");

        team("goes");

        eventually(() -> log(first).equals("ran") && log(second).equals("ran"), "ran");
    }

    // --- errors and escalations

    private static String fails() {
        var inside = start("i")
                + userTask("try", "Try", "COACH", "", "ok=It went well, bad=It failed")
                + "<bpmn:exclusiveGateway id=\"went\" default=\"went_well\"/>"
                + end("well", "Well")
                + event("endEvent", "failed", "name=\"Failed\"", "<bpmn:errorEventDefinition errorRef=\"Fault\"/>")
                + flow("i", "try")
                + flow("try", "went")
                + flow("went", "failed", "outcome = \"bad\"")
                + flow("went", "well");
        return process(
                "fails",
                FAULT,
                start("s")
                        + subProcess("attempt", "name=\"Attempt\"", inside)
                        + event(
                                "boundaryEvent",
                                "caught",
                                "attachedToRef=\"attempt\"",
                                "<bpmn:errorEventDefinition errorRef=\"Fault\"/>")
                        + noting("sorry", "sorry")
                        + noting("fine", "fine")
                        + end("e", "Over")
                        + flow("s", "attempt")
                        + flow("attempt", "fine")
                        + flow("caught", "sorry")
                        + flow("fine", "e")
                        + flow("sorry", "e"));
    }

    @Test
    void anErrorIsCaughtAtTheEdge() {
        var team = team("fails");
        complete(tasks(team).getFirst(), "bad");
        assertThat(log(team)).isEqualTo("sorry");

        var other = team("fails");
        complete(tasks(other).getFirst(), "ok");
        assertThat(log(other)).isEqualTo("fine");
    }

    private static String tells() {
        var inside = start("i")
                + event(
                        "intermediateThrowEvent",
                        "tell",
                        "name=\"Tell\"",
                        "<bpmn:escalationEventDefinition escalationRef=\"Tell\"/>")
                + userTask("go_on", "Go on", "COACH", "", "")
                + end("well", "Well")
                + flow("i", "tell")
                + flow("tell", "go_on")
                + flow("go_on", "well");
        return process(
                "tells",
                TELL,
                start("s")
                        + subProcess("work", "", inside)
                        + event(
                                "boundaryEvent",
                                "heard",
                                "attachedToRef=\"work\" cancelActivity=\"false\"",
                                "<bpmn:escalationEventDefinition escalationRef=\"Tell\"/>")
                        + noting("told", "told")
                        + end("t", "Told")
                        + end("e", "Over")
                        + flow("s", "work")
                        + flow("heard", "told")
                        + flow("told", "t")
                        + flow("work", "e"));
    }

    @Test
    void anEscalationIsHeardWhileTheWorkGoesOn() {
        var team = team("tells");

        assertThat(log(team)).isEqualTo("told");
        complete(tasks(team).getFirst(), null);
        assertThat(tasks(team)).isEmpty();
    }

    // --- conditions over the record

    private static String stops() {
        return process(
                "stops",
                "",
                start("s")
                        + userTask("run", "Run", "COACH", "", "")
                        + event("boundaryEvent", "stop", "attachedToRef=\"run\"", condition("record.stopped"))
                        + event(
                                "boundaryEvent",
                                "hurt",
                                "attachedToRef=\"run\" cancelActivity=\"false\"",
                                condition("count(record.runners[hurt = true]) > 0"))
                        + noting("stopped", "stopped")
                        + noting("help", "help")
                        + end("e", "Over")
                        + end("h", "Helped")
                        + flow("s", "run")
                        + flow("run", "e")
                        + flow("stop", "stopped")
                        + flow("stopped", "e")
                        + flow("hurt", "help")
                        + flow("help", "h"));
    }

    @Test
    void aConditionThatBecomesTrueTakesTheTaskAway() {
        var team = team("stops");
        assertThat(tasks(team)).hasSize(1);

        set(team, "{'stopped': true}");

        assertThat(tasks(team)).isEmpty();
        assertThat(log(team)).isEqualTo("stopped");
        assertThat(waiting(team)).isZero();
    }

    @Test
    void aConditionBesideATaskHappensEachTimeItBecomesTrue() {
        var team = team(null);
        var runners = List.of(runner(team, "Ana"), runner(team, "Ben"));
        set(team, "{'play': 'stops'}");

        set(runners.get(0), "{'hurt': true}");
        assertThat(log(team)).isEqualTo("help");
        set(runners.get(1), "{'hurt': true}");
        assertThat(log(team)).as("it was true before").isEqualTo("help");
        set(runners.get(0), "{'hurt': false}");
        set(runners.get(1), "{'hurt': false}");
        set(runners.get(1), "{'hurt': true}");

        assertThat(log(team)).isEqualTo("help help");
        complete(tasks(team).getFirst(), null);
        assertThat(waiting(team)).isZero();
    }

    private static String beside() {
        var inside = event("startEvent", "stop", "", condition("record.stopped"))
                + noting("stopped", "stopped")
                + userTask("mend", "Mend", "COACH", "", "")
                + end("m", "Mended")
                + flow("stop", "stopped")
                + flow("stopped", "mend")
                + flow("mend", "m");
        return process(
                "beside",
                "",
                start("s")
                        + userTask("run", "Run", "COACH", "", "")
                        + end("e", "Over")
                        + subProcess("ended", "triggeredByEvent=\"true\"", inside)
                        + flow("s", "run")
                        + flow("run", "e"));
    }

    @Test
    void aSubProcessBegunByAConditionTakesTheProcessOver() {
        var team = team("beside");

        set(team, "{'stopped': true}");

        assertThat(tasks(team)).extracting(Task::name).containsExactly("Mend");
        assertThat(log(team)).isEqualTo("stopped");
        assertThat(platform.tasks().stages(team.id(), platform.actor(COACH)))
                .extracting(Stage::name)
                .contains("Mend");
        complete(tasks(team).getFirst(), null);
        assertThat(waiting(team)).isZero();
    }

    // --- messages to sub-processes, receive and send tasks

    private static String halts() {
        var correlate =
                "<bpmn:extensionElements><camunda:properties><camunda:property name=\"correlate\" value=\"= record\"/>"
                        + "</camunda:properties></bpmn:extensionElements>";
        var inside = event("startEvent", "halt", "", correlate + "<bpmn:messageEventDefinition messageRef=\"Halt\"/>")
                + noting("halted", "halted")
                + end("h", "Halted")
                + flow("halt", "halted")
                + flow("halted", "h");
        return process(
                "halts",
                HALT,
                start("s")
                        + userTask("run", "Run", "COACH", "", "")
                        + end("e", "Over")
                        + subProcess("ended", "triggeredByEvent=\"true\"", inside)
                        + flow("s", "run")
                        + flow("run", "e"));
    }

    @Test
    void aSubProcessBegunByAMessageTakesTheProcessOfThatRecordOver() {
        var team = team("halts");
        var other = team("halts");

        platform.bean(Messages.class).deliver("Halt", TestPlatform.json("{'team': '" + team.id() + "'}"));

        assertThat(tasks(team)).isEmpty();
        assertThat(log(team)).isEqualTo("halted");
        assertThat(tasks(other)).hasSize(1);
    }

    private static String takes() {
        return process(
                "takes",
                BATON,
                start("s")
                        + """
                <bpmn:receiveTask id="take" name="Take the baton" messageRef="Baton">
                  <bpmn:extensionElements><camunda:properties><camunda:property name="correlate" value="= record"/></camunda:properties></bpmn:extensionElements>
                </bpmn:receiveTask>"""
                        + Bpmn.setFields("took", "Took", "= {log: message.what}")
                        + end("e", "Over")
                        + flow("s", "take")
                        + flow("take", "took")
                        + flow("took", "e"));
    }

    private static String hands() {
        return process("hands", "", start("s") + """
                <bpmn:sendTask id="hand" name="Hand the baton on" camunda:modelerTemplate="org.casewright.send-message">
                  <bpmn:extensionElements><camunda:inputOutput>
                    <camunda:inputParameter name="message">Baton</camunda:inputParameter>
                    <camunda:inputParameter name="payload">= {to: record.next, what: "a " + record.name}</camunda:inputParameter>
                  </camunda:inputOutput></bpmn:extensionElements>
                </bpmn:sendTask>""" + end("e", "Over") + flow("s", "hand") + flow("hand", "e"));
    }

    @Test
    void aReceiveTaskTakesWhatASendTaskSends() {
        var taking = team("takes");
        var handing = team(null);

        set(handing, "{'next': '" + taking.id() + "', 'play': 'hands'}");

        assertThat(log(taking)).isEqualTo("a team");
    }

    // --- what is undone

    private static String undoes() {
        return process(
                "undoes",
                "",
                start("s")
                        + noting("book", "booked")
                        + event("boundaryEvent", "undo", "attachedToRef=\"book\"", "<bpmn:compensateEventDefinition/>")
                        + Bpmn.setFields("unbook", "Take it back", "= {log: " + Relay.after("unbooked") + "}")
                                .replace("id=\"unbook\"", "id=\"unbook\" isForCompensation=\"true\"")
                        + userTask("ask", "Shall it be?", "COACH", "", "yes=Yes, no=No")
                        + "<bpmn:exclusiveGateway id=\"said\" default=\"said_e\"/>"
                        + event("endEvent", "back", "name=\"Taken back\"", "<bpmn:compensateEventDefinition/>")
                        + end("e", "Over")
                        + flow("s", "book")
                        + flow("book", "ask")
                        + flow("ask", "said")
                        + flow("said", "back", "outcome = \"no\"")
                        + flow("said", "e")
                        + "<bpmn:association id=\"how\" associationDirection=\"One\" sourceRef=\"undo\" targetRef=\"unbook\"/>");
    }

    @Test
    void whatWasDoneIsUndoneByTheStepThatSaysHow() {
        var team = team("undoes");
        complete(tasks(team).getFirst(), "no");
        assertThat(log(team)).isEqualTo("booked unbooked");

        var other = team("undoes");
        complete(tasks(other).getFirst(), "yes");
        assertThat(log(other)).isEqualTo("booked");
    }

    // --- ways

    private static String leaps() {
        return process(
                "leaps",
                "",
                start("s")
                        + event("intermediateThrowEvent", "off", "", "<bpmn:linkEventDefinition name=\"Far\"/>")
                        + event("intermediateCatchEvent", "on", "", "<bpmn:linkEventDefinition name=\"Far\"/>")
                        + noting("landed", "landed")
                        + end("e", "Over")
                        + flow("s", "off")
                        + flow("on", "landed")
                        + flow("landed", "e"));
    }

    @Test
    void aLinkLeadsToItsOtherEnd() {
        assertThat(log(team("leaps"))).isEqualTo("landed");
    }

    private static String chooses() {
        return process(
                "chooses",
                SIGNAL,
                start("s")
                        + "<bpmn:eventBasedGateway id=\"first\"/>"
                        + event("intermediateCatchEvent", "go", "", GO)
                        + event("intermediateCatchEvent", "stop", "", condition("record.stopped"))
                        + noting("ran", "ran")
                        + noting("stopped", "stopped")
                        + end("e", "Over")
                        + flow("s", "first")
                        + flow("first", "go")
                        + flow("first", "stop")
                        + flow("go", "ran")
                        + flow("stop", "stopped")
                        + flow("ran", "e")
                        + flow("stopped", "e"));
    }

    @Test
    void theEventThatComesFirstDecides() {
        var team = team("chooses");

        set(team, "{'stopped': true}");

        assertThat(log(team)).isEqualTo("stopped");
        assertThat(waiting(team)).isZero();
    }

    private static String branches() {
        return process(
                "branches",
                "",
                start("s")
                        + "<bpmn:parallelGateway id=\"fork\"/>"
                        + userTask("run", "Run", "COACH", "", "")
                        + """
                <bpmn:serviceTask id="wait" name="Until it is stopped" camunda:modelerTemplate="org.casewright.wait-for">
                  <bpmn:extensionElements><camunda:inputOutput>
                    <camunda:inputParameter name="when">= record.stopped</camunda:inputParameter>
                  </camunda:inputOutput></bpmn:extensionElements>
                </bpmn:serviceTask>"""
                        + noting("stopped", "stopped")
                        + end("ran", "Ran")
                        + end("e", "Over")
                        + flow("s", "fork")
                        + flow("fork", "run")
                        + flow("fork", "wait")
                        + flow("run", "ran")
                        + flow("wait", "stopped")
                        + flow("stopped", "e"));
    }

    @Test
    void aBranchThatWaitsGoesOnWaitingWhenTheOtherHasEnded() {
        var team = team("branches");
        complete(tasks(team).getFirst(), null);

        set(team, "{'stopped': true}");

        assertThat(log(team)).isEqualTo("stopped");
        assertThat(waiting(team)).isZero();
    }

    // --- a second pair of eyes

    private static String secondEyes(String attributes, String notSameAs) {
        return process(
                notSameAs.contains("=") ? "eyes" : "given",
                "",
                start("s")
                        + userTask("write", "Write", "COACH", "", "")
                        + userTask("check", "Check", "COACH", attributes, "")
                                .replace(
                                        "name=\"outcomes\" value=\"\"",
                                        "name=\"notSameAs\" value=\"" + notSameAs + "\"")
                        + end("e", "Over")
                        + flow("s", "write")
                        + flow("write", "check")
                        + flow("check", "e"));
    }

    @Test
    void whoDidAStepMayNotDoTheNext() {
        var team = team("eyes");
        complete(tasks(team).getFirst(), null);
        var check = tasks(team).getFirst();

        assertThatThrownBy(() -> platform.tasks().claim(check.id(), platform.actor(COACH)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("second pair of eyes");
        assertThatThrownBy(() -> complete(COACH, check, null)).hasMessageContaining("second pair of eyes");
        assertThat(tasks(team)).hasSize(1);
        complete(SECOND, check, null);
        assertThat(tasks(team)).isEmpty();
    }

    @Test
    void whoIsNamedMayNotDoIt() {
        var team = team("eyes");
        set(team, "{'judge': '" + platform.actor(SECOND).id() + "'}");
        complete(tasks(team).getFirst(), null);
        var check = tasks(team).getFirst();

        assertThatThrownBy(() -> complete(SECOND, check, null)).hasMessageContaining("second pair of eyes");
        complete(THIRD, check, null);
        assertThat(tasks(team)).isEmpty();
    }

    @Test
    void whoStandsInForThemMayNotDoItEither() {
        var team = team("eyes");
        complete(tasks(team).getFirst(), null);
        var check = tasks(team).getFirst();
        var coach = platform.actor(COACH).id();
        var delegations = platform.bean(Delegations.class);
        delegations.begin(coach, THIRD, OffsetDateTime.now(ZoneOffset.UTC).plusDays(1), coach);

        assertThatThrownBy(() -> complete(THIRD, check, null)).hasMessageContaining("second pair of eyes");
        delegations.end(coach, coach);
        complete(THIRD, check, null);

        assertThat(tasks(team)).isEmpty();
    }

    @Test
    void whoMayNotDoItIsNotGivenIt() {
        var team = team("given");
        set(team, "{'judge': '" + platform.actor(COACH).id() + "'}");
        complete(tasks(team).getFirst(), null);
        assertThat(tasks(team).getFirst().assignee()).isNull();

        var other = team("given");
        set(other, "{'judge': '" + platform.actor(SECOND).id() + "'}");
        complete(tasks(other).getFirst(), null);
        assertThat(tasks(other).getFirst().assignee())
                .isEqualTo(platform.actor(SECOND).id());
    }

    // --- what the tests say

    private static EntityRecord team(@Nullable String play, String... runners) {
        var team = platform.created(COACH, "relay/team", "{'name': 'team'}");
        for (var runner : runners) {
            runner(team, runner);
        }
        if (play != null) {
            set(team, "{'play': '" + play + "'}");
        }
        return team;
    }

    /** Whatever was written meanwhile. */
    private static void set(EntityRecord record, String values) {
        assertThat(platform.update(COACH, platform.read(COACH, record), values)).isInstanceOf(Outcome.Saved.class);
    }

    private static EntityRecord runner(EntityRecord team, String name) {
        return platform.created(COACH, "relay/runner", "{'name': '" + name + "', 'team': '" + team.id() + "'}");
    }

    private static List<Task> tasks(EntityRecord team) {
        return platform
                .owner()
                .sql("select id from platform.task where case_id = '" + team.id() + "' order by created_at, id")
                .query(String.class)
                .list()
                .stream()
                .map(id -> platform.tasks()
                        .find(Objects.requireNonNull(id), platform.actor(COACH))
                        .orElseThrow())
                .toList();
    }

    private static void complete(Task task, @Nullable String outcome) {
        complete(COACH, task, outcome);
    }

    private static void complete(String as, Task task, @Nullable String outcome) {
        assertThat(platform.tasks().complete(task.id(), outcome, TestPlatform.json("{}"), null, platform.actor(as)))
                .isInstanceOf(Outcome.Saved.class);
    }

    private static String log(EntityRecord team) {
        var log = platform.read(COACH, team).value("log");
        return log == null ? "" : log.toString();
    }

    private static long waiting(EntityRecord team) {
        return platform.owner()
                .sql("select count(*) from platform.waiting where case_id = '" + team.id() + "'")
                .query(Long.class)
                .single();
    }
}
