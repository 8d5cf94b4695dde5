package org.casewright.entity;

import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.casewright.definition.EntityDefinition;
import org.jspecify.annotations.Nullable;

/**
 * A stored record.
 *
 * @param entity what it is
 * @param system what the platform keeps about every record
 * @param values by property name, as {@link org.casewright.definition.PropertyType} says; absent and null are the same.
 *     Computed values that are not stored are in it too, where they were asked for. What the asker may not read is absent.
 * @param withheld names of properties that have a value which is told only to who asks for it; absent among the values
 */
public record EntityRecord(
        EntityDefinition entity, SystemValues system, Map<String, @Nullable Object> values, Set<String> withheld) {

    public EntityRecord {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        withheld = withheld.isEmpty() ? Set.of() : Collections.unmodifiableSet(new LinkedHashSet<>(withheld));
    }

    /** A record of which nothing is withheld. */
    public EntityRecord(EntityDefinition entity, SystemValues system, Map<String, @Nullable Object> values) {
        this(entity, system, values, Set.of());
    }

    /** The record's id. */
    public UUID id() {
        return system.id();
    }

    /** The value of a property; null when it has none. */
    public @Nullable Object value(String property) {
        return values.get(property);
    }

    /** The same record with other values. */
    public EntityRecord withValues(Map<String, @Nullable Object> others) {
        return new EntityRecord(entity, system, others, withheld);
    }

    /** The same record, of which these properties have a value that is told only to who asks for it. */
    public EntityRecord withholding(Set<String> names) {
        return new EntityRecord(entity, system, values, names);
    }

    /** The same record with other system values. */
    public EntityRecord withSystem(SystemValues other) {
        return new EntityRecord(entity, other, values, withheld);
    }

    /** The same record for one who may not know why and when it came to its status. */
    public EntityRecord withoutStatus() {
        return withSystem(system.with(system.version(), null, null));
    }

    /** The same record as one who saw this version of it would give it back. */
    public EntityRecord seenAt(long version) {
        return withSystem(system.with(version, system.statusReason(), system.statusDate()));
    }

    /**
     * What the platform keeps about every record.
     *
     * @param unit small stable number of the business unit; 0 for reference data
     * @param rowClass small number of the row class within the entity
     * @param owner the account or team that owns it; null for nobody
     * @param version 1 when created, one more at each change
     */
    public record SystemValues(
            UUID id,
            @Nullable String number,
            int unit,
            int rowClass,
            @Nullable UUID owner,
            long version,
            OffsetDateTime createdAt,
            UUID createdBy,
            OffsetDateTime updatedAt,
            UUID updatedBy,
            @Nullable OffsetDateTime retiredAt,
            @Nullable UUID retiredBy,
            @Nullable String statusReason,
            @Nullable OffsetDateTime statusDate) {

        /** Whether it was retired and not restored. */
        public boolean retired() {
            return retiredAt != null;
        }

        private SystemValues with(long otherVersion, @Nullable String reason, @Nullable OffsetDateTime date) {
            return new SystemValues(
                    id,
                    number,
                    unit,
                    rowClass,
                    owner,
                    otherVersion,
                    createdAt,
                    createdBy,
                    updatedAt,
                    updatedBy,
                    retiredAt,
                    retiredBy,
                    reason,
                    date);
        }
    }
}
