package org.casewright.scenario;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.casewright.access.Actor;
import org.casewright.definition.ScenarioDefinition.Act;
import org.casewright.definition.ScenarioDefinition.Step;
import org.casewright.entity.EntityRecord;
import org.casewright.expression.Expression;
import org.casewright.expression.ExpressionException;
import org.casewright.identity.Actors;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.process.Messages;
import org.casewright.process.Operations;
import org.casewright.process.Task;
import org.casewright.process.Tasks;
import org.casewright.records.BreakGlass;
import org.casewright.records.Change;
import org.casewright.records.Likeness;
import org.casewright.records.Options;
import org.casewright.records.Outcome;
import org.casewright.records.Query;
import org.casewright.records.Records;
import org.jspecify.annotations.Nullable;

/** Does what a step says, through the same front doors as the API. */
final class Acting {

    private static final int MOST_RECORDS = 200;

    private final Records records;
    private final Tasks tasks;
    private final Operations operations;
    private final Messages messages;
    private final BreakGlass glass;
    private final Actors actors;
    private final Names names;

    Acting(Stage stage, Names names) {
        this.records = stage.part(Records.class);
        this.tasks = stage.part(Tasks.class);
        this.operations = stage.part(Operations.class);
        this.messages = stage.part(Messages.class);
        this.glass = stage.part(BreakGlass.class);
        this.actors = stage.part(Actors.class);
        this.names = names;
    }

    /** What comes of a step. Names that it gives are known from here on. */
    Answer answer(Step step) {
        try {
            return switch (step.act()) {
                case Act.Create act -> create(act, step.save());
                case Act.Update act -> {
                    var record = names.get(act.record());
                    var change = Change.update(record.entity(), record.id(), null, names.known(act.values()));
                    yield apply(act.as(), change, act.acknowledged());
                }
                case Act.Retire act -> {
                    var record = names.get(act.record());
                    yield apply(
                            act.as(),
                            new Change.Retire(record.entity(), record.id().toString(), null),
                            Set.of());
                }
                case Act.Restore act -> {
                    var record = names.get(act.record());
                    yield apply(
                            act.as(),
                            new Change.Restore(record.entity(), record.id().toString()),
                            Set.of());
                }
                case Act.Get act ->
                    new Answer.Done(read(act.as(), names.get(act.record())).orElseThrow(Refusal::notFound));
                case Act.Find act -> find(act);
                case Act.Suspect act -> {
                    var values = names.known(act.values());
                    var likenesses = records.likenesses(act.entity(), values, actor(act.as()));
                    yield new Answer.Found(
                            likenesses.stream().map(Likeness::record).toList(), likenesses.size());
                }
                case Act.Claim act -> {
                    tasks.claim(task(step, act.as(), act.task(), act.of()).id(), actor(act.as()));
                    yield Answer.Done.NOTHING;
                }
                case Act.Complete act -> complete(step, act);
                case Act.Operate act -> {
                    var of = names.get(act.of());
                    yield answer(
                            operations.run(
                                    of.entity(),
                                    of.id().toString(),
                                    null,
                                    act.operation(),
                                    names.known(act.values()),
                                    act.acknowledged(),
                                    actor(act.as())),
                            step.save());
                }
                case Act.BreakGlass act -> {
                    var record = names.get(act.record());
                    glass.open(record.entity(), record.id().toString(), act.reason(), actor(act.as()));
                    yield new Answer.Done(read(act.as(), record).orElse(null));
                }
                // There is nothing to do but to wait or look.
                case Act.Wait act -> Answer.Done.NOTHING;
                case Act.SeeTask act -> Answer.Done.NOTHING;
                case Act.SeeMessage act -> Answer.Done.NOTHING;
                case Act.Deliver act -> {
                    messages.deliver(act.message(), names.known(act.values()));
                    yield Answer.Done.NOTHING;
                }
            };
        } catch (FailedException failed) {
            throw failed;
        } catch (RuntimeException thrown) {
            return Answer.of(thrown);
        }
    }

