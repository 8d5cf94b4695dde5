package org.casewright.records;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.casewright.access.Access;
import org.casewright.access.Actor;
import org.casewright.access.Fields;
import org.casewright.access.Reasons;
import org.casewright.access.Reasons.Decision;
import org.casewright.catalog.Catalog;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.definition.EntityDefinition;
import org.casewright.entity.EntityRecord;
import org.casewright.entity.Grant;
import org.casewright.storage.RecordAccess;
import org.jspecify.annotations.Nullable;

/**
 * What an asker may do with single records: by their unit, class and owner, and by what of them is granted, which is asked for
 * only where records of the entity can be granted. Belongs to one request.
 */
final class Grants {

    private final Catalog catalog;
    private final Access access;
    private final RecordAccess stored;
    private final OffsetDateTime now;
    private final Map<UUID, List<Grant>> known = new HashMap<>();
    private final Map<Standing, Fields> plain = new HashMap<>();

    Grants(Catalog catalog, Access access, RecordAccess stored, Clock clock) {
        this.catalog = catalog;
        this.access = access;
        this.stored = stored;
        this.now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** What of a record decides, grants aside, what may be known of it. */
    private record Standing(
            EntityDefinition entity,
            int unit,
            int rowClass,
            @Nullable UUID owner) {
        static Standing of(EntityRecord record) {
            var system = record.system();
            return new Standing(record.entity(), system.unit(), system.rowClass(), system.owner());
        }
    }

    /** Asks at once what will be asked for one by one: what is open to the asker to read. */
    void ahead(Collection<EntityRecord> records) {
        ask(records.stream().filter(record -> !isOpenAnyway(record)));
    }

    /** The same of whatever else is open to the asker. */
    void wholly(Collection<EntityRecord> records) {
        ask(records.stream());
    }

    private void ask(Stream<EntityRecord> records) {
        var unknown = records.filter(record -> !access.gates(record.entity()).isEmpty())
                .map(EntityRecord::id)
                .filter(id -> !known.containsKey(id))
                .collect(Collectors.toSet());
        if (!unknown.isEmpty()) {
            unknown.forEach(id -> known.put(id, List.of()));
            stored.grants(unknown, access.grantees(), now).stream()
                    .collect(Collectors.groupingBy(Grant::record))
                    .forEach(known::put);
        }
    }

    private List<Grant> of(EntityRecord record) {
        if (!catalog.hasGrants(record.entity()) || access.gates(record.entity()).isEmpty()) {
            return List.of();
        }
        if (!known.containsKey(record.id())) {
            ask(Stream.of(record));
        }
        return known.getOrDefault(record.id(), List.of());
    }

    /** Which rules decide what the asker may do with the record. */
    Map<Privilege, Decision> reasons(Actor actor, EntityRecord record) {
        return Reasons.of(catalog, actor, record, of(record));
    }

    /** Whether a grant gives it, whatever else does. */
    boolean isGranted(Privilege privilege, EntityRecord record) {
        return access.mayByGrant(privilege, record, of(record));
    }

    boolean may(Privilege privilege, EntityRecord record) {
        return access.may(privilege, record) || isGranted(privilege, record);
    }

    /** Until when the asker has the record open by having broken the glass; empty when it is not. */
    Optional<OffsetDateTime> glass(EntityRecord record) {
        var gates = access.glass(record.entity());
        return of(record).stream()
                .filter(grant -> grant.source().equals(Grant.GLASS) && gates.contains(grant.gate()))
                .map(Grant::until)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
    }

    /** Whether no grant could open more: none but a broken glass opens a field class. */
    private boolean isOpenAnyway(EntityRecord record) {
        return record.entity().breakGlass() == null && plain(record).isWhole();
    }

    /** What may be known of it without any grant; worked out once for all that stand alike. */
    private Fields plain(EntityRecord record) {
        return plain.computeIfAbsent(Standing.of(record), any -> access.fields(Privilege.READ, record, List.of()));
    }

    Fields readable(EntityRecord record) {
        return isOpenAnyway(record) ? plain(record) : access.fields(Privilege.READ, record, of(record));
    }

    /** What of the record may be taken away: what the same entry, or the same grant, lets the asker export, and read. */
    Fields exportable(EntityRecord record) {
        return access.fields(Privilege.EXPORT, record, of(record)).and(readable(record));
    }

    Fields writable(EntityRecord record) {
        return access.fields(Privilege.WRITE, record, of(record));
    }
}
