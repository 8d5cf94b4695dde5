package org.casewright.entity;

import java.time.OffsetDateTime;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That somebody has opened a record, and what follows it, to an account, a unit, a team or a partner.
 *
 * @param entity {@code module/entity}
 * @param grantee as in {@link Grant}
 * @param privileges lower-case names; {@code read} among them
 * @param profile {@code module/NAME} of a list of visible properties; empty for all that have no field class
 * @param purpose why, in words
 * @param consent the record by which the person agrees: when it retires, the share ends; null for none
 * @param until when it ends by itself; null for never
 * @param by the account that has shared it
 * @param endedAt when somebody has ended it; null for not yet
 */
public record Share(
        UUID id,
        String entity,
        UUID record,
        String grantee,
        Set<String> privileges,
        String profile,
        String purpose,
        @Nullable UUID consent,
        @Nullable OffsetDateTime until,
        OffsetDateTime at,
        UUID by,
        @Nullable OffsetDateTime endedAt) {

    public Share {
        privileges = Set.copyOf(privileges);
    }

    /** What it opens of a record of this row class: the shared one, or one that follows it. */
    public Grant grant(UUID of, int rowClass) {
        return new Grant(of, "share:" + id, grantee, Grant.gate("*", rowClass), privileges, profile, until);
    }

    /** Whether it is in force at this moment. */
    public boolean isOpen(OffsetDateTime now) {
        return endedAt == null && (until == null || until.isAfter(now));
    }
}
