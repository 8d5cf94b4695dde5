package org.casewright.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalogs;
import org.casewright.definition.FormDefinition;
import org.casewright.definition.ProcessDefinition;
import org.casewright.identity.Actors;
import org.casewright.identity.Delegations;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.records.Change;
import org.casewright.records.Options;
import org.casewright.records.Outcome;
import org.casewright.records.Records;
import org.casewright.text.Message;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ObjectNode;

/** The front door for tasks: what a person is to do, under the same access rules as the records. */
@Component
public class Tasks {

    static final String OUTCOME = "outcome";
    static final String COMMENT = "comment";

    /** What the engine holds of a text. */
    private static final int LONGEST_COMMENT = 4_000;

    private static final int MOST = 200;

    private final TransactionTemplate transaction;
    private final Attempts attempts;
    private final TaskService engine;
    private final Inbox inbox;
    private final TaskBook book;
    private final Timeline timeline;
    private final Records records;
    private final Catalogs catalogs;
    private final Actors actors;
    private final Delegations delegations;

    Tasks(
            PlatformTransactionManager transactions,
            Attempts attempts,
            ProcessEngine engine,
            Inbox inbox,
            TaskBook book,
            Timeline timeline,
            Records records,
            Catalogs catalogs,
            Actors actors,
            Delegations delegations) {
        this.transaction = new TransactionTemplate(transactions);
        this.attempts = attempts;
        this.engine = engine.getTaskService();
        this.inbox = inbox;
        this.book = book;
        this.timeline = timeline;
        this.records = records;
        this.catalogs = catalogs;
        this.actors = actors;
        this.delegations = delegations;
    }

    /** Which tasks are asked for. */
    public enum View {
        /** Claimed by the actor. */
        MINE,
        /** Offered to one of the actor's roles in a unit it runs, and free. */
        TEAM,
        /** Mine or the team's, and late. */
        OVERDUE
    }

    /** A page of open tasks, late and urgent ones first, at most {@code limit}, behind {@code after} (a task id; null for the first). */
    public List<Task> list(View view, @Nullable String after, int limit, Actor actor) {
        return inOne(() -> {
            var away = delegations.to(actor.id());
            return shown(
                    inbox.list(view, after, Math.clamp(limit, 1, MOST), actor).stream()
                            .map(task -> task.assignee() != null && away.contains(task.assignee()) ? task.free() : task)
                            .toList(),
                    actor);
        });
    }

    /** How many tasks a view has, counted up to 1,000. */
    public int count(View view, Actor actor) {
        return inOne(() -> inbox.count(view, actor));
    }

    /** How many wait for the actor, claimed or offered, each counted up to 1,000. */
    public int waiting(Actor actor) {
        return inOne(() -> inbox.waiting(actor));
    }

    /** The tasks that wait for somebody of the actor's teams, by their steps: late and large queues first. */
    public List<Queue> queues(int limit, Actor actor) {
        return inOne(() -> inbox.queues(actor, Math.clamp(limit, 1, MOST)).stream()
                .map(wording(actor)::of)
                .toList());
    }

    /** Open tasks about a record; one is free when whoever has claimed it is not offered it any more. */
    public List<Task> of(UUID record, Actor actor) {
        return inOne(() -> shown(
                inbox.of(record, actor).stream()
                        .map(task -> perhapsFree(task, actor))
                        .toList(),
                actor));
    }

    /** The open task with this id; empty when it is done or not open to the actor. */
    public Optional<Task> find(String id, Actor actor) {
        return inOne(() -> {
            var task = inbox.find(id, actor).map(found -> perhapsFree(found, actor));
            return shown(task.stream().toList(), actor).stream().findFirst();
        });
    }

    /** The words in which the actor reads of steps. */
    private Wording wording(Actor actor) {
        return new Wording(catalogs.current(actor.language()));
    }

    /** Tasks say what records are called, and are said in the actor's language. */
    private List<Task> shown(List<Task> shown, Actor actor) {
        records.showedTitles(
                shown.stream().map(Task::entity).collect(Collectors.toSet()),
                shown.stream().map(Task::record).collect(Collectors.toSet()),
                actor);
        return shown.stream().map(wording(actor)::of).toList();
    }

    /** Takes a task; taking one's own again is no error; {@code CONFLICT} when another has it. */
    public Task claim(String id, Actor actor) {
        return changing(id, actor, (task, status) -> {
            if (!actor.id().equals(task.assignee())) {
                EngineFailure.told(() -> {
                    engine.setAssignee(id, actor.id().toString());
                    return task;
                });
            }
            return inbox.find(id, actor).map(wording(actor)::of).orElseThrow(Refusal::notFound);
        });
    }

