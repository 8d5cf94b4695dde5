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
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.casewright.access.Access;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.EntityScope;
import org.casewright.catalog.PerCatalog;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.definition.ViewDefinition.Sort;
import org.casewright.entity.EntityRecord;
import org.casewright.expression.Checker;
import org.casewright.expression.Criterion;
import org.casewright.expression.Expression;
import org.casewright.expression.ExpressionException;
import org.casewright.expression.FeelType;
import org.casewright.expression.SqlFilter;
import org.casewright.history.History;
import org.casewright.identity.Directory;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.storage.PageRequest;
import org.casewright.storage.RowPage;
import org.casewright.storage.Storage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads records as an actor may see them; in the caller's transaction. */
@Component
final class Reading {

    private static final long COUNT_CAP = 10_000;
    private static final Set<String> SORTABLE_SYSTEM = Set.of("updatedAt", "createdAt", "number");

    private final Storage storage;
    private final History history;
    private final Directory directory;
    private final SettingValues settings;
    private final Cursors cursors;
    private final Clock clock;
    private final PerCatalog<Map<EntityDefinition, Shape>> shapes = new PerCatalog<>(any -> new ConcurrentHashMap<>());

    Reading(
            Storage storage,
            History history,
            Directory directory,
            SettingValues settings,
            Cursors cursors,
            Clock clock) {
        this.storage = storage;
        this.history = history;
        this.directory = directory;
        this.settings = settings;
        this.cursors = cursors;
        this.clock = clock;
    }

    Session session(Catalog catalog, Actor actor) {
        return new Session(catalog, actor, storage, directory, settings, clock);
    }

    /** The entity, if the actor may know that it exists. */
    EntityDefinition known(Catalog catalog, Access access, String ref) {
        var entity = catalog.findEntity(ref).orElseThrow(Refusal::notFound);
        if (!access.may(Privilege.READ, entity)) {
            if (access.may(Privilege.CREATE, entity) && !catalog.hidden(entity)) {
                throw new Refusal(ErrorCode.FORBIDDEN, "You may not read " + entity.plural() + ".");
            }
            throw Refusal.notFound();
        }
        return entity;
    }

    Optional<EntityRecord> get(Catalog catalog, Actor actor, String ref, String idOrNumber) {
        var access = Access.of(catalog, actor);
        var entity = catalog.findEntity(ref).orElse(null);
        if (entity == null || !access.may(Privilege.READ, entity)) {
            return Optional.empty();
        }
        return storage.findAs(access.settings(List.of(entity)), entity, idOrNumber)
                .map(record -> seen(catalog, actor, access, record, true));
    }

    /** Whether a record's own row says all of it, so that it can be read without a transaction around. */
    boolean isWhole(Catalog catalog, EntityDefinition entity) {
        return shape(catalog, entity).isWhole();
    }

    private Shape shape(Catalog catalog, EntityDefinition entity) {
        return shapes.of(catalog).computeIfAbsent(entity, Shape::of);
    }

    /**
     * What of an entity decides how its records are read.
     *
     * @param isWhole whether a record's own row says all of it
     * @param isPlain whether nothing is worked out at each reading, and nothing has a field class
     */
    private record Shape(boolean isWhole, boolean isPlain) {
        static Shape of(EntityDefinition entity) {
            var properties = entity.properties().values();
            var read = properties.stream()
                    .map(PropertyDefinition::computed)
                    .filter(computed -> computed != null && !computed.stored())
                    .toList();
            return new Shape(
                    read.stream().noneMatch(computed -> readsOthers(entity, computed.expression(), 0)),
                    read.isEmpty()
                            && properties.stream()
                                    .flatMap(property ->
                                            Stream.concat(Stream.of(property), parts(property.type()).stream()))
                                    .allMatch(property -> property.sensitivity() == null));
        }
    }

    /** Without what the actor may not read, and with what is worked out at each reading. */
    EntityRecord seen(Catalog catalog, Actor actor, Access access, EntityRecord record, boolean everything) {
        if (shape(catalog, record.entity()).isPlain()) {
            return record;
        }
        var values = new LinkedHashMap<String, @Nullable Object>();
        var session = session(catalog, actor);
        var asEngine = false;
        for (var property : record.entity().properties().values()) {
            if (!access.readable(property)) {
                continue;
            }
            var computed = property.computed();
            if (computed == null || computed.stored()) {
                values.put(property.name(), trimmed(access, property.type(), record.value(property.name())));
            } else {
                var far = readsOthers(record.entity(), computed.expression(), 0);
                if (far && !everything) {
                    continue;
                }
                if (far && !asEngine) {
                    storage.identifyAsEngine();
                    asEngine = true;
                }
                var unit = record.system().unit();
                values.put(
                        property.name(),
                        Deriving.fit(
                                property,
                                session.evaluate(
                                        computed.expression(), session.values(record), record.entity(), unit)));
            }
        }
        values.values().removeIf(Objects::isNull);
        return record.withValues(values);
    }

