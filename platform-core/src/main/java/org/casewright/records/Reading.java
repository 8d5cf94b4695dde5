package org.casewright.records;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.casewright.access.Access;
import org.casewright.access.Actor;
import org.casewright.access.Fields;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.EntityScope;
import org.casewright.catalog.PerCatalog;
import org.casewright.catalog.Remembered;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PlatformEntity;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.definition.ViewDefinition.Sort;
import org.casewright.entity.EntityRecord;
import org.casewright.entity.JsonValues;
import org.casewright.expression.Checker;
import org.casewright.expression.Criterion;
import org.casewright.expression.Expression;
import org.casewright.expression.ExpressionException;
import org.casewright.expression.FeelType;
import org.casewright.expression.SqlFilter;
import org.casewright.history.Erasing;
import org.casewright.history.History;
import org.casewright.identity.Directory;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.storage.PageRequest;
import org.casewright.storage.Path;
import org.casewright.storage.RecordAccess;
import org.casewright.storage.RowGroup;
import org.casewright.storage.RowPage;
import org.casewright.storage.Storage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads records as an actor may see them; in the caller's transaction. */
@Component
final class Reading {

    private static final long COUNT_CAP = 10_000;
    /** Of what a module hides, no count below this is told. */
    private static final long LEAST_TOLD = 10;

    private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();
    private static final Set<String> GROUPABLE_SYSTEM = Set.of("unit", "owner", "createdBy", "updatedBy");
    private static final Set<String> SORTABLE_SYSTEM = Set.of("updatedAt", "createdAt", "number");

    private final Storage storage;
    private final RecordAccess recordAccess;
    private final History history;
    private final Directory directory;
    private final SettingValues settings;
    private final Cursors cursors;
    private final Clock clock;
    private final ReadLog readLog;
    private final Seeing seeing;
    private final PerCatalog<Remembered<Asked, Ready>> ready = new PerCatalog<>(any -> new Remembered<>(1_000));

    Reading(
            Storage storage,
            RecordAccess recordAccess,
            History history,
            Directory directory,
            SettingValues settings,
            Cursors cursors,
            ReadLog readLog,
            Clock clock) {
        this.storage = storage;
        this.recordAccess = recordAccess;
        this.history = history;
        this.directory = directory;
        this.settings = settings;
        this.cursors = cursors;
        this.clock = clock;
        this.readLog = readLog;
        this.seeing = new Seeing(storage);
    }

    Session session(Catalog catalog, Actor actor) {
        return new Session(catalog, actor, storage, directory, settings, clock);
    }

    /** The entity, if the actor may know that it exists. */
    EntityDefinition known(Catalog catalog, Access access, String ref) {
        var entity = catalog.findEntity(ref).orElseThrow(Refusal::notFound);
        if (!access.may(Privilege.READ, entity)) {
            if (access.may(Privilege.CREATE, entity) && !catalog.hidden(entity)) {
                throw Refusal.of(ErrorCode.FORBIDDEN, "You may not read {0}.", entity.plural());
            }
            throw Refusal.notFound();
        }
        return entity;
    }

    Optional<EntityRecord> get(Catalog catalog, Actor actor, String ref, String idOrNumber, Door door) {
        var got = found(catalog, actor, ref, idOrNumber);
        got.ifPresent(record -> readLog.saw(catalog, actor, door, List.of(record)));
        return got;
    }

    /** The same where nothing of it is shown. */
    Optional<EntityRecord> found(Catalog catalog, Actor actor, String ref, String idOrNumber) {
        var access = Access.of(catalog, actor);
        var entity = catalog.findEntity(ref).orElse(null);
        if (entity == null || !access.may(Privilege.READ, entity)) {
            return Optional.empty();
        }
        return storage.findAs(settings(access, List.of(entity)), entity, idOrNumber)
                .map(record -> seen(catalog, actor, access, record, true));
    }

    List<EntityRecord> getAll(Catalog catalog, Actor actor, String ref, Collection<UUID> ids, Door door) {
        var access = Access.of(catalog, actor);
        var entity = catalog.findEntity(ref).orElse(null);
        if (entity == null || !access.may(Privilege.READ, entity)) {
            return List.of();
        }
        storage.identify(settings(access, List.of(entity)));
        var all = seen(catalog, actor, access, storage.findAll(entity, ids), true);
        readLog.saw(catalog, actor, door, all);
        return all;
    }

