package org.casewright.records;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.entity.EntityRecord;
import org.casewright.entity.Entry;
import org.casewright.expression.Values;
import org.jspecify.annotations.Nullable;

/** A record as expressions see it. What it refers to, and what is not stored, is fetched when it is asked for. */
final class RecordValues implements Values {

    private final Session session;
    private final EntityDefinition entity;
    private final UUID id;
    private final List<UUID> among;
    private @Nullable Draft draft;
    private @Nullable EntityRecord record;
    private boolean loaded;
    /** Properties being worked out now, against circles that a definition hides. */
    private final Set<String> open = new HashSet<>();

    RecordValues(Session session, Draft draft) {
        this(session, draft.entity, draft.id, List.of());
        this.draft = draft;
        this.loaded = true;
    }

    RecordValues(Session session, EntityRecord record) {
        this(session, record.entity(), record.id(), List.of());
        this.record = record;
        this.loaded = true;
    }

    /** A record that is read when something of it is asked for. */
    RecordValues(Session session, EntityDefinition entity, UUID id) {
        this(session, entity, id, List.of());
    }

    /** The same, which is read together with the others of its list. */
    RecordValues(Session session, EntityDefinition entity, UUID id, List<UUID> among) {
        this.session = session;
        this.entity = entity;
        this.id = id;
        this.among = among;
    }

    UUID id() {
        return id;
    }

    EntityDefinition entity() {
        return entity;
    }

    @Override
    public @Nullable Object get(String name) {
        if (name.equals("id")) {
            return id;
        }
        load();
        var property = entity.properties().get(name);
        if (property != null) {
            return session.seen(property, value(property));
        }
        var inverse = session.catalog.inverse(entity, name);
        if (inverse.isPresent()) {
            return session.inverse(inverse.get(), id).stream()
                    .map(found -> new RecordValues(session, inverse.get().from(), found))
                    .toList();
        }
        return system(name);
    }

    private void load() {
        if (!loaded) {
            loaded = true;
            draft = session.drafts.get(id);
            record = draft == null ? session.stored(entity, id, among) : null;
        }
    }

    private @Nullable Object value(PropertyDefinition property) {
        var computed = property.computed();
        if (computed != null && !computed.stored()) {
            if (!open.add(property.name())) {
                return null;
            }
            try {
                return session.evaluate(computed.expression(), this, entity, unit());
            } finally {
                open.remove(property.name());
            }
        }
        return draft != null
                ? draft.values.get(property.name())
                : record == null ? null : record.value(property.name());
    }

    private int unit() {
        return draft != null ? draft.unit : record == null ? 0 : record.system().unit();
    }

    private @Nullable Object system(String name) {
        var stored = record != null ? record : draft == null ? null : draft.before;
        var system = stored == null ? null : stored.system();
        return switch (name) {
            case "unit" -> session.unit(unit());
            case "number" -> draft != null ? draft.number : system == null ? null : system.number();
            case "owner" -> session.account(draft != null ? draft.owner : system == null ? null : system.owner());
            case "retired" -> draft != null ? draft.retired : system != null && system.retired();
            case "version" -> system == null ? Long.valueOf(1) : Long.valueOf(system.version());
            case "createdAt" -> system == null ? session.now : system.createdAt();
            case "createdBy" -> session.account(system == null ? session.actor.id() : system.createdBy());
            case "updatedAt" -> system == null ? session.now : system.updatedAt();
            case "updatedBy" -> session.account(system == null ? session.actor.id() : system.updatedBy());
            case "statusReason" ->
                draft != null && draft.statusReason != null
                        ? draft.statusReason
                        : system == null ? null : system.statusReason();
            case "statusDate" -> system == null ? session.now : system.statusDate();
            default -> null;
        };
    }

    static List<Values> entries(Session session, List<PropertyDefinition> properties, Collection<?> entries) {
        return entries.stream()
                .filter(Entry.class::isInstance)
                .map(Entry.class::cast)
                .map(entry -> {
                    var values = new HashMap<>(seen(session, properties, entry.values()));
                    values.put("id", entry.id());
                    return Values.of(values);
                })
                .toList();
    }

    static Values part(Session session, List<PropertyDefinition> properties, Map<?, ?> values) {
        return Values.of(seen(session, properties, values));
    }

    private static Map<String, Object> seen(Session session, List<PropertyDefinition> properties, Map<?, ?> values) {
        var seen = new HashMap<String, Object>();
        for (var property : properties) {
            var value = session.seen(property, values.get(property.name()));
            if (value != null) {
                seen.put(property.name(), value);
            }
        }
        return seen;
    }
}