    /** Gives a task back to the team. */
    public Task release(String id, Actor actor) {
        return changing(id, actor, (task, status) -> {
            if (task.assignee() != null) {
                engine.setAssignee(id, null);
            }
            return inbox.find(id, actor).map(wording(actor)::of).orElseThrow(Refusal::notFound);
        });
    }

    /**
     * Completes a task, with the values of its form, in one transaction with the records and the process's next steps.
     *
     * @param outcome name of the button; null when the task has none
     * @param values as in {@link org.casewright.records.Change}, from the task's record on; empty for none
     */
    public Outcome complete(
            String id, @Nullable String outcome, ObjectNode values, @Nullable String comment, Actor actor) {
        return complete(id, outcome, values, comment, Set.of(), actor);
    }

    /**
     * As above.
     *
     * @param acknowledged ids of rules whose warnings the actor has read
     */
    public Outcome complete(
            String id,
            @Nullable String outcome,
            ObjectNode values,
            @Nullable String comment,
            Set<String> acknowledged,
            Actor actor) {
        try {
            return changing(id, actor, (task, status) -> {
                var said = comment == null || comment.isBlank() ? null : comment.strip();
                var completion = new Completion(task, outcome, said, values, acknowledged, actor);
                var result = complete(completion);
                if (!(result instanceof Outcome.Saved)) {
                    status.setRollbackOnly();
                }
                return result;
            });
        } catch (Refusal refusal) {
            if (refusal.code() == ErrorCode.INVALID && !refusal.problems().isEmpty()) {
                return new Outcome.Rejected(refusal.problems());
            }
            throw refusal;
        }
    }

    private record Completion(
            Task task,
            @Nullable String outcome,
            @Nullable String comment,
            ObjectNode values,
            Set<String> acknowledged,
            Actor actor) {
        Completion with(ObjectNode others) {
            return new Completion(task, outcome, comment, others, acknowledged, actor);
        }
    }

    /** The values as the rules of the task's form have them. */
    private FormEffects.Held held(Completion given) {
        var catalog = catalogs.current(given.actor().language());
        var task = given.task();
        var form = task.form() == null ? Optional.<FormDefinition>empty() : catalog.form(task.form());
        return form.filter(FormEffects::isIn)
                .map(known -> {
                    var record = records.get(task.entity(), task.record().toString(), given.actor());
                    return FormEffects.hold(
                            catalog, records, given.actor(), known, record.orElse(null), given.values());
                })
                .orElseGet(() -> new FormEffects.Held(given.values(), List.of()));
    }

    private Outcome complete(Completion given) {
        var held = held(given);
        var completion = given.with(held.values());
        var problems = problems(completion);
        problems.addAll(held.problems());
        if (!problems.isEmpty()) {
            return new Outcome.Rejected(problems);
        }
        var place = book.placeOf(completion.task().id());
        var saved = save(completion, place);
        if (saved instanceof Outcome.Saved done) {
            move(completion, place);
            return refreshed(done, completion);
        }
        return saved;
    }

    private List<Problem> problems(Completion completion) {
        var task = completion.task();
        var problems = new ArrayList<Problem>();
        var button = task.outcomes().stream()
                .filter(known -> known.name().equals(completion.outcome()))
                .findFirst();
        if (completion.outcome() != null && button.isEmpty()) {
            problems.add(Problem.at("/outcome", ErrorCode.CODE, "This step has no such outcome."));
        } else if (completion.outcome() == null && !task.outcomes().isEmpty()) {
            problems.add(Problem.at("/outcome", ErrorCode.REQUIRED, "Choose how this step ends."));
        }
        var comment = completion.comment();
        if (comment == null && button.filter(ProcessDefinition.Outcome::comment).isPresent()) {
            problems.add(Problem.at("/comment", ErrorCode.REQUIRED, "Say why."));
        } else if (comment != null && comment.length() > LONGEST_COMMENT) {
            problems.add(Problem.at("/comment", ErrorCode.LENGTH, "A comment has at most 4,000 characters."));
        }
        problems.addAll(outOfForm(completion));
        return problems;
    }

    private List<Problem> outOfForm(Completion completion) {
        var catalog = catalogs.current(completion.actor().language());
        var name = completion.task().form();
        var form = name == null ? null : catalog.form(name).orElse(null);
        return FormBounds.problems(
                catalog, form, catalog.entity(completion.task().entity()), completion.values());
    }