    /** Those of these records that are living and open to the actor, as far as their own rows say what may be known of them. */
    List<EntityRecord> open(Catalog catalog, Actor actor, EntityDefinition entity, List<EntityRecord> records) {
        if (records.isEmpty()) {
            return records;
        }
        var access = Access.of(catalog, actor);
        storage.identify(settings(access, List.of(entity)));
        var open = storage.living(entity, records.stream().map(EntityRecord::id).toList());
        var visible =
                records.stream().filter(record -> open.contains(record.id())).toList();
        return seen(catalog, actor, access, visible, false);
    }

    /** Whether a record's own row says all of it, so that it can be read without a transaction around. */
    boolean isWhole(Catalog catalog, EntityDefinition entity) {
        return !catalog.hasGrants(entity) && seeing.isWhole(catalog, entity);
    }

    /** Without what the actor may not read, and with what is worked out at each reading. */
    EntityRecord seen(Catalog catalog, Actor actor, Access access, EntityRecord record, boolean everything) {
        return seen(catalog, actor, access, List.of(record), everything).getFirst();
    }

    /** The same of several: what they share is worked out for all of them, and what is granted of them asked for at once. */
    private List<EntityRecord> seen(
            Catalog catalog, Actor actor, Access access, List<EntityRecord> records, boolean everything) {
        var grants = grants(catalog, access);
        grants.ahead(records);
        var session = session(catalog, actor);
        return records.stream()
                .map(record -> seeing.seen(catalog, session, grants.readable(record), record, everything))
                .toList();
    }

    /** As who may know these of it. */
    EntityRecord seen(Catalog catalog, Actor actor, Fields fields, EntityRecord record) {
        return seen(catalog, actor, fields, record, false);
    }

    /** The same, and with what is worked out of other records. */
    EntityRecord seen(Catalog catalog, Actor actor, Fields fields, EntityRecord record, boolean everything) {
        return seeing.seen(catalog, session(catalog, actor), fields, record, everything);
    }

    /** What the asker may do with single records. */
    Grants grants(Catalog catalog, Access access) {
        return new Grants(catalog, access, recordAccess, clock);
    }

    /** Reads for the asker from now on, in the caller's transaction. */
    void identify(Catalog catalog, Actor actor, EntityDefinition entity) {
        storage.identify(settings(Access.of(catalog, actor), List.of(entity)));
    }

    /** As whom the asker reads of these entities. */
    Map<String, String> settings(Access access, Iterable<EntityDefinition> entities) {
        return access.settings(entities, clock.instant());
    }

    /**
     * What was asked, as far as it decides the statement.
     *
     * @param question release, asker and words; see {@link #question}
     * @param varying the filter, where the same words mean another thing at another time; else null
     */
    private record Asked(
            Access access,
            String question,
            int limit,
            Query.Count count,
            @Nullable Criterion varying) {}

    /**
     * A question made ready.
     *
     * @param involved the entities whose tables its statement can touch
     */
    private record Ready(Set<EntityDefinition> involved, Storage.PageQuestion page) {}

    /** Ids of the living records of a unit that fit, behind an id and in order, as the engine and by the unit's day. */
    List<UUID> living(
            Catalog catalog, EntityDefinition entity, Expression fits, int unit, @Nullable UUID after, int limit) {
        var zone = directory.unit(unit).map(Directory.Unit::zone).orElse("UTC");
        var engine = new Actor(
                Actor.Kind.ENGINE,
                Actor.ENGINE_ID,
                Actor.ENGINE.name(),
                Actor.ENGINE.title(),
                unit,
                Set.of(unit),
                Set.of(unit),
                Actor.ENGINE.roles(),
                zone,
                0);
        var criterion = criterion(catalog, engine, Access.of(catalog, engine), entity, fits);
        storage.identifyAsEngine();
        return storage.livingOf(catalog, entity, unit, criterion, after, limit);
    }

