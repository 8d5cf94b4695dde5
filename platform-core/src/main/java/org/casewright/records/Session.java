package org.casewright.records;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Inverse;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PlatformEntity;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.entity.Attachment;
import org.casewright.entity.EntityRecord;
import org.casewright.expression.Environment;
import org.casewright.expression.Evaluator;
import org.casewright.expression.Expression;
import org.casewright.expression.ExpressionException;
import org.casewright.expression.Values;
import org.casewright.identity.Directory;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.storage.Storage;
import org.jspecify.annotations.Nullable;

/**
 * What one request knows: its catalog, its time, its drafts, and the records it has read, all of them as the engine
 * sees them. A record that is being changed is seen as its draft. One thread, one transaction.
 */
final class Session {

    final Catalog catalog;
    final Actor actor;
    final OffsetDateTime now;
    final Map<UUID, Draft> drafts = new LinkedHashMap<>();

    private final Storage storage;
    private final Directory directory;
    private final SettingValues settings;
    private final Clock clock;
    private final Map<UUID, EntityRecord> read = new HashMap<>();

    Session(Catalog catalog, Actor actor, Storage storage, Directory directory, SettingValues settings, Clock clock) {
        this.catalog = catalog;
        this.actor = actor;
        this.storage = storage;
        this.directory = directory;
        this.settings = settings;
        this.clock = Clock.fixed(clock.instant(), clock.getZone());
        this.now = OffsetDateTime.ofInstant(clock.instant(), java.time.ZoneOffset.UTC)
                .truncatedTo(java.time.temporal.ChronoUnit.MICROS);
    }

    /** Forgets what was read before locks were held; drafts stay. */
    void forgetRead() {
        read.clear();
    }

    Directory directory() {
        return directory;
    }

    /** The draft of a record, begun from what is stored when there is none yet. */
    Optional<Draft> touch(EntityDefinition entity, UUID id) {
        var draft = drafts.get(id);
        if (draft == null) {
            var stored = stored(entity, id);
            return stored == null ? Optional.empty() : Optional.of(touch(stored));
        }
        return Optional.of(draft);
    }

    /** The draft of a record that was just read. */
    Draft touch(EntityRecord stored) {
        return drafts.computeIfAbsent(
                stored.id(),
                id -> new Draft(
                                Draft.Kind.TOUCH,
                                stored.entity(),
                                id,
                                tools.jackson.databind.node.JsonNodeFactory.instance.objectNode(),
                                "")
                        .from(stored));
    }

    /** Reads what will be asked for one by one. */
    void ahead(EntityDefinition entity, Collection<UUID> ids) {
        var unknown = ids.stream()
                .filter(id -> !drafts.containsKey(id) && !read.containsKey(id))
                .toList();
        if (unknown.size() > 1) {
            storage.findAll(entity, unknown).forEach(record -> read.put(record.id(), record));
        }
    }

    @Nullable
    EntityRecord stored(EntityDefinition entity, UUID id) {
        var known = read.get(id);
        if (known == null) {
            known = storage.find(entity, id.toString(), false).orElse(null);
            if (known != null) {
                read.put(id, known);
            }
        }
        return known;
    }

    /** The same, with others that will be asked for too. */
    @Nullable
    EntityRecord stored(EntityDefinition entity, UUID id, List<UUID> among) {
        if (!read.containsKey(id)) {
            ahead(entity, among);
        }
        return stored(entity, id);
    }

    /** The values of a record as expressions see them; null when there is none. */
    @Nullable
    Values record(EntityDefinition entity, UUID id) {
        var draft = drafts.get(id);
        if (draft != null) {
            return values(draft);
        }
        var stored = stored(entity, id);
        return stored == null ? null : values(stored);
    }

    Values values(Draft draft) {
        return new RecordValues(this, draft);
    }

    Values values(EntityRecord record) {
        return new RecordValues(this, record);
    }

    /** The ids of the living records of an inverse list, those being changed as they will be. */
    List<UUID> inverse(Inverse inverse, UUID of) {
        var ids = new ArrayList<UUID>();
        var draft = drafts.get(of);
        if (draft == null || !draft.isNew()) {
            for (var found : storage.findReferring(inverse, List.of(of))) {
                read.putIfAbsent(found.id(), found);
                if (!drafts.containsKey(found.id())) {
                    ids.add(found.id());
                }
            }
        }
        for (var other : drafts.values()) {
            if (other.entity.ref().equals(inverse.from().ref())
                    && !other.retired
                    && Links.targets(inverse, other.values).contains(of)) {
                ids.add(other.id);
            }
        }
        ids.sort(Comparator.naturalOrder());
        return ids;
    }