    private Answer create(Act.Create act, @Nullable String name) {
        var change = new Change.Create(act.entity(), name, names.known(act.values()));
        return apply(act.as(), change, act.acknowledged());
    }

    private Answer apply(String as, Change change, Set<String> acknowledged) {
        return answer(records.apply(List.of(change), actor(as), Options.NONE.acknowledging(acknowledged)));
    }

    /** The record that was made is known by a name from here on. */
    private Answer answer(Outcome outcome, @Nullable String name) {
        if (name != null && outcome instanceof Outcome.Saved saved) {
            names.give(Map.of(name, saved.record()));
        }
        return answer(outcome);
    }

    private Answer answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Saved saved -> {
                names.give(saved.named());
                yield new Answer.Done(saved.records().isEmpty() ? null : saved.record());
            }
            case Outcome.Rejected rejected -> Answer.of(rejected);
            case Outcome.Stale stale -> Answer.of(stale);
        };
    }

    private Answer find(Act.Find act) {
        var query = Query.of(act.entity())
                .where(act.filter() == null ? null : filter(names.known(act.filter())))
                .limitedTo(MOST_RECORDS)
                .counted(Query.Count.EXACT);
        var page = records.find(act.retired() ? query.ofRetired() : query, actor(act.as()));
        var count = page.count();
        return new Answer.Found(page.items(), count == null ? page.items().size() : count);
    }

    private static Expression filter(String text) {
        try {
            return Expression.parse(text);
        } catch (ExpressionException e) {
            var problem = Problem.at("/filter", ErrorCode.FILTER, String.valueOf(e.getMessage()));
            throw new Refusal(ErrorCode.FILTER, "This filter cannot be read.", List.of(problem));
        }
    }

    private Answer complete(Step step, Act.Complete act) {
        var task = task(step, act.as(), act.task(), act.of());
        var outcome = tasks.complete(
                task.id(),
                act.outcome(),
                names.known(act.values()),
                act.comment(),
                act.acknowledged(),
                actor(act.as()));
        if (answer(outcome) instanceof Answer.Refused refused) {
            return refused;
        }
        var about = new Names.Named(task.entity(), task.record());
        return new Answer.Done(read(act.as(), about).orElse(null));
    }

    private Task task(Step step, String as, String name, String of) {
        var open = open(of, name, actor(as));
        if (open.isEmpty()) {
            throw new Refusal(
                    ErrorCode.NOT_FOUND,
                    "no task “" + name + "” is open to " + as + "; " + told(open(of, null, Actor.ENGINE)));
        }
        if (open.size() > 1) {
            throw new FailedException(step.location(), "one task “" + name + "”", told(open));
        }
        return open.getFirst();
    }

    /** The open tasks of a record as somebody sees them: those of this name, or all. */
    List<Task> open(String of, @Nullable String name, Actor actor) {
        return tasks.of(names.get(of).id(), actor).stream()
                .filter(task -> name == null || task.name().equals(name))
                .toList();
    }

    /** Tasks in words. */
    static String told(List<Task> open) {
        return open.isEmpty()
                ? "none is open"
                : "open is "
                        + open.stream()
                                .map(task -> "“" + task.name() + "” for " + String.join(", ", task.roles()) + " of "
                                        + task.unit())
                                .collect(Collectors.joining(" and "));
    }

    /** A record as somebody sees it now. */
    Optional<EntityRecord> read(String as, Names.Named record) {
        return records.get(record.entity(), record.id().toString(), actor(as));
    }

    /** The same, who asks for these values of it: what is expected of a value is seen by whoever asks for it. */
    EntityRecord reveal(String as, Names.Named record, Set<String> names) {
        return records.reveal(record.entity(), record.id().toString(), names, "A scenario", actor(as));
    }

    /** Whether a process has sent a message. */
    boolean sent(String message) {
        return messages.sent(message) > 0;
    }

    Actor actor(String name) {
        return actors.named(name).orElseThrow(() -> new IllegalStateException("There is no account " + name + "."));
    }
}
