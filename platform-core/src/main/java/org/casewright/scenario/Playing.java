package org.casewright.scenario;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.casewright.access.Actor;
import org.casewright.definition.ScenarioDefinition;
import org.casewright.definition.ScenarioDefinition.Act;
import org.casewright.definition.ScenarioDefinition.Expectation;
import org.casewright.definition.ScenarioDefinition.ExpectedError;
import org.casewright.definition.ScenarioDefinition.Step;
import org.casewright.entity.EntityRecord;
import org.casewright.entity.JsonValues;
import org.casewright.identity.Directory;
import org.casewright.problem.Location;
import org.casewright.process.Jobs;
import org.casewright.process.Task;
import org.casewright.records.DailyRefresh;
import org.casewright.records.Records;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One scenario being played on a stage. What is not as expected is thrown as a {@link FailedException}. */
final class Playing {

    /** Steps and timers that go in a circle would otherwise never come to an end. */
    private static final int MOST_JOBS = 1_000;

    private final ScenarioDefinition scenario;
    private final StageClock clock;
    private final Records records;
    private final Directory directory;
    private final Jobs jobs;
    private final DailyRefresh day;
    private final Names names;
    private final Acting acting;
    private final Matching matching;

    Playing(ScenarioDefinition scenario, Stage stage, Names names) {
        this.scenario = scenario;
        this.clock = stage.clock();
        this.records = stage.part(Records.class);
        this.directory = stage.part(Directory.class);
        this.jobs = stage.part(Jobs.class);
        this.day = stage.part(DailyRefresh.class);
        this.names = names;
        this.acting = new Acting(stage, names);
        this.matching = new Matching(names::known);
    }

    void play() {
        day.run();
        passTo(clock.instant(), scenario.location());
        scenario.steps().forEach(this::play);
    }

    private void play(Step step) {
        var answer = acting.answer(step);
        if (answer instanceof Answer.Refused refused) {
            checkRefusal(step, refused);
            return;
        }
        var error = step.error();
        if (error != null) {
            throw new FailedException(error.location(), words(error), "it was done");
        }
        // What is due at once is part of what was done.
        passTo(step.act() instanceof Act.Wait wait ? after(wait) : clock.instant(), step.location());
        checkState(step, answer);
    }

    // Time -----------------------------------------------------------------------------------------------------------

    private Instant after(Act.Wait wait) {
        return clock.instant()
                .atZone(ZoneOffset.UTC)
                .plus(wait.days())
                .plus(wait.time())
                .toInstant();
    }

    /** What falls due on the way, and what each new day does, is done at its moment, so that what follows falls due in its turn. */
    private void passTo(Instant later, Location at) {
        for (var ran = 0; ; ) {
            var due = jobs.nextDue().filter(moment -> !moment.isAfter(later));
            var begin = day.nextDay().filter(moment -> !moment.isAfter(due.orElse(later)));
            if (begin.isPresent()) {
                clock.moveTo(begin.get());
                day.run();
                continue;
            }
            if (due.isEmpty()) {
                clock.moveTo(later);
                return;
            }
            if (ran == MOST_JOBS) {
                throw new FailedException(
                        at, "time to pass", "more than " + MOST_JOBS + " jobs fell due till " + due.get());
            }
            ran++;
            clock.moveTo(due.get());
            runNext(at);
        }
    }

    private void runNext(Location at) {
        try {
            jobs.runNext();
        } catch (RuntimeException thrown) {
            throw new FailedException(
                    at,
                    "what fell due at " + clock.instant() + " to be done",
                    Answer.of(thrown).toString());
        }
    }

    // Refusals -------------------------------------------------------------------------------------------------------

    private static void checkRefusal(Step step, Answer.Refused refused) {
        var error = step.error();
        if (error == null) {
            throw new FailedException(step.location(), "this to be done", refused.toString());
        }
        if (!refused.is(error)) {
            throw new FailedException(error.location(), words(error), refused.toString());
        }
    }

    private static String words(ExpectedError error) {
        var words = new StringBuilder("a refusal with ").append(error.status());
        if (error.code() != null) {
            words.append(", code ").append(error.code());
        }
        if (error.pointer() != null) {
            words.append(", at ").append(error.pointer().isEmpty() ? "the whole" : error.pointer());
        }
        if (error.rule() != null) {
            words.append(", rule ").append(error.rule());
        }
        return words.toString();
    }

