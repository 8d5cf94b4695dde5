package org.casewright.process;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.casewright.access.Access;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Catalogs;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.EntityDefinition.Ownership;
import org.casewright.entity.EntityRecord;
import org.casewright.expression.Expression;
import org.casewright.identity.Actors;
import org.casewright.identity.Delegations;
import org.casewright.identity.Delegations.Delegation;
import org.casewright.identity.Directory;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.records.Change;
import org.casewright.records.Options;
import org.casewright.records.Outcome;
import org.casewright.records.Query;
import org.casewright.records.Records;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The front door for who has how much to do, and for handing an absent colleague's work over: for those who may assign records,
 * about the records and tasks that they may read, and no others.
 */
@Component
public class Workload {

    /** Records that go over in one step; who owns more hands over again. */
    public static final int MOST = 500;

    private static final int PAGE = 200;
    private static final int LONGEST_REASON = 4_000;
    /** Records without a class are those that nobody singled out. */
    private static final int ANY_CLASS = 0;

    private final TaskService engine;
    private final Inbox inbox;
    private final TaskBook book;
    private final Attempts attempts;
    private final Records records;
    private final Catalogs catalogs;
    private final Directory directory;
    private final Actors actors;
    private final Delegations delegations;

    Workload(
            ProcessEngine engine,
            Inbox inbox,
            TaskBook book,
            Attempts attempts,
            Records records,
            Catalogs catalogs,
            Directory directory,
            Actors actors,
            Delegations delegations) {
        this.engine = engine.getTaskService();
        this.inbox = inbox;
        this.book = book;
        this.attempts = attempts;
        this.records = records;
        this.catalogs = catalogs;
        this.directory = directory;
        this.actors = actors;
        this.delegations = delegations;
    }

    /**
     * What one person has.
     *
     * @param cases {@code module/entity} -> how many records of it the person owns; null where it is too few to be told
     * @param tasks how many tasks the person has taken
     * @param late how many of these are late
     * @param away until when the person is away, and who stands in; null for nobody
     */
    public record Load(
            Directory.Account person,
            Map<String, @Nullable Long> cases,
            int tasks,
            int late,
            @Nullable Delegation away) {}

    /**
     * Who has how much to do.
     *
     * @param more whether there are owners of fewer records besides them
     */
    public record Loads(List<Load> people, boolean more) {

        public Loads {
            people = List.copyOf(people);
        }
    }

    /**
     * What would go over.
     *
     * @param records {@code module/entity} -> how many of it
     * @param more whether there are more than go over in one step
     */
    public record Handover(Map<String, Integer> records, int tasks, boolean more) {

        /** Whether there is nothing. */
        public boolean isEmpty() {
            return records.isEmpty() && tasks == 0;
        }
    }

    /** What came of it: nothing went over where something is wrong. */
    public record Handed(int records, int tasks, List<Problem> problems) {}

    /** Whether there is something of which the actor could see who has how much. */
    public boolean isOpenTo(Actor actor) {
        return actor.kind() == Actor.Kind.USER && !entities(actor).isEmpty();
    }

    /** The entities whose records the actor may assign, in the catalog's order. */
    public List<EntityDefinition> entities(Actor actor) {
        var catalog = catalogs.current(actor.language());
        var access = Access.of(catalog, actor);
        return catalog.entities().stream()
                .filter(entity -> entity.ownership() instanceof Ownership.Unit && !catalog.isInput(entity))
                .filter(entity -> access.may(Privilege.ASSIGN, entity) && access.may(Privilege.READ, entity))
                .toList();
    }

    /** Who owns a record or has a task that the actor may see; who has most to do first. */
    public Loads of(Actor actor) {
        requireOpen(actor);
        var cases = new HashMap<UUID, Map<String, @Nullable Long>>();
        var more = false;
        for (var entity : entities(actor)) {
            var groups = records.groups(Query.of(entity.ref()).limitedTo(PAGE), "owner", Map.of(), actor);
            more |= groups.more();
            var owners = directory.accounts(groups.items().stream()
                    .map(group -> group.value().asString(""))
                    .toList());
            for (var group : groups.items()) {
                var owner = owners.get(group.value().asString(""));
                if (owner != null) {
                    cases.computeIfAbsent(owner.id(), id -> new LinkedHashMap<>())
                            .put(entity.ref(), group.count());
                }
            }
        }
        var tasks = attempts.inOne(status -> inbox.held(actor));
        var people = new LinkedHashMap<UUID, Load>();
        cases.keySet().forEach(id -> people.put(id, load(id, cases.getOrDefault(id, Map.of()), tasks.get(id))));
        tasks.forEach((id, held) -> people.putIfAbsent(id, load(id, Map.of(), held)));
        var all = people.values().stream()
                .filter(load -> !load.person().name().isEmpty())
                .sorted(Comparator.comparingInt(Load::late)
                        .thenComparingInt(Load::tasks)
                        .reversed()
                        .thenComparing(load -> load.person().title()))
                .toList();
        return new Loads(all, more);
    }

    private Load load(UUID id, Map<String, @Nullable Long> cases, Inbox.@Nullable Held held) {
        var person = directory.account(id).orElseGet(() -> new Directory.Account(id, "", "", 0, false));
        return new Load(
                person,
                cases,
                held == null ? 0 : held.tasks(),
                held == null ? 0 : held.late(),
                delegations.of(id).orElse(null));
    }

