package org.casewright.records;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.casewright.definition.PlatformEntity;
import org.casewright.identity.Directory;

/** What the platform itself keeps, as records that others refer to. */
final class PlatformRecords {

    private PlatformRecords() {}

    /** Those of the ids that are ids of such. */
    static Set<UUID> existing(Directory directory, PlatformEntity entity, Collection<UUID> ids) {
        var known = new HashSet<>(ids);
        known.removeIf(id -> switch (entity) {
            case USER ->
                directory.account(id).filter(account -> !account.team()).isEmpty();
            case TEAM -> directory.account(id).filter(Directory.Account::team).isEmpty();
            case UNIT -> directory.unit(id).isEmpty();
            case PARTNER -> directory.partner(id).isEmpty();
        });
        return known;
    }

    /** What people call it; empty when there is none with this id. */
    static Optional<String> title(Directory directory, PlatformEntity entity, UUID id) {
        return switch (entity) {
            case USER, TEAM -> directory.account(id).map(Directory.Account::title);
            case UNIT -> directory.unit(id).map(Directory.Unit::name);
            case PARTNER -> directory.partner(id).map(Directory.Partner::title);
        };
    }
}