    // States ---------------------------------------------------------------------------------------------------------

    private void checkState(Step step, Answer answer) {
        switch (answer) {
            case Answer.Found found -> checkFound(step, found);
            case Answer.Done done when step.act() instanceof Act.SeeTask see -> checkTask(step, see);
            case Answer.Done done
            when step.act() instanceof Act.SeeMessage(var message) -> {
                if (!acting.sent(message)) {
                    throw new FailedException(
                            step.location(), "a message “" + message + "”", "no process has sent one");
                }
            }
            case Answer.Done done when !step.expect().isEmpty() -> check(step.expect(), json(step, done), "");
            case Answer.Done done -> {}
            case Answer.Refused refused -> throw new IllegalStateException("A refusal leaves no state.");
        }
    }

    /** The record as whoever did something sees it now: what processes have done with it meanwhile is in it. */
    private ObjectNode json(Step step, Answer.Done done) {
        var record = done.record();
        if (record == null) {
            return JsonNodeFactory.instance.objectNode();
        }
        var as = switch (step.act()) {
            case Act.Create act -> act.as();
            case Act.Update act -> act.as();
            case Act.Restore act -> act.as();
            case Act.Get act -> act.as();
            case Act.BreakGlass act -> act.as();
            case Act.Complete act -> act.as();
            case Act.Operate act -> act.as();
            default -> throw new IllegalStateException("This step is about no record.");
        };
        var named = new Names.Named(record.entity().ref(), record.id());
        var now = acting.read(as, named).orElse(record);
        var asked = step.expect().stream()
                .map(Expectation::name)
                .filter(now.withheld()::contains)
                .collect(Collectors.toSet());
        return records.json(asked.isEmpty() ? now : acting.reveal(as, named, asked));
    }

    private void checkFound(Step step, Answer.Found found) {
        var count = switch (step.act()) {
            case Act.Find act -> act.count();
            case Act.Suspect act -> act.count();
            default -> null;
        };
        if (count != null && count != found.count()) {
            throw new FailedException(step.location(), "count to be " + count, "there are " + found.count());
        }
        found.records().forEach(record -> check(step.expect(), records.json(record), " in " + called(record)));
        if (step.save() != null) {
            names.give(Map.of(step.save(), found.records().getFirst()));
        }
    }

    private static String called(EntityRecord record) {
        var number = record.system().number();
        return number == null ? record.id().toString() : number;
    }

    private void check(List<Expectation> expected, ObjectNode json, String where) {
        for (var expectation : expected) {
            var value = json.path(expectation.name());
            if (!matching.holds(expectation.matcher(), value)) {
                throw new FailedException(
                        expectation.location(),
                        "“" + expectation.name() + "” to be " + Matching.words(expectation.matcher()),
                        "it is " + Matching.text(value) + where);
            }
        }
    }

    private void checkTask(Step step, Act.SeeTask see) {
        var actor = see.as() == null ? Actor.ENGINE : acting.actor(see.as());
        var open = acting.open(see.of(), see.name(), actor);
        var task = see.name() == null ? "task" : "task “" + see.name() + "”";
        if (see.none()) {
            if (!open.isEmpty()) {
                throw new FailedException(step.location(), "no " + task, Acting.told(open));
            }
        } else if (open.isEmpty()) {
            throw new FailedException(step.location(), "a " + task, Acting.told(acting.open(see.of(), null, actor)));
        } else if (open.size() == 1) {
            check(step.expect(), json(open.getFirst()), "");
        } else if (open.stream().noneMatch(one -> allHold(step.expect(), json(one)))) {
            throw new FailedException(step.location(), "a " + task + " that is as described", Acting.told(open));
        }
    }

    private boolean allHold(List<Expectation> expected, ObjectNode json) {
        return expected.stream()
                .allMatch(expectation -> matching.holds(expectation.matcher(), json.path(expectation.name())));
    }

    private ObjectNode json(Task task) {
        var json = JsonNodeFactory.instance.objectNode();
        task.roles().forEach(json.putArray("roles")::add);
        json.put("unit", task.unit());
        json.put("assignee", task.assignee() == null ? null : accountName(task.assignee()));
        json.put("due", task.due() == null ? null : JsonValues.moment(task.due()));
        json.put("priority", task.priority());
        json.put("comment", task.comment());
        return json;
    }

    private @Nullable String accountName(UUID account) {
        return directory.account(account).map(Directory.Account::name).orElse(null);
    }
}