    Page find(Catalog catalog, Actor actor, Query query) {
        var access = Access.of(catalog, actor);
        var entity = known(catalog, access, query.entity());
        var question = question(catalog, actor, query);
        var rows = rows(catalog, actor, access, entity, query, question);
        return page(catalog, actor, access, query, rows, question);
    }

    /**
     * The record next to a place in a list: one range of its index.
     *
     * @param at a record of the list as it was when it was there; it may have left its place since
     * @param back whether the one before is wanted
     */
    Optional<UUID> beside(Catalog catalog, Actor actor, Query query, EntityRecord at, boolean back) {
        var access = Access.of(catalog, actor);
        var entity = known(catalog, access, query.entity());
        var way = query.sortedBy(back ? turned(query.sort()) : query.sort()).limitedTo(1);
        var question = question(catalog, actor, way);
        var place = new ArrayList<@Nullable Object>();
        order(entity, access, way.sort()).forEach(order -> place.add(key(at, order.name())));
        place.add(at.id());
        var rows = rows(catalog, actor, access, entity, way.after(cursors.write(place, question)), question);
        return rows.rows().stream().map(EntityRecord::id).findFirst();
    }

    private static List<Sort> turned(List<Sort> sort) {
        return sort.isEmpty()
                ? List.of(new Sort("updatedAt", false))
                : sort.stream()
                        .map(each -> new Sort(each.property(), !each.descending()))
                        .toList();
    }

    private static @Nullable Object key(EntityRecord record, String name) {
        return switch (name) {
            case "updatedAt" -> record.system().updatedAt();
            case "createdAt" -> record.system().createdAt();
            case "number" -> record.system().number();
            default -> record.value(name);
        };
    }

    /**
     * A page of what may be taken away, in a transaction; without the records that may only be read, and without what of the
     * others may only be read.
     */
    Page export(Catalog catalog, Actor actor, Query query) {
        var access = Access.of(catalog, actor);
        var entity = known(catalog, access, query.entity());
        if (!access.may(Privilege.EXPORT, entity)) {
            throw Refusal.of(ErrorCode.FORBIDDEN, "You may not export {0}.", entity.plural());
        }
        var question = question(catalog, actor, query);
        var rows = rows(catalog, actor, access, entity, query, question);
        var items = taken(catalog, actor, access, rows.rows());
        var related = new HashMap<UUID, EntityRecord>();
        referred(catalog, access, query, items)
                .forEach((target, ids) -> taken(catalog, actor, access, storage.findAll(target, ids))
                        .forEach(found -> related.put(found.id(), found)));
        readLog.exported(catalog, actor, items);
        readLog.exported(catalog, actor, related.values());
        return new Page(
                items,
                rows.more() ? cursors.write(rows.last(), question) : null,
                null,
                false,
                withPlatformTitles(rows.titles(), items),
                related);
    }

    private List<EntityRecord> taken(Catalog catalog, Actor actor, Access access, List<EntityRecord> records) {
        var grants = grants(catalog, access);
        grants.wholly(records);
        var session = session(catalog, actor);
        return records.stream()
                .filter(record -> grants.may(Privilege.EXPORT, record))
                .map(record -> seeing.seen(catalog, session, grants.exportable(record), record, false))
                .toList();
    }

    private RowPage rows(
            Catalog catalog, Actor actor, Access access, EntityDefinition entity, Query query, String question) {
        // A first page is asked for again and again in the same words; those behind it and searches are not.
        var page = query.cursor() == null && query.search() == null
                ? ready.of(catalog)
                        .get(
                                new Asked(
                                        access,
                                        question,
                                        query.limit(),
                                        query.count(),
                                        varying(catalog, actor, access, entity, query)),
                                asked -> prepare(catalog, actor, access, entity, query, question))
                : prepare(catalog, actor, access, entity, query, question);
        var rows = storage.page(settings(access, page.involved()), page.page());
        readLog.sawTitles(catalog, actor, page.involved(), rows.titles().keySet());
        return rows;
    }

    private @Nullable Criterion varying(
            Catalog catalog, Actor actor, Access access, EntityDefinition entity, Query query) {
        var filter = query.filter();
        return filter == null || !filter.readsCircumstances()
                ? null
                : criterion(catalog, actor, access, entity, filter);
    }

