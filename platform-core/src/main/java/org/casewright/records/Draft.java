package org.casewright.records;

import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.casewright.definition.EntityDefinition;
import org.casewright.entity.EntityRecord;
import org.casewright.entity.EntityRecord.SystemValues;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A record while it is being changed; belongs to one transaction and one thread. */
final class Draft {

    /** Why the record is looked at. */
    enum Kind {
        CREATE,
        UPDATE,
        RETIRE,
        RESTORE,
        /** It goes to another unit or owner, and nothing else of it changes. */
        ASSIGN,
        /** Nobody asked to change it, but something derived in it may change. */
        TOUCH
    }

    final EntityDefinition entity;
    final UUID id;
    final Map<String, @Nullable Object> values = new LinkedHashMap<>();
    final Set<String> given = new LinkedHashSet<>();
    /** Where what was submitted stands, for pointers. */
    final String pointer;

    Kind kind;

    @Nullable
    EntityRecord before;

    ObjectNode patch;

    @Nullable
    Long version;

    @Nullable
    String statusReason;

    @Nullable
    String number;

    int unit;
    int rowClass;

    @Nullable
    UUID owner;

    boolean retired;
    /** To whom it is shared has changed. */
    boolean sharedAnew;
    /** A status that the engine set by itself; at most once a change. */
    boolean autoTaken;

    Draft(Kind kind, EntityDefinition entity, UUID id, ObjectNode patch, String pointer) {
        this.kind = kind;
        this.entity = entity;
        this.id = id;
        this.patch = patch;
        this.pointer = pointer;
    }

    /** Begins from what is stored. */
    Draft from(EntityRecord stored) {
        before = stored;
        values.clear();
        values.putAll(stored.values());
        unit = stored.system().unit();
        rowClass = stored.system().rowClass();
        owner = stored.system().owner();
        number = stored.system().number();
        retired =
                kind == Kind.RETIRE || (kind != Kind.RESTORE && stored.system().retired());
        return this;
    }

    boolean isNew() {
        return before == null;
    }

    @Nullable
    Object old(String property) {
        return before == null ? null : before.value(property);
    }

    void set(String property, @Nullable Object value) {
        if (value == null) {
            values.remove(property);
        } else {
            values.put(property, value);
        }
    }

    /** Whether the property's value differs from the stored one. */
    boolean changed(String property) {
        return !Objects.equals(values.get(property), old(property));
    }

    /** The names of the properties whose values differ from the stored ones. */
    Set<String> changes() {
        var changes = new LinkedHashSet<String>();
        for (var name : entity.properties().keySet()) {
            if (changed(name)) {
                changes.add(name);
            }
        }
        return changes;
    }

    /** Whether the record comes or goes, so that lists which hold it change whatever its values are. */
    boolean comesOrGoes() {
        return isNew() || kind == Kind.RETIRE || kind == Kind.RESTORE;
    }

    /** Whether it goes to somebody else, or is shared, with whatever it goes with, and nothing in it changes. */
    boolean isOnlyGivenAnew() {
        return isGivenAnew() && !isEntered() && changes().isEmpty();
    }

    /** Whether somebody is at its values: what is hidden from them is cleared then. */
    boolean isEntered() {
        return kind != Kind.TOUCH && kind != Kind.ASSIGN;
    }

    /** Whether the access to it changed in what others take over from it. */
    boolean isGivenAnew() {
        return sharedAnew
                || (before != null
                        && (before.system().unit() != unit
                                || !Objects.equals(before.system().owner(), owner)));
    }

    /** Whether a person, a process or the engine changed it, rather than something derived in it. */
    boolean isChange() {
        return kind != Kind.TOUCH || autoTaken;
    }

    /** The record as it will be stored. */
    EntityRecord after(OffsetDateTime now, UUID by) {
        var old = before == null ? null : before.system();
        var change = isChange();
        var lifecycle = entity.lifecycle();
        var moved = lifecycle != null && changed(lifecycle.property());
        var system = new SystemValues(
                id,
                number,
                unit,
                rowClass,
                owner,
                old == null ? 1 : change ? old.version() + 1 : old.version(),
                old == null ? now : old.createdAt(),
                old == null ? by : old.createdBy(),
                old == null || change ? now : old.updatedAt(),
                old == null || change ? by : old.updatedBy(),
                retired ? (old != null && old.retired() ? old.retiredAt() : now) : null,
                retired ? (old != null && old.retired() ? old.retiredBy() : by) : null,
                lifecycle == null ? null : moved ? statusReason : old == null ? null : old.statusReason(),
                lifecycle == null ? null : moved ? now : old == null ? null : old.statusDate());
        return new EntityRecord(entity, system, storedValues());
    }

    /** What is not stored is worked out when it is read. */
    private Map<String, @Nullable Object> storedValues() {
        var stored = new LinkedHashMap<String, @Nullable Object>();
        for (var property : entity.properties().values()) {
            var computed = property.computed();
            var value = values.get(property.name());
            if (value != null && (computed == null || computed.stored())) {
                stored.put(property.name(), value);
            }
        }
        return stored;
    }
}
