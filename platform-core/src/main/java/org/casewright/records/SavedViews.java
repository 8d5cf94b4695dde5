package org.casewright.records;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.casewright.access.Access;
import org.casewright.access.Actor;
import org.casewright.access.Scope;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Catalogs;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.FormDefinition;
import org.casewright.definition.ViewDefinition.Sort;
import org.casewright.entity.Uuids;
import org.casewright.expression.Condition;
import org.casewright.expression.Expression;
import org.casewright.expression.ExpressionException;
import org.casewright.identity.Directory;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.casewright.problem.Refusal;
import org.casewright.records.SavedView.Audience;
import org.casewright.records.SavedView.Column;
import org.casewright.records.SavedView.Content;
import org.casewright.records.SavedView.Lost;
import org.casewright.storage.SavedViewTable;
import org.casewright.storage.SavedViewTable.Kept;
import org.casewright.storage.Storage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The front door for lists as people arrange them, for themselves and for others. A view opens nothing: it is asked and shown under
 * the rights of whoever looks, and what of it they may not know is not there.
 *
 * <p>Whoever reads a list may share a view of it with a unit for which they act and with a team to which they belong. With a unit
 * below, a role and everybody it is shared by who holds the privilege to share records of the entity. A partner's people see what is
 * shared with their teams and roles; everybody means the organisation's own.
 */
@Component
public class SavedViews {

    private static final int MOST = 100;
    private static final int MOST_SORTED = 5;
    private static final int MOST_COLUMNS = 60;
    private static final int NARROWEST = 40;
    private static final int WIDEST = 1_000;
    private static final int LONGEST_TITLE = 100;
    private static final int LONGEST_FILTER = 4_000;

    private final Catalogs catalogs;
    private final Reading reading;
    private final Storage storage;
    private final SavedViewTable table;
    private final Directory directory;
    private final Clock clock;
    private final TransactionTemplate transaction;

