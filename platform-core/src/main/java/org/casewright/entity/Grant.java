package org.casewright.entity;

import java.time.OffsetDateTime;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That one record is open to an account, a unit, a team or a partner.
 *
 * @param source what gave it
 * @param grantee the id of an account or a team; or {@code unit:} and the number of a unit, {@code partner:} and an id
 * @param gate {@code role@class}: it helps who has the role, and by it the row class at depth own or more; {@code *@class}: who
 *     has any such role
 * @param privileges lower-case names
 * @param profile {@code module/NAME} of a list of visible properties; empty for all that have no field class; {@link #GLASS} for
 *     what the entity opens to who breaks the glass
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

    /** What gave it, and what it opens, when somebody has broken the glass. */
    public static final String GLASS = "breakGlass";

    public Grant {
        privileges = Set.copyOf(privileges);
    }

    /** The same through another gate. */
    public Grant through(String other) {
        return new Grant(record, source, grantee, other, privileges, profile, until);
    }

    /** How a role and a row class are one gate. */
    public static String gate(String role, int rowClass) {
        return role + "@" + rowClass;
    }

    /** Whether a gate is for this role. */
    public static boolean isOf(String gate, String role) {
        return gate.startsWith(role + "@");
    }

    /** Whether a gate is for this row class. */
    public static boolean isOf(String gate, int rowClass) {
        return gate.endsWith("@" + rowClass);
    }

    /** The same gate for another row class. */
    public static String regated(String gate, int rowClass) {
        return gate.substring(0, gate.lastIndexOf('@') + 1) + rowClass;
    }

    /** The gate through which everybody comes who comes through this one. */
    public static String anyRole(String gate) {
        return gate("*", rowClass(gate));
    }

    /** The row class that a gate is for. */
    public static int rowClass(String gate) {
        return Integer.parseInt(gate.substring(gate.lastIndexOf('@') + 1));
    }

    /** How a partner is a grantee. */
    public static String partner(UUID id) {
        return "partner:" + id;
    }

    /** How a unit is a grantee. */
    public static String unit(int number) {
        return "unit:" + number;
    }
}