    private Ready prepare(
            Catalog catalog, Actor actor, Access access, EntityDefinition entity, Query query, String question) {
        var sort = order(entity, access, query.sort());
        requireRelation(entity, access, query);
        var criterion = query.filter() == null ? null : criterion(catalog, actor, access, entity, query.filter());
        var titled = entity.properties().values().stream()
                .filter(property -> property.type() instanceof PropertyType.Referring referring
                        && access.readable(entity).has(property)
                        && !referring.to().entity().startsWith("platform/"))
                .map(property -> property.name())
                .toList();
        var involved = involved(catalog, entity, query);
        var after = query.cursor() == null ? List.<@Nullable Object>of() : cursors.read(query.cursor(), question);
        var request = new PageRequest(
                entity,
                criterion,
                query.related() == null ? null : query.related().reference(),
                query.related() == null ? null : query.related().id(),
                sort,
                after,
                query.limit(),
                switch (query.count()) {
                    case NONE -> 0;
                    case CAPPED -> COUNT_CAP;
                    case EXACT -> PageRequest.COUNT_ALL;
                },
                query.search(),
                query.retired(),
                path(access, entity),
                titled,
                Seeing.masks(access, involved));
        return new Ready(involved, storage.prepare(catalog, request));
    }

    /** Where the asker's records are. */
    private static @Nullable Path path(Access access, EntityDefinition entity) {
        return access.reach(entity)
                .map(reach -> new Path(
                        reach.units(),
                        reach.owner() ? access.owners() : List.of(),
                        reach.gates().isEmpty() ? List.of() : access.grantees(),
                        List.copyOf(reach.gates())))
                .orElse(null);
    }

    Groups groups(Catalog catalog, Actor actor, Query query, String by, Map<String, Expression> counts) {
        var access = Access.of(catalog, actor);
        var entity = known(catalog, access, query.entity());
        requireGroupable(entity, access, by);
        var criterion = query.filter() == null ? null : criterion(catalog, actor, access, entity, query.filter());
        var conditions = counts.values().stream()
                .map(count -> criterion(catalog, actor, access, entity, count))
                .toList();
        var involved = involved(catalog, entity, query);
        counts.values().forEach(count -> count.paths().forEach(path -> walk(catalog, entity, path, involved)));
        var request = new PageRequest(
                entity,
                criterion,
                null,
                null,
                List.of(),
                List.of(),
                query.limit(),
                0,
                query.search(),
                query.retired(),
                path(access, entity),
                List.of(),
                Seeing.masks(access, involved));
        var rows = storage.groups(settings(access, involved), catalog, request, by, conditions);
        readLog.sawTitles(
                catalog,
                actor,
                involved,
                rows.stream()
                        .filter(row -> row.title() != null)
                        .flatMap(row -> row.value() instanceof UUID id ? Stream.of(id) : Stream.empty())
                        .toList());
        var least = catalog.hidden(entity) ? LEAST_TOLD : 0;
        var items = rows.stream()
                .limit(query.limit())
                .map(row -> group(catalog, entity, by, List.copyOf(counts.keySet()), row, least))
                .toList();
        return new Groups(items, rows.size() > query.limit());
    }

    private static void requireGroupable(EntityDefinition entity, Access access, String by) {
        var property = entity.property(by).filter(found -> Seeing.isOpen(access, entity, found));
        var groupable = property.isPresent()
                ? property.get().isColumn() && property.get().type().isSingle()
                : GROUPABLE_SYSTEM.contains(by);
        if (!groupable) {
            throw Refusal.of(
                    ErrorCode.FILTER, "{0} cannot be grouped by {1}: it has no stored value.", entity.plural(), by);
        }
    }

    /** A list by a reference that the asker may not know is a list by nothing. */
    private static void requireRelation(EntityDefinition entity, Access access, Query query) {
        var related = query.related();
        if (related != null
                && entity.property(related.reference().split("\\.")[0])
                        .filter(access.readable(entity)::has)
                        .isEmpty()) {
            throw Refusal.notFound();
        }
    }