    private Outcome save(Completion completion, TaskBook.Place place) {
        if (completion.values().isEmpty()) {
            return new Outcome.Saved(List.of(), Map.of(), List.of());
        }
        var task = completion.task();
        var change = Change.update(task.entity(), task.record(), null, completion.values());
        var options = new Options(
                completion.acknowledged(), completion.comment(), task.name(), Set.of(task.record()), 0, false);
        return records.apply(List.of(change), completion.actor(), options.causedBy(place.caseId()));
    }

    private void move(Completion completion, TaskBook.Place place) {
        var task = completion.task();
        var title = task.outcomes().stream()
                .filter(known -> known.name().equals(completion.outcome()))
                .map(ProcessDefinition.Outcome::title)
                .findFirst()
                .orElse(null);
        var step = new TaskBook.Step(
                place.caseId(),
                task.record(),
                place.instance(),
                definition(task.id()),
                task.process(),
                StepEntry.Kind.TASK.name(),
                task.step(),
                task.name(),
                title,
                completion.comment(),
                book.now());
        book.note(step, completion.actor());
        var variables = new HashMap<String, @Nullable Object>();
        variables.put(OUTCOME, completion.outcome());
        variables.put(COMMENT, completion.comment());
        EngineFailure.told(() -> {
            engine.complete(task.id(), new HashMap<String, Object>(variables));
            return task;
        });
    }

    private String definition(String task) {
        return engine.createTaskQuery().taskId(task).singleResult().getProcessDefinitionId();
    }

    /** The record as the process's next steps have left it. */
    private Outcome refreshed(Outcome.Saved saved, Completion completion) {
        var task = completion.task();
        var now = records.get(task.entity(), task.record().toString(), completion.actor());
        if (now.isEmpty()) {
            return saved;
        }
        var all = new ArrayList<>(saved.records());
        if (all.isEmpty()) {
            all.add(now.get());
        } else {
            all.replaceAll(record -> record.id().equals(task.record()) ? now.get() : record);
        }
        return new Outcome.Saved(all, saved.named(), saved.warnings());
    }

    /** The steps of the record's process in the order in which they are usually done; empty when it has none. */
    public List<Stage> stages(UUID record, Actor actor) {
        return inOne(() -> mayKnow(record, actor) ? timeline.stages(record, wording(actor)) : List.of());
    }

    /**
     * The steps that the record's processes have taken, oldest first; empty when it has none or is not open to the actor. What
     * was said at a step is for the organisation's own people, and for who said it.
     */
    public List<StepEntry> steps(UUID record, Actor actor) {
        return inOne(() -> mayKnow(record, actor)
                ? timeline.steps(record).stream()
                        .map(wording(actor)::of)
                        .map(step -> actor.partner() == null || step.by().equals(actor.name()) ? step : step.silent())
                        .toList()
                : List.of());
    }

    /** Who may read a record, or is offered a task about it, may know where its process stands. */
    private boolean mayKnow(UUID record, Actor actor) {
        return book.entityOf(record)
                        .flatMap(entity -> records.get(entity, record.toString(), actor))
                        .isPresent()
                || !inbox.of(record, actor).isEmpty();
    }

    /** What is done with a task that the actor sees, and that no other has claimed. */
    private interface Work<T> {
        T on(Task task, TransactionStatus status);
    }

    private <T> T changing(String id, Actor actor, Work<T> work) {
        return Mover.moving(actor, () -> attempts.inOne(status -> work.on(held(id, actor), status)));
    }

    private Task held(String id, Actor actor) {
        if (inbox.find(id, actor).isEmpty()) {
            throw Refusal.notFound();
        }
        if (!book.lock(id)) {
            throw new Refusal(ErrorCode.CONFLICT, "Somebody else has just done this step.");
        }
        var task = inbox.find(id, actor).orElseThrow(Refusal::notFound);
        if (!actor.id().equals(task.assignee()) && perhapsFree(task, actor).assignee() != null) {
            var who = task.assigneeTitle() == null ? Message.of("Somebody else") : task.assigneeTitle();
            throw Refusal.of(ErrorCode.CONFLICT, "{0} is working on this step.", who);
        }
        return task;
    }

    /** Whoever has claimed a task and is not offered it any more, or is away and left it to the actor, stands in nobody's way. */
    private Task perhapsFree(Task task, Actor actor) {
        var account = task.assignee();
        if (account != null && delegations.to(actor.id()).contains(account)) {
            return task.free();
        }
        return account == null
                        || account.equals(actor.id())
                        || actors.of(account)
                                .filter(other -> inbox.find(task.id(), other).isPresent())
                                .isPresent()
                ? task
                : task.free();
    }

    private <T> T inOne(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }
}
