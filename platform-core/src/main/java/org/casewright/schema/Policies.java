package org.casewright.schema;

import java.util.List;
import org.casewright.schema.Table.Policy;

/**
 * Row-level security as generic text: what differs between people is in the transaction's settings, so that a change of
 * access is data. Settings are read in sub-selects, once a statement; what is not set denies.
 */
final class Policies {

    private static final String TO = "to " + Sql.APPLICATION_ROLE;
    private static final String ENGINE = "(select nullif(current_setting('casewright.engine', true), '')) = 'on'";
    private static final String USER = "(select nullif(current_setting('casewright.user', true), '')::uuid)";

    private static final String TEAMS =
            "(select nullif(current_setting('casewright.teams', true), '')::uuid[])::uuid[]";

    private static final String BARS =
            "array(select b.record_id from platform.record_bar b where b.account = " + USER + ")";

    private Policies() {}

    /**
     * A row is open by its unit and class, by its class everywhere, or by its class to its owner or the owner's people; where records are granted,
     * to whom it is; where accounts are barred, never to those. The account's bars are asked for once a statement.
     */
    static List<Policy> owned(TableName table, boolean grants, boolean bars) {
        var keys = "(select nullif(current_setting(" + Sql.literal("casewright.read." + table)
                + ", true), '')::int[])::int[]";
        var open = "\"access_key\" = any (" + keys + ")"
                + "\n  or \"row_class\" = any (" + keys + ")"
                + "\n  or ((\"owner_user\" = " + USER + " or \"owner_user\" = any (" + TEAMS
                + ")) and -1 - \"row_class\" = any (" + keys + "))"
                + (grants ? "\n  or " + granted(table) : "");
        return List.of(
                all(ENGINE + "\n  or " + (bars ? "((" + open + ")\n  and \"id\" <> all (" + BARS + "))" : open)));
    }

    /** Reference data: everybody reads, the engine writes. */
    static List<Policy> reference() {
        return List.of(
                policy("reading", "select " + TO + " using (true)"),
                policy("adding", "insert " + TO + " with check (" + ENGINE + ")"),
                policy("changing", "update " + TO + " using (" + ENGINE + ") with check (" + ENGINE + ")"));
    }

    /** A row is open when the record that it belongs to is. */
    static List<Policy> belonging(TableName table, TableName parent, String column) {
        // With its table's name: the parent may have a column of the same name.
        var own = table.sql() + "." + Sql.quoted(column);
        return List.of(
                all(ENGINE + "\n  or exists (select 1 from " + parent.sql() + " p where p.\"id\" = " + own + ")"));
    }

    /** With an offset, so that it is looked up for each row that nothing else opens, and no table is read to answer it. */
    private static String granted(TableName table) {
        return "exists (select 1 from platform.record_grant g where g.record_id = " + table.sql()
                + ".\"id\" and 'read' = any (g.privileges) and g.gate = any ((select nullif(current_setting("
                + Sql.literal("casewright.granted." + table) + ", true), '')::text[])::text[]) offset 0)";
    }

    private static Policy all(String condition) {
        return policy("access", "all " + TO + "\n  using (" + condition + ")\n  with check (" + condition + ")");
    }

    private static Policy policy(String stem, String definition) {
        return new Policy(Sql.named(stem, definition), definition);
    }
}
