package org.casewright.entity;

import java.time.OffsetDateTime;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That one record is open to an account or a unit.
 *
 * @param source what gave it
 * @param grantee the id of an account, or {@code unit:} and the number of a unit
 * @param gate {@code role@class}: it helps who has the role, and by it the row class at depth own or more
 * @param privileges lower-case names
 * @param profile {@code module/NAME} of a list of visible properties; empty for all that have no field class
 * @param until when it ends; null for never
 */
public record Grant(
        UUID record,
        String source,
        String grantee,
        String gate,
        Set<String> privileges,
        String profile,
        @Nullable OffsetDateTime until) {

    public Grant {
        privileges = Set.copyOf(privileges);
    }

    /** How a role and a row class are one gate. */
    public static String gate(String role, int rowClass) {
        return role + "@" + rowClass;
    }

    /** Whether a gate is for this role. */
    public static boolean isOf(String gate, String role) {
        return gate.startsWith(role + "@");
    }

    /** How a unit is a grantee. */
    public static String unit(int number) {
        return "unit:" + number;
    }
}