    private static @Nullable Object trimmed(Access access, PropertyType type, @Nullable Object value) {
        var hidden = parts(type).stream()
                .filter(part -> !access.readable(part))
                .map(part -> part.name())
                .toList();
        if (hidden.isEmpty() || value == null) {
            return value;
        }
        if (value instanceof List<?> entries) {
            return entries.stream()
                    .map(org.casewright.entity.Entry.class::cast)
                    .map(entry -> {
                        var kept = new LinkedHashMap<String, @Nullable Object>(entry.values());
                        kept.keySet().removeAll(hidden);
                        return new org.casewright.entity.Entry(entry.id(), kept);
                    })
                    .toList();
        }
        var kept = new LinkedHashMap<Object, Object>((Map<?, ?>) value);
        kept.keySet().removeAll(hidden);
        return kept;
    }

    private static List<PropertyDefinition> parts(PropertyType type) {
        return switch (type) {
            case PropertyType.Group group -> group.properties();
            case PropertyType.Structure structure -> structure.properties();
            default -> List.of();
        };
    }

    /** Whether an expression leaves the record: over a reference's properties or an inverse. */
    private static boolean readsOthers(EntityDefinition entity, Expression expression, int depth) {
        for (var path : expression.paths()) {
            var property = entity.properties().get(path.getFirst());
            if (property == null) {
                if (!Set.of(
                                "id",
                                "number",
                                "version",
                                "createdAt",
                                "updatedAt",
                                "retired",
                                "statusReason",
                                "statusDate")
                        .contains(path.getFirst())) {
                    return true;
                }
            } else if (property.type() instanceof PropertyType.Reference && path.size() > 1) {
                return true;
            } else if (property.computed() != null
                    && !property.computed().stored()
                    && (depth > 5 || readsOthers(entity, property.computed().expression(), depth + 1))) {
                return true;
            }
        }
        return false;
    }