    /** The ids of the stored records of an inverse list, retired ones too. */
    List<UUID> followers(Inverse inverse, UUID of) {
        var found = storage.findFollowing(inverse, of);
        found.forEach(record -> read.putIfAbsent(record.id(), record));
        return found.stream().map(EntityRecord::id).toList();
    }

    /** Evaluates for a record. A failure is the module's fault. */
    @Nullable
    Object evaluate(Expression expression, Values values, EntityDefinition entity, int unit) {
        return evaluate(expression, values, entity, null, unit);
    }

    /** The same inside a repeating group or an object of the record. */
    @Nullable
    Object evaluate(Expression expression, Values values, EntityDefinition entity, @Nullable String within, int unit) {
        try {
            return Evaluator.evaluate(expression, values, environment(entity.module(), entity, within, unit));
        } catch (ExpressionException failed) {
            throw Refusal.of(
                    ErrorCode.MODULE_FAILED,
                    "An expression of {0} could not be evaluated: {1}",
                    entity.ref(),
                    failed.getMessage());
        }
    }

    boolean isTrue(Expression expression, Values values, EntityDefinition entity, int unit) {
        return Boolean.TRUE.equals(evaluate(expression, values, entity, unit));
    }

    ZoneId zone(int unit) {
        return directory.unit(unit).map(found -> ZoneId.of(found.zone())).orElseGet(() -> ZoneId.of(actor.zone()));
    }

    LocalDate today(int unit) {
        return LocalDate.ofInstant(clock.instant(), zone(unit));
    }

    Environment environment(String module, int unit) {
        return environment(module, null, null, unit);
    }

    /** The same for a record of an entity, whose code lists give ranks. */
    Environment environment(EntityDefinition entity, int unit) {
        return environment(entity.module(), entity, null, unit);
    }

    private Environment environment(
            String module, @Nullable EntityDefinition entity, @Nullable String within, int unit) {
        return new RecordEnvironment(module, entity, within, unit, clock, zone(unit), settings, catalog, actor);
    }

    /** A value as expressions see it: references are records, entries have names. */
    @Nullable
    Object seen(PropertyDefinition property, @Nullable Object value) {
        return switch (value) {
            case null -> null;
            case UUID id
            when property.type() instanceof PropertyType.Reference(var to) -> reference(to.entity(), id, List.of());
            case List<?> list
            when property.type() instanceof PropertyType.References(var table, var to) -> {
                var ids = list.stream().map(UUID.class::cast).toList();
                yield ids.stream()
                        .map(id -> reference(to.entity(), id, ids))
                        .filter(Objects::nonNull)
                        .toList();
            }
            case Collection<?> list
            when property.type() instanceof PropertyType.Group group ->
                RecordValues.entries(this, group.properties(), list);
            case Map<?, ?> map
            when property.type() instanceof PropertyType.Structure structure ->
                RecordValues.part(this, structure.properties(), map);
            case Attachment attachment -> Values.of(attachment.parts());
            default -> value;
        };
    }

    private @Nullable Object reference(String entity, UUID id, List<UUID> among) {
        return PlatformEntity.of(entity)
                .map(kept -> kept(kept, id))
                .orElseGet(() -> catalog.findEntity(entity)
                        .<Values>map(found -> new RecordValues(this, found, id, among))
                        .orElse(null));
    }

    /** What the platform keeps, as expressions see it; null when there is none. */
    private @Nullable Values kept(PlatformEntity entity, UUID id) {
        return switch (entity) {
            case USER, TEAM -> account(id);
            case UNIT -> directory.unit(id).map(Session::unit).orElse(null);
            case PARTNER ->
                directory
                        .partner(id)
                        .map(partner ->
                                Values.of(Map.of("id", partner.id(), "code", partner.code(), "title", partner.title())))
                        .orElse(null);
        };
    }

    @Nullable
    Values account(@Nullable UUID id) {
        return id == null
                ? null
                : directory
                        .account(id)
                        .map(account ->
                                Values.of(Map.of("id", account.id(), "name", account.name(), "title", account.title())))
                        .orElseGet(() -> Values.of(Map.of("id", id)));
    }

    @Nullable
    Values unit(int number) {
        return directory.unit(number).map(Session::unit).orElse(null);
    }

    private static Values unit(Directory.Unit unit) {
        return Values.of(Map.of("id", unit.id(), "code", unit.code(), "name", unit.name(), "number", unit.number()));
    }
}