    SavedViews(
            Catalogs catalogs,
            Reading reading,
            Storage storage,
            SavedViewTable table,
            Directory directory,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.catalogs = catalogs;
        this.reading = reading;
        this.storage = storage;
        this.table = table;
        this.directory = directory;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * What somebody keeps of an entity, and what others share.
     *
     * @param views the own ones first, each part by its titles
     * @param first with which view the list opens: its name in the module or the id of a saved one; null for the module's choice
     */
    public record All(List<SavedView> views, @Nullable String first) {
        public All {
            views = List.copyOf(views);
        }
    }

    /**
     * A view to be kept.
     *
     * @param content null for what it shows already
     * @param with for whom besides its owner; null for nobody
     */
    public record Wanted(
            String title,
            @Nullable Content content,
            @Nullable Audience with) {}

    /** The views of an entity that are open to the actor; throws {@code NOT_FOUND} as a list of it does. */
    public All of(String entity, Actor actor) {
        var of = new Of(entity, actor);
        var kept = table.of(of.settings(), entity, actor.id());
        return new All(
                kept.views().stream()
                        .map(of::told)
                        .sorted(Comparator.comparing(SavedView::mine)
                                .reversed()
                                .thenComparing(SavedView::title, String.CASE_INSENSITIVE_ORDER))
                        .toList(),
                kept.first());
    }

    /** One of them. */
    public Optional<SavedView> find(String entity, UUID id, Actor actor) {
        return transaction.execute(status -> {
            var of = new Of(entity, actor).identified();
            return table.find(entity, id).map(of::told);
        });
    }

    /**
     * Keeps a new view.
     *
     * @throws Refusal {@code INVALID} with all that is wrong with it
     */
    public SavedView add(String entity, Wanted wanted, Actor actor) {
        return Objects.requireNonNull(transaction.execute(status -> {
            var of = new Of(entity, actor).toChange();
            var kept = of.kept(Uuids.next(), wanted, "{}", null);
            if (table.count(entity, actor.id()) >= MOST) {
                throw Refusal.of(
                        ErrorCode.CONFLICT, "You keep {0} views of this list. Delete one to keep another.", MOST);
            }
            if (!table.add(kept, now())) {
                throw taken();
            }
            return of.told(kept);
        }));
    }

    /**
     * Makes one of the actor's own views another.
     *
     * @throws Refusal {@code NOT_FOUND} for what is not there, {@code FORBIDDEN} for one of somebody else, {@code INVALID}
     */
    public SavedView change(String entity, UUID id, Wanted wanted, Actor actor) {
        return Objects.requireNonNull(transaction.execute(status -> {
            var of = new Of(entity, actor).toChange();
            var before = own(entity, id, actor);
            var kept = of.kept(id, wanted, before.content(), before.audience());
            if (table.isTaken(entity, actor.id(), kept.title(), id)) {
                throw taken();
            }
            table.change(kept, now());
            return of.told(kept);
        }));
    }

    /** Deletes one of the actor's own views, for everybody with whom it is shared as well. */
    public void remove(String entity, UUID id, Actor actor) {
        transaction.executeWithoutResult(status -> {
            var of = new Of(entity, actor).toChange();
            own(entity, id, actor);
            table.remove(id);
            if (table.first(of.actor.id(), entity).filter(id.toString()::equals).isPresent()) {
                table.first(of.actor.id(), entity, null);
            }
        });
    }

    /**
     * Chooses with which view the list opens for the actor.
     *
     * @param view its name in the module or the id of a saved one that is open to the actor; null for the module's choice
     */
    public void open(String entity, @Nullable String view, Actor actor) {
        transaction.executeWithoutResult(status -> {
            var of = new Of(entity, actor).toChange();
            if (view != null && !of.isOpen(view)) {
                throw Refusal.notFound();
            }
            table.first(actor.id(), entity, view);
        });
    }

    /** For whom the actor may share a view of the entity. */
    public List<Audience> audiences(String entity, Actor actor) {
        return Objects.requireNonNull(transaction.execute(status -> {
            var of = new Of(entity, actor);
            var all = new ArrayList<Audience>();
            var own = actor.partner() == null;
            var wide = own && of.access.may(Privilege.SHARE, of.entity);
            directory.units().stream()
                    .filter(unit -> own)
                    .filter(unit -> (wide ? actor.subtree() : actor.units()).contains(unit.number()))
                    .forEach(unit -> all.add(new Audience(Audience.Kind.UNIT, unit.code())));
            actor.teams().stream()
                    .flatMap(team -> directory.account(team).stream())
                    .forEach(team -> all.add(new Audience(Audience.Kind.TEAM, team.name())));
            if (wide) {
                of.catalog.roles().keySet().stream()
                        .filter(role -> isRole(of.catalog, role))
                        .sorted()
                        .forEach(role -> all.add(new Audience(Audience.Kind.ROLE, role)));
                all.add(Audience.EVERYBODY);
            }
            return List.copyOf(all);
        }));
    }

    /** What people call an audience; empty for everybody. */
    public String title(Audience audience, Actor actor) {
        return switch (audience.kind()) {
            case EVERYBODY -> "";
            case UNIT ->
                directory.unit(audience.name()).map(Directory.Unit::name).orElse(audience.name());
            case TEAM ->
                directory.account(audience.name()).map(Directory.Account::title).orElse(audience.name());
            case ROLE -> catalogs.current(actor.language()).roles().getOrDefault(audience.name(), audience.name());
        };
    }

    private static boolean isRole(Catalog catalog, String role) {
        return catalog.roles().containsKey(role) && !role.contains(":");
    }

    private Kept own(String entity, UUID id, Actor actor) {
        var kept = table.find(entity, id).orElseThrow(Refusal::notFound);
        if (!kept.owner().equals(actor.id())) {
            throw new Refusal(ErrorCode.FORBIDDEN, "Only who keeps a view may change it. Save it as your own.");
        }
        return kept;
    }

    private static Refusal taken() {
        return new Refusal(
                ErrorCode.INVALID,
                "It cannot be kept like this.",
                List.of(Problem.at("/title", ErrorCode.UNIQUE, "You keep a view of this name already.")));
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static List<String> audiencesOf(Actor actor) {
        var all = new ArrayList<String>();
        actor.teams().forEach(team -> all.add(ofTeam(team)));
        actor.roles().forEach(role -> all.add("role:" + role));
        if (actor.partner() == null) {
            all.add("everybody");
            actor.units().forEach(unit -> all.add("unit:" + unit));
        }
        return all.stream().sorted().toList();
    }

    private static String ofTeam(UUID team) {
        return "team:" + team;
    }

    /** The views of one entity for one actor. */
    private final class Of {
        private final Catalog catalog;
        private final Actor actor;
        private final Access access;
        private final EntityDefinition entity;
        private final OfferedViews offered;

        Of(String ref, Actor actor) {
            this.catalog = catalogs.current(actor.language());
            this.actor = actor;
            this.access = Access.of(catalog, actor);
            this.entity = reading.known(catalog, access, ref);
            this.offered = new OfferedViews(catalog, entity, actor);
        }

        /** As whom views are read. */
        Map<String, String> settings() {
            return Access.ofUser(actor, audiencesOf(actor));
        }

        /** Reads and writes as the actor from now on. */
        Of identified() {
            storage.identify(settings());
            return this;
        }

        /** The same, to change something. */
        Of toChange() {
            if (actor.scope().extent() == Scope.Extent.READ) {
                throw new Refusal(ErrorCode.FORBIDDEN, "This token only reads.");
            }
            return identified();
        }

        boolean isOpen(String view) {
            if (OfferedViews.of(catalog, entity, actor).stream()
                    .anyMatch(each -> each.name().equals(view))) {
                return true;
            }
            try {
                return table.find(entity.ref(), UUID.fromString(view)).isPresent();
            } catch (IllegalArgumentException noId) {
                return false;
            }
        }

        /** As the actor may know it. */
        SavedView told(Kept kept) {
            var content = ViewContent.read(kept.content(), this::now);
            var mine = kept.owner().equals(actor.id());
            var lost = new ArrayList<String>();
            var columns = content.columns().stream().filter(this::isKnown).toList();
            content.columns().stream()
                    .filter(column -> !columns.contains(column))
                    .forEach(column -> lost.add(String.join(".", column.path())));
            var sortable = Reading.sortable(catalog, actor, entity);
            var sort = content.sort().stream()
                    .filter(each -> sortable.contains(each.property()))
                    .toList();
            content.sort().stream().filter(each -> !sort.contains(each)).forEach(each -> lost.add(each.property()));
            var conditions = content.filter() == null
                    ? List.<Condition>of()
                    : Condition.of(content.filter()).conjuncts();
            var answered = conditions.stream().filter(this::isAnswered).toList();
            conditions.stream().filter(each -> !answered.contains(each)).forEach(each -> lost.add(each.feel()));
            var owner = directory.account(kept.owner());
            return new SavedView(
                    kept.id(),
                    entity.ref(),
                    kept.title(),
                    columns,
                    answered.isEmpty() ? null : new Condition.All(answered).feel(),
                    sort,
                    owner.map(Directory.Account::name).orElse(""),
                    owner.map(Directory.Account::title).orElse(""),
                    mine,
                    audience(kept.audience()),
                    new Lost(
                            content.columns().size() - columns.size(),
                            conditions.size() - answered.size(),
                            content.sort().size() - sort.size(),
                            mine ? lost : List.of()));
        }

        /** What people have chosen by a name follows it through releases that give it another. */
        private List<String> now(List<String> path, long release) {
            var names = new ArrayList<String>();
            var at = Optional.of(entity);
            for (var name : path) {
                var present =
                        at.map(of -> catalog.propertyNow(of, name, release)).orElse(name);
                names.add(present);
                at = at.flatMap(of -> catalog.behind(of, new FormDefinition.Step(present, false)));
            }
            return names;
        }

        private boolean isKnown(Column column) {
            return column.path().size() <= 2 && offered.isKnown(column.path());
        }

        private boolean isAnswered(Condition condition) {
            try {
                return reading.problems(catalog, actor, entity, Expression.parse(condition.feel()))
                        .isEmpty();
            } catch (ExpressionException unreadable) {
                return false;
            }
        }

        /** What is stored of what is wanted; with all that is wrong with it. */
        Kept kept(UUID id, Wanted wanted, String shown, @Nullable String before) {
            var problems = new Problems();
            var title = wanted.title().strip();
            if (title.isEmpty()
                    || title.length() > LONGEST_TITLE
                    || title.chars().anyMatch(Character::isISOControl)) {
                problems.add(Problem.at(
                        "/title", ErrorCode.LENGTH, "A name has 1 to {0} characters, in one line.", LONGEST_TITLE));
            }
            var content = wanted.content();
            if (content != null) {
                check(content, problems);
            }
            var audience = stored(wanted.with(), before, problems);
            if (!problems.isEmpty()) {
                throw new Refusal(ErrorCode.INVALID, "It cannot be kept like this.", problems.list());
            }
            return new Kept(
                    id,
                    entity.ref(),
                    actor.id(),
                    title,
                    content == null ? shown : ViewContent.write(content, catalog.release()),
                    audience);
        }

        private void check(Content content, Problems problems) {
            if (content.columns().size() > MOST_COLUMNS) {
                problems.add(Problem.at("/columns", ErrorCode.RANGE, "A list has at most {0} columns.", MOST_COLUMNS));
            }
            for (var i = 0; i < content.columns().size(); i++) {
                var column = content.columns().get(i);
                if (!isKnown(column)) {
                    problems.add(Problem.at("/columns/" + i, ErrorCode.UNKNOWN_PROPERTY, "There is no such property."));
                }
                if (column.width() != 0 && (column.width() < NARROWEST || column.width() > WIDEST)) {
                    problems.add(Problem.at(
                            "/columns/" + i,
                            ErrorCode.RANGE,
                            "A column is {0} to {1} pixels wide.",
                            NARROWEST,
                            WIDEST));
                }
            }
            if (content.sort().size() > MOST_SORTED) {
                problems.add(Problem.at(
                        "/sort", ErrorCode.RANGE, "A list is sorted by at most {0} properties.", MOST_SORTED));
            }
            var sortable = Reading.sortable(catalog, actor, entity);
            if (content.sort().stream().map(Sort::property).anyMatch(name -> !sortable.contains(name))) {
                problems.add(Problem.at(
                        "/sort", ErrorCode.FILTER, "A list is sorted only by what is declared with x-sortable."));
            }
            checkFilter(content.filter(), problems);
        }

        private void checkFilter(@Nullable String filter, Problems problems) {
            if (filter == null) {
                return;
            }
            if (filter.length() > LONGEST_FILTER) {
                problems.add(Problem.at(
                        "/filter", ErrorCode.LENGTH, "A filter has at most {0} characters.", LONGEST_FILTER));
                return;
            }
            try {
                reading.problems(catalog, actor, entity, Expression.parse(filter))
                        .forEach(problems::add);
            } catch (ExpressionException unreadable) {
                problems.add(Problem.at("/filter", ErrorCode.FILTER, String.valueOf(unreadable.getMessage())));
            }
        }

        /** What was shared so before may stay so. */
        private @Nullable String stored(@Nullable Audience audience, @Nullable String before, Problems problems) {
            if (audience == null) {
                return null;
            }
            // A partner's people share with their teams alone: units and roles are the organisation's.
            var own = actor.partner() == null;
            var wide = own && access.may(Privilege.SHARE, entity);
            var stored = switch (audience.kind()) {
                case EVERYBODY -> wide ? Optional.of("everybody") : Optional.<String>empty();
                case ROLE ->
                    Optional.of("role:" + audience.name()).filter(role -> wide && isRole(catalog, audience.name()));
                case UNIT ->
                    directory
                            .unit(audience.name())
                            .filter(unit -> own)
                            .filter(unit -> (wide ? actor.subtree() : actor.units()).contains(unit.number()))
                            .map(unit -> "unit:" + unit.number());
                case TEAM ->
                    directory
                            .account(audience.name())
                            .filter(team -> actor.teams().contains(team.id()))
                            .map(team -> ofTeam(team.id()));
            };
            if (stored.isEmpty() && !audience.equals(audience(before))) {
                problems.add(Problem.at(
                        "/with",
                        ErrorCode.REFERENCE,
                        "You may share this view with units for which you act and teams to which you belong; with others"
                                + " it is shared by who may share the records themselves."));
            }
            return stored.orElse(before);
        }

        private @Nullable Audience audience(@Nullable String stored) {
            if (stored == null) {
                return null;
            }
            var colon = stored.indexOf(':');
            var name = stored.substring(colon + 1);
            return switch (colon < 0 ? stored : stored.substring(0, colon)) {
                case "unit" ->
                    new Audience(
                            Audience.Kind.UNIT,
                            directory
                                    .unit(Integer.parseInt(name))
                                    .map(Directory.Unit::code)
                                    .orElse(""));
                case "team" ->
                    new Audience(
                            Audience.Kind.TEAM,
                            directory
                                    .account(UUID.fromString(name))
                                    .map(Directory.Account::name)
                                    .orElse(""));
                case "role" -> new Audience(Audience.Kind.ROLE, name);
                default -> Audience.EVERYBODY;
            };
        }
    }
}