    Page find(Catalog catalog, Actor actor, Query query) {
        var access = Access.of(catalog, actor);
        var entity = known(catalog, access, query.entity());
        var sort = order(entity, access, query.sort());
        var criterion = query.filter() == null ? null : criterion(catalog, actor, access, entity, query.filter());
        var titled = entity.properties().values().stream()
                .filter(property -> property.type() instanceof PropertyType.Reference(var to)
                        && access.readable(property)
                        && !to.entity().startsWith("platform/"))
                .map(property -> property.name())
                .toList();
        var settings = access.settings(involved(catalog, entity, query));
        var question = question(catalog, actor, query);
        var after = query.cursor() == null ? List.<@Nullable Object>of() : cursors.read(query.cursor(), question);
        var page = storage.page(
                settings,
                catalog,
                new PageRequest(
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
                            case EXACT -> Long.MAX_VALUE - 1;
                        },
                        query.search(),
                        query.retired(),
                        access.readUnits(entity),
                        titled));
        return page(catalog, actor, access, query, page, question);
    }

    private Page page(Catalog catalog, Actor actor, Access access, Query query, RowPage page, String question) {
        var items = page.rows().stream()
                .map(record -> seen(catalog, actor, access, record, false))
                .toList();
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
        for (var reference : query.expand()) {
            var property = catalog.entity(query.entity()).properties().get(reference);
            if (property == null
                    || !access.readable(property)
                    || !(property.type() instanceof PropertyType.Reference(var to))) {
                throw new Refusal(ErrorCode.FILTER, "There is no reference " + reference + " to expand.");
            }
            var ids = new LinkedHashSet<UUID>();
            items.forEach(item -> {
                if (item.value(reference) instanceof UUID id) {
                    ids.add(id);
                }
            });
            catalog.findEntity(to.entity())
                    .filter(target -> access.may(Privilege.READ, target))
                    .ifPresent(target -> storage.findAll(target, ids)
                            .forEach(found -> related.put(found.id(), seen(catalog, actor, access, found, false))));
        }
        return related;
    }

    /** The entities whose tables a query's statement can touch. */
    private static Set<EntityDefinition> involved(Catalog catalog, EntityDefinition entity, Query query) {
        var involved = new LinkedHashSet<EntityDefinition>();
        involved.add(entity);
        entity.properties().values().forEach(property -> {
            if (property.type() instanceof PropertyType.Reference(var to)) {
                catalog.findEntity(to.entity()).ifPresent(involved::add);
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
        for (var name : path) {
            var next = next(catalog, at, name);
            if (next.isEmpty()) {
                return;
            }
            at = next.get();
            involved.add(at);
        }
    }

    private static Optional<EntityDefinition> next(Catalog catalog, EntityDefinition at, String name) {
        var property = at.properties().get(name);
        if (property == null) {
            return catalog.inverse(at, name).map(inverse -> inverse.from());
        }
        return property.type() instanceof PropertyType.Reference(var to)
                ? catalog.findEntity(to.entity())
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
                sortable = access.readable(property) && property.sortable() && property.isColumn();
            }
            if (!sortable) {
                throw new Refusal(
                        ErrorCode.FILTER,
                        "Lists of " + entity.plural() + " cannot be sorted by " + key.property()
                                + "; it is not declared with x-sortable.");
            }
            order.add(new PageRequest.Order(key.property(), key.descending()));
        }
        return order;
    }

    private Criterion criterion(
            Catalog catalog, Actor actor, Access access, EntityDefinition entity, Expression filter) {
        var scope = new VisibleScope(EntityScope.of(catalog, entity), access);
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

    List<HistoryEntry> history(Catalog catalog, Actor actor, String ref, String idOrNumber) {
        var record = get(catalog, actor, ref, idOrNumber).orElseThrow(Refusal::notFound);
        var access = Access.of(catalog, actor);
        storage.identify(access.settings(List.of(record.entity())));
        return history.of(record.id()).stream()
                .filter(line -> access.readableClass(line.fieldClass()))
                .map(line -> entry(catalog, record.entity(), access, line))
                .toList();
    }

    /** By its present names, and as far as these may be read. */
    private HistoryEntry entry(Catalog catalog, EntityDefinition entity, Access access, History.Line line) {
        var changes = new LinkedHashMap<String, HistoryEntry.Difference>();
        line.changes().properties().forEach(change -> {
            var name = catalog.propertyNow(entity, change.getKey(), line.release());
            var property = entity.properties().get(name);
            if (property == null || access.readable(property)) {
                changes.put(
                        name,
                        new HistoryEntry.Difference(
                                orNull(change.getValue().path(0)),
                                orNull(change.getValue().path(1))));
            }
        });
        return new HistoryEntry(
                line.at(),
                line.action(),
                line.actorName(),
                directory.account(line.actorId()).map(Directory.Account::title).orElse(line.actorName()),
                line.reason(),
                line.step(),
                line.version(),
                line.release(),
                changes);
    }

    private static @Nullable JsonNode orNull(JsonNode node) {
        return node.isNull() || node.isMissingNode() ? null : node;
    }

    String title(Catalog catalog, Actor actor, EntityRecord record) {
        storage.identify(Access.of(catalog, actor).settings(List.of(record.entity())));
        return storage.titles(List.of(record.id())).getOrDefault(record.id(), "");
    }

    Map<UUID, String> titles(Catalog catalog, Actor actor, Collection<EntityRecord> records) {
        var ids = new LinkedHashSet<UUID>();
        var targets = new LinkedHashSet<EntityDefinition>();
        for (var record : records) {
            record.entity()
                    .properties()
                    .values()
                    .forEach(
                            property -> collect(catalog, property.type(), record.value(property.name()), ids, targets));
        }
        var access = Access.of(catalog, actor);
        storage.identify(access.settings(targets));
        return withPlatformTitles(storage.titles(ids), records);
    }

    private static void collect(
            Catalog catalog, PropertyType type, @Nullable Object value, Set<UUID> ids, Set<EntityDefinition> targets) {
        switch (type) {
            case PropertyType.Reference(var to)
            when value instanceof UUID id -> {
                ids.add(id);
                catalog.findEntity(to.entity()).ifPresent(targets::add);
            }
            case PropertyType.Group group
            when value instanceof List<?> entries ->
                entries.forEach(item -> group.properties()
                        .forEach(part -> collect(
                                catalog,
                                part.type(),
                                ((org.casewright.entity.Entry) item).values().get(part.name()),
                                ids,
                                targets)));
            case PropertyType.Structure structure
            when value instanceof Map<?, ?> part ->
                structure
                        .properties()
                        .forEach(inner -> collect(catalog, inner.type(), part.get(inner.name()), ids, targets));
            default -> {}
        }
    }

    private Map<UUID, String> withPlatformTitles(Map<UUID, String> titles, Collection<EntityRecord> records) {
        var all = new HashMap<>(titles);
        for (var record : records) {
            record.entity().properties().values().forEach(property -> {
                if (property.type() instanceof PropertyType.Reference(var to)
                        && record.value(property.name()) instanceof UUID id) {
                    if (to.entity().equals("platform/user")) {
                        directory.account(id).ifPresent(account -> all.put(id, account.title()));
                    } else if (to.entity().equals("platform/unit")) {
                        directory.units().stream()
                                .filter(unit -> unit.id().equals(id))
                                .findFirst()
                                .ifPresent(unit -> all.put(id, unit.name()));
                    }
                }
            });
        }
        return all;
    }
}
