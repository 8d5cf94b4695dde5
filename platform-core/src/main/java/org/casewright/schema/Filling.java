package org.casewright.schema;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a new column is filled with while the old release still writes.
 *
 * @param value over the row {@code r}
 * @param watched the row's own columns from which it comes
 * @param source the column that it takes the place of, when values could be lost on the way; null when none can
 * @param behind a column of another table from which it comes as well; null for none
 * @param words what is done, such as {@code "as text"}
 */
record Filling(
        Slot slot,
        String value,
        List<String> watched,
        @Nullable String source,
        @Nullable Behind behind,
        String words) {

    /** So few that whoever wants to write one of them does not wait long; a busy server needs half a second for them. */
    private static final int BATCH = 1_000;

    /** Another record's column, and the reference that leads there. */
    record Behind(TableName table, String column, String reference) {}

    /** A value that is not one of the new type. */
    @Nullable
    String lost() {
        return source == null ? null : "r." + Sql.quoted(source) + " is not null and (" + value + ") is null";
    }

    private String name() {
        return Sql.named("fill_" + slot.table().table() + "_" + slot.column(), value);
    }

    private String function(String name) {
        return Sql.quoted(slot.table().schema()) + "." + Sql.quoted(name);
    }

    /** Keeps the new column right at every write of the old release; asleep once the new one is there. */
    List<String> triggers(long release) {
        var mine = new ArrayList<String>();
        var column = Sql.quoted(slot.column());
        var changed = watched.isEmpty() ? "" : " or (" + all("new.") + ") is distinct from (" + all("old.") + ")";
        mine.add(header(name(), release) + "  if tg_op = 'INSERT'" + changed + " then\n    select " + value
                + " into new." + column + " from (select new.*) r;\n  end if;\n  return new;\nend $fill$");
        mine.add("create trigger " + Sql.quoted(name()) + " before insert or update on "
                + slot.table().sql() + " for each row execute function " + function(name()) + "()");
        if (behind != null) {
            mine.add(header(name() + "b", release) + "  update " + slot.table().sql() + " r set " + column + " = "
                    + value + " where r." + Sql.quoted(behind.reference())
                    + " = new.\"id\";\n  return new;\nend $fill$");
            mine.add("create trigger " + Sql.quoted(name() + "b") + " after update of " + Sql.quoted(behind.column())
                    + " on " + behind.table().sql() + " for each row execute function " + function(name() + "b")
                    + "()");
        }
        return mine;
    }

    private String all(String prefix) {
        return String.join(
                ", ",
                watched.stream().map(column -> prefix + Sql.quoted(column)).toList());
    }

    private String header(String name, long release) {
        return "create or replace function " + function(name) + "() returns trigger\n"
                + "  language plpgsql security definer set search_path = pg_catalog, pg_temp as $fill$\nbegin\n"
                + "  if exists (select 1 from platform.release where number >= " + release + ") then\n"
                + "    return new;\n  end if;\n";
    }

    /** Takes the triggers away, with or without their table. */
    List<String> undone() {
        return behind == null
                ? List.of("drop function if exists " + function(name()) + " cascade")
                : List.of(
                        "drop function if exists " + function(name()) + " cascade",
                        "drop function if exists " + function(name() + "b") + " cascade");
    }

    /** One batch of rows; the parameter is the id behind which it begins. */
    String batch() {
        var column = Sql.quoted(slot.column());
        return "with batch as (select \"id\" as batch_id from " + slot.table().sql()
                + " where \"id\" > ?::uuid order by \"id\" limit " + BATCH + "),\n"
                + "filled as (update " + slot.table().sql() + " r set " + column + " = " + value
                + " from batch where r.\"id\" = batch.batch_id and r." + column + " is null and (" + value
                + ") is not null returning 1)\n"
                + "select (select batch_id::text from batch order by batch_id desc limit 1), (select count(*) from filled)";
    }
}