    /** What would go over from somebody. */
    public Handover preview(String from, Actor actor) {
        requireOpen(actor);
        var owner = directory.account(from).orElseThrow(Refusal::notFound);
        return attempts.inOne(status -> {
            var found = assignable(owner, actor);
            var counts = new LinkedHashMap<String, Integer>();
            found.stream()
                    .limit(MOST)
                    .forEach(record -> counts.merge(record.entity().ref(), 1, Integer::sum));
            return new Handover(counts, tasks(owner.id(), actor).size(), found.size() > MOST);
        });
    }

    /**
     * Hands all that somebody has over to somebody else, in one transaction, with a line in the history of each record: the records,
     * with the tasks about them, and the tasks that were taken about other records. A task goes to whoever is offered it; to those
     * to whom it is offered, where that is not the heir.
     *
     * @param to name of an account or team
     * @param reason for the history; null for none
     */
    public Handed handOver(String from, String to, @Nullable String reason, Actor actor) {
        requireOpen(actor);
        if (reason != null && reason.length() > LONGEST_REASON) {
            throw Refusal.of(ErrorCode.LENGTH, "A reason has at most {0} characters.", LONGEST_REASON);
        }
        var owner = directory.account(from).orElseThrow(Refusal::notFound);
        var heir = directory.owner(to).orElseThrow(Refusal::notFound);
        return attempts.inOne(status -> {
            var tasks = tasks(owner.id(), actor);
            var changes = assignable(owner, actor).stream()
                    .limit(MOST)
                    .map(record -> new Change.Assign(
                            record.entity().ref(),
                            record.id().toString(),
                            record.system().version(),
                            null,
                            heir.name()))
                    .toList();
            if (!changes.isEmpty()) {
                var outcome = records.apply(changes, actor, Options.NONE.because(reason));
                if (!(outcome instanceof Outcome.Saved)) {
                    status.setRollbackOnly();
                    return new Handed(0, 0, problems(outcome));
                }
            }
            // What the records' processes have ended meanwhile, or somebody has just done, is nobody's any more.
            var left = tasks.stream().filter(book::lock).toList();
            left.forEach(task -> engine.setAssignee(task, next(task, heir.id())));
            return new Handed(changes.size(), left.size(), List.of());
        });
    }

    private static List<Problem> problems(Outcome outcome) {
        return outcome instanceof Outcome.Rejected rejected
                ? rejected.problems()
                : List.of(Problem.at(
                        "", ErrorCode.CONFLICT, "Somebody has just changed one of the records. Look at it again."));
    }

    /** Who gets a task: the heir, if it is offered to her. */
    private @Nullable String next(String task, UUID heir) {
        return actors.of(heir)
                .filter(actor -> inbox.find(task, actor).isPresent())
                .map(actor -> actor.id().toString())
                .orElse(null);
    }

    /** Somebody of the actor's units is away; each may say it of the own account. */
    public void away(String person, String delegate, OffsetDateTime until, Actor actor) {
        delegations.begin(saidOf(person, actor), delegate, until, actor.id());
    }

    /** Somebody of whom the actor may say so is there again. */
    public void back(String person, Actor actor) {
        delegations.end(saidOf(person, actor), actor.id());
    }

    /** Until when an account is away, and who stands in. */
    public Optional<Delegation> away(UUID account) {
        return delegations.of(account);
    }

    private UUID saidOf(String person, Actor actor) {
        var account = directory.open(person).orElseThrow(Refusal::notFound);
        if (actor.partner() != null || !(account.id().equals(actor.id()) || assignsFor(account, actor))) {
            throw Refusal.notFound();
        }
        return account.id();
    }

    /** Whether the actor may assign what the account owns in its unit: whoever may give the work away may say who does it. */
    private boolean assignsFor(Directory.Account account, Actor actor) {
        var access = Access.of(catalogs.current(actor.language()), actor);
        return isOpenTo(actor)
                && entities(actor).stream()
                        .anyMatch(entity ->
                                access.may(Privilege.ASSIGN, entity, account.unit(), ANY_CLASS, account.id()));
    }

    private void requireOpen(Actor actor) {
        if (!isOpenTo(actor)) {
            throw Refusal.notFound();
        }
    }

    /** The living records that somebody owns and the actor may assign; one more than go over at once. */
    private List<EntityRecord> assignable(Directory.Account owner, Actor actor) {
        var catalog = catalogs.current(actor.language());
        var access = Access.of(catalog, actor);
        var found = new ArrayList<EntityRecord>();
        for (var entity : entities(actor)) {
            var query = Query.of(entity.ref()).where(owned(owner)).limitedTo(PAGE);
            var page = records.find(query, actor);
            while (true) {
                page.items().stream()
                        .filter(record -> access.may(Privilege.ASSIGN, record))
                        .forEach(found::add);
                if (page.next() == null || found.size() > MOST) {
                    break;
                }
                page = records.find(query.after(page.next()), actor);
            }
        }
        return found;
    }

    private static Expression owned(Directory.Account owner) {
        return Expression.parse(
                "owner.name = \"" + owner.name().replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
    }

    /** The ids of the tasks that somebody has taken, about records that the actor may assign. */
    private List<String> tasks(UUID account, Actor actor) {
        var catalog = catalogs.current(actor.language());
        var access = Access.of(catalog, actor);
        return inbox.takenBy(account, actor).stream()
                .filter(task -> mayAssign(catalog, access, task))
                .map(Inbox.Taken::id)
                .toList();
    }

    private static boolean mayAssign(Catalog catalog, Access access, Inbox.Taken task) {
        return catalog.findEntity(task.entity())
                .filter(entity -> access.may(Privilege.ASSIGN, entity, task.unit(), task.rowClass(), task.owner()))
                .isPresent();
    }
}