    private Group group(
            Catalog catalog, EntityDefinition entity, String by, List<String> names, RowGroup row, long least) {
        var type = entity.property(by).map(PropertyDefinition::type).orElse(null);
        var counts = new LinkedHashMap<String, @Nullable Long>();
        for (var i = 0; i < names.size(); i++) {
            counts.put(names.get(i), told(row.counts().get(i), least));
        }
        if (by.equals("unit")) {
            var unit = directory.unit(((Number) Objects.requireNonNull(row.value())).intValue());
            return new Group(
                    JsonValues.text(unit.map(Directory.Unit::code).orElse(null)),
                    unit.map(Directory.Unit::name).orElse(""),
                    told(row.all(), least),
                    counts);
        }
        if (type == null) {
            return new Group(
                    JsonValues.text(name(row.value())), accountTitle(row.value()), told(row.all(), least), counts);
        }
        var value = JsonValues.toJson(type, row.value());
        return new Group(value, title(catalog, type, row, value), told(row.all(), least), counts);
    }

    private @Nullable String name(@Nullable Object account) {
        return account instanceof UUID id
                ? directory.account(id).map(Directory.Account::name).orElse(null)
                : null;
    }

    private String accountTitle(@Nullable Object account) {
        return account instanceof UUID id
                ? directory.account(id).map(Directory.Account::title).orElse("")
                : "";
    }

    private String title(Catalog catalog, PropertyType type, RowGroup row, JsonNode value) {
        return switch (type) {
            case PropertyType.Reference(var to)
            when PlatformEntity.of(to.entity()).isPresent() && row.value() instanceof UUID id ->
                PlatformRecords.title(directory, PlatformEntity.of(to.entity()).get(), id)
                        .orElse("");
            case PropertyType.Reference reference -> row.title() == null ? "" : row.title();
            case PropertyType.Code(var list)
            when row.value() instanceof String code -> catalog.codeList(list).titleOf(code);
            default -> value.isNull() ? "" : value.asString("");
        };
    }

    private static @Nullable Long told(long count, long least) {
        return count > 0 && count < least ? null : Long.valueOf(count);
    }

    private Page page(Catalog catalog, Actor actor, Access access, Query query, RowPage page, String question) {
        var items = seen(catalog, actor, access, page.rows(), false);
        readLog.saw(catalog, actor, Door.LIST, items);
        var count = page.count();
        var capped = query.count() == Query.Count.CAPPED && count != null && count > COUNT_CAP;
        return new Page(
                items,
                page.more() ? cursors.write(page.last(), question) : null,
                capped ? Long.valueOf(COUNT_CAP) : count,
                capped,
                withPlatformTitles(page.titles(), items),
                related(catalog, actor, access, query, items));
    }

    private Map<UUID, EntityRecord> related(
            Catalog catalog, Actor actor, Access access, Query query, List<EntityRecord> items) {
        var related = new HashMap<UUID, EntityRecord>();
        referred(catalog, access, query, items)
                .forEach((target, ids) -> seen(catalog, actor, access, storage.findAll(target, ids), false)
                        .forEach(found -> related.put(found.id(), found)));
        readLog.saw(catalog, actor, Door.REFERENCE, related.values());
        return related;
    }

    /** The records to which the references that a query asks for point, by their entities, where the actor may read any. */
    private static Map<EntityDefinition, Set<UUID>> referred(
            Catalog catalog, Access access, Query query, List<EntityRecord> items) {
        var referred = new LinkedHashMap<EntityDefinition, Set<UUID>>();
        for (var reference : query.expand()) {
            var property = catalog.entity(query.entity()).properties().get(reference);
            if (property == null
                    || !access.readable(catalog.entity(query.entity())).has(property)
                    || !(property.type() instanceof PropertyType.Referring referring)) {
                throw Refusal.of(ErrorCode.FILTER, "There is no reference {0} to expand.", reference);
            }
            var ids = new LinkedHashSet<UUID>();
            items.forEach(item -> {
                switch (item.value(reference)) {
                    case UUID id -> ids.add(id);
                    case List<?> list -> list.forEach(id -> ids.add((UUID) id));
                    case null, default -> {
                        // Points nowhere.
                    }
                }
            });
            catalog.findEntity(referring.to().entity())
                    .filter(target -> access.may(Privilege.READ, target))
                    .ifPresent(target -> referred.computeIfAbsent(target, any -> new LinkedHashSet<>())
                            .addAll(ids));
        }
        return referred;
    }

    /** The entities whose tables a query's statement can touch. */
    private static Set<EntityDefinition> involved(Catalog catalog, EntityDefinition entity, Query query) {
        var involved = new LinkedHashSet<EntityDefinition>();
        involved.add(entity);
        entity.properties().values().forEach(property -> {
            if (property.type() instanceof PropertyType.Referring referring) {
                catalog.findEntity(referring.to().entity()).ifPresent(involved::add);
            }
        });
        if (query.filter() != null) {
            query.filter().paths().forEach(path -> walk(catalog, entity, path, involved));
        }
        return involved;
    }

    private static void walk(
            Catalog catalog, EntityDefinition entity, List<String> path, Set<EntityDefinition> involved) {
        var at = entity;
        var parts = List.<PropertyDefinition>of();
        for (var name : path) {
            var property = parts.isEmpty() ? at.properties().get(name) : named(parts, name);
            parts = property == null ? List.of() : property.type().parts();
            if (!parts.isEmpty()) {
                continue;
            }
            var next = next(catalog, at, name, property);
            if (next.isEmpty()) {
                return;
            }
            at = next.get();
            involved.add(at);
        }
    }

    private static @Nullable PropertyDefinition named(List<PropertyDefinition> parts, String name) {
        return parts.stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static Optional<EntityDefinition> next(
            Catalog catalog, EntityDefinition at, String name, @Nullable PropertyDefinition property) {
        if (property == null) {
            return catalog.inverse(at, name).map(inverse -> inverse.from());
        }
        return property.type() instanceof PropertyType.Referring referring
                ? catalog.findEntity(referring.to().entity())
                : Optional.empty();
    }

    private static String question(Catalog catalog, Actor actor, Query query) {
        return catalog.release() + "|" + actor.id() + "|" + query.entity() + "|"
                + (query.filter() == null ? "" : query.filter().text()) + "|" + query.related() + "|" + query.sort()
                + "|" + query.search() + "|" + query.retired();
    }

    private static List<PageRequest.Order> order(EntityDefinition entity, Access access, List<Sort> sort) {
        if (sort.isEmpty()) {
            return List.of(new PageRequest.Order("updatedAt", true));
        }
        var order = new ArrayList<PageRequest.Order>();
        for (var key : sort) {
            var property = entity.properties().get(key.property());
            boolean sortable = SORTABLE_SYSTEM.contains(key.property());
            if (property != null) {
                sortable = isSortable(access, entity, property);
            }
            if (!sortable) {
                throw Refusal.of(
                        ErrorCode.FILTER,
                        "Lists of {0} cannot be sorted by {1}; it is not declared with x-sortable.",
                        entity.plural(),
                        key.property());
            }
            order.add(new PageRequest.Order(key.property(), key.descending()));
        }
        return order;
    }

    private Criterion criterion(
            Catalog catalog, Actor actor, Access access, EntityDefinition entity, Expression filter) {
        var scope = new VisibleScope(catalog, EntityScope.of(catalog, entity), access);
        var problems = new ArrayList<Problem>();
        try {
            Checker.check(
                    filter,
                    scope,
                    FeelType.bool(),
                    problem -> problems.add(Problem.at("/filter", ErrorCode.FILTER, problem)));
            if (problems.isEmpty()) {
                return SqlFilter.translate(
                        filter, scope, session(catalog, actor).environment(entity, actor.unit()));
            }
        } catch (ExpressionException refused) {
            problems.add(Problem.at("/filter", ErrorCode.FILTER, String.valueOf(refused.getMessage())));
        }
        throw new Refusal(ErrorCode.FILTER, "This filter cannot be answered.", problems);
    }

    /** What is wrong with a filter that the actor asks of an entity that the actor may know; nothing where it can be answered. */
    List<Problem> problems(Catalog catalog, Actor actor, EntityDefinition entity, Expression filter) {
        try {
            criterion(catalog, actor, Access.of(catalog, actor), entity, filter);
            return List.of();
        } catch (Refusal refused) {
            return refused.problems();
        }
    }

    /** By what a list of the entity can be put in order for the actor. */
    static Set<String> sortable(Catalog catalog, Actor actor, EntityDefinition entity) {
        var access = Access.of(catalog, actor);
        var names = new LinkedHashSet<>(SORTABLE_SYSTEM);
        entity.properties().values().stream()
                .filter(property -> isSortable(access, entity, property))
                .forEach(property -> names.add(property.name()));
        return names;
    }

    private static boolean isSortable(Access access, EntityDefinition entity, PropertyDefinition property) {
        return Seeing.isOpen(access, entity, property) && property.sortable() && property.isColumn();
    }

    List<HistoryEntry> history(Catalog catalog, Actor actor, String ref, String idOrNumber) {
        var record = found(catalog, actor, ref, idOrNumber).orElseThrow(Refusal::notFound);
        var access = Access.of(catalog, actor);
        storage.identify(settings(access, List.of(record.entity())));
        var fields = grants(catalog, access).readable(record);
        var lines = history.of(record.id());
        var inputs = inputs(access, catalog, record.entity(), lines);
        var entries = new ArrayList<HistoryEntry>();
        lines.stream()
                // With whom else a record is shared is nothing for those with whom it is.
                .filter(line -> actor.partner() == null || !Shares.ACTIONS.contains(line.action()))
                .filter(line -> !Notes.ACTIONS.contains(line.action()) || Notes.isOpen(actor, fields))
                .map(line -> entry(catalog, record.entity(), fields, line, inputs))
                .flatMap(Optional::stream)
                .forEach(entry -> join(entries, entry));
        var names = entries.stream()
                .flatMap(entry -> entry.changes().keySet().stream())
                .collect(Collectors.toSet());
        readLog.sawPast(catalog, actor, record, names);
        return entries;
    }

    /** What was kept apart by field classes is told as the one change that it was. */
    private static void join(List<HistoryEntry> entries, HistoryEntry next) {
        var before = entries.isEmpty() ? null : entries.getLast();
        if (before != null && before.isOneWith(next)) {
            entries.set(entries.size() - 1, before.with(next));
        } else {
            entries.add(next);
        }
    }

    /** Those of the records made by operations that the asker may see. */
    private Set<UUID> inputs(Access access, Catalog catalog, EntityDefinition entity, List<History.Line> lines) {
        var byEntity = new HashMap<EntityDefinition, Set<UUID>>();
        for (var line : lines) {
            var operation = OfOperation.find(entity, line);
            var input = operation == null
                    ? null
                    : catalog.findEntity(operation.creates()).orElse(null);
            if (input != null && line.cause() != null && access.may(Privilege.READ, input)) {
                byEntity.computeIfAbsent(input, key -> new LinkedHashSet<>()).add(line.cause());
            }
        }
        if (byEntity.isEmpty()) {
            return Set.of();
        }
        storage.identify(settings(access, byEntity.keySet()));
        return byEntity.entrySet().stream()
                .flatMap(inputs -> storage.findAll(inputs.getKey(), inputs.getValue()).stream())
                .map(EntityRecord::id)
                .collect(Collectors.toSet());
    }

    /** What stands in such a line is no property: to whom the record belongs, or with whom it is shared. */
    private static boolean isOfAccess(History.Line line) {
        return line.action().equals("assign") || Shares.ACTIONS.contains(line.action());
    }

    /** By its present names, and as far as these may be read; empty when it says only what may not. */
    private Optional<HistoryEntry> entry(
            Catalog catalog, EntityDefinition entity, Fields fields, History.Line line, Set<UUID> inputs) {
        if (line.fieldClass() != null && !fields.unveiled().hasClass(line.fieldClass())) {
            return Optional.empty();
        }
        var operation = OfOperation.find(entity, line);
        // What an erasure's own line says is for whoever verifies the history.
        var isErasure = line.action().equals(Erasing.ACTION);
        var changes = new LinkedHashMap<String, HistoryEntry.Difference>();
        var withheld = new LinkedHashSet<String>();
        (isErasure ? NOTHING : line.changes()).properties().forEach(change -> {
            var name = catalog.propertyNow(entity, change.getKey(), line.release());
            var property = entity.properties().get(name);
            // What is no property any more is known to who may know all that has no class.
            if (isOfAccess(line)) {
                changes.put(
                        change.getKey(),
                        new HistoryEntry.Difference(
                                orNull(change.getValue().path(0)),
                                orNull(change.getValue().path(1))));
            } else if (property != null
                    && (fields.withholds(property)
                            || (line.action().equals(History.REVEAL)
                                    && fields.unveiled().has(property)))) {
                withheld.add(name);
            } else if (property == null ? line.fieldClass() == null && fields.isWhole() : fields.has(property)) {
                changes.put(
                        name,
                        new HistoryEntry.Difference(
                                orNull(Seeing.trimmed(
                                        fields, property, change.getValue().path(0))),
                                orNull(Seeing.trimmed(
                                        fields, property, change.getValue().path(1)))));
            }
        });
        if (line.fieldClass() != null && changes.isEmpty() && withheld.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new HistoryEntry(
                line.at(),
                line.action(),
                line.actorName(),
                directory.account(line.actorId()).map(Directory.Account::title).orElse(line.actorName()),
                isToldWhy(entity, fields, line) ? line.reason() : null,
                operation != null ? operation.title() : line.step() == null ? null : catalog.said(line.step()),
                line.version(),
                line.release(),
                operation != null && line.cause() != null && inputs.contains(line.cause()) ? line.cause() : null,
                line.until(),
                changes,
                withheld));
    }

    /**
     * Why a change was made is known with the status; why the glass was broken or something erased, to who knows all that has no
     * field class; what was revealed for, to whom it could be revealed as well.
     */
    private static boolean isToldWhy(EntityDefinition entity, Fields fields, History.Line line) {
        if (line.action().equals(History.REVEAL)) {
            return true;
        }
        return Set.of(BreakGlass.ACTION, Erasing.ACTION).contains(line.action())
                ? fields.isWhole()
                : fields.hasSystem(entity, "statusReason");
    }

    private static @Nullable JsonNode orNull(JsonNode node) {
        return node.isNull() || node.isMissingNode() ? null : node;
    }

    Map<UUID, String> ownTitles(Catalog catalog, Actor actor, Collection<EntityRecord> records) {
        var entities = records.stream().map(EntityRecord::entity).collect(Collectors.toSet());
        var access = Access.of(catalog, actor);
        storage.identify(settings(access, entities));
        var titles = storage.titles(records.stream().map(EntityRecord::id).toList(), Seeing.masks(access, entities));
        readLog.sawTitles(catalog, actor, entities, titles.keySet());
        return titles;
    }

    Map<UUID, String> titles(Catalog catalog, Actor actor, Collection<EntityRecord> records) {
        var ids = new LinkedHashSet<UUID>();
        var targets = new LinkedHashSet<EntityDefinition>();
        for (var record : records) {
            for (var link : Links.of(record.entity().properties().values(), record.values())) {
                ids.add(link.id());
                catalog.findEntity(link.to().entity()).ifPresent(targets::add);
            }
        }
        var access = Access.of(catalog, actor);
        storage.identify(settings(access, targets));
        var titles = storage.titles(ids, Seeing.masks(access, targets));
        readLog.sawTitles(catalog, actor, targets, titles.keySet());
        return withPlatformTitles(titles, records);
    }

    private Map<UUID, String> withPlatformTitles(Map<UUID, String> titles, Collection<EntityRecord> records) {
        var all = new HashMap<>(titles);
        var pointing = new HashMap<EntityDefinition, List<PropertyDefinition>>();
        for (var record : records) {
            var properties = pointing.computeIfAbsent(record.entity(), Reading::pointing);
            for (var link : Links.of(properties, record.values())) {
                var id = link.id();
                PlatformEntity.of(link.to().entity())
                        .flatMap(entity -> PlatformRecords.title(directory, entity, id))
                        .ifPresent(title -> all.put(id, title));
            }
        }
        return all;
    }

    /** The properties in whose values references can be. */
    private static List<PropertyDefinition> pointing(EntityDefinition entity) {
        return entity.properties().values().stream()
                .filter(property -> Stream.concat(Stream.of(property), property.type().parts().stream())
                        .anyMatch(part -> part.type() instanceof PropertyType.Referring))
                .toList();
    }
}
