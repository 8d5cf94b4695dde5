package org.casewright.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Where the rows are that an asker may see: row-level security alone would let the planner walk a whole table. It only leads
 * there; what may be seen is decided by the policies.
 *
 * @param units the units that can hold some
 * @param owners the account and teams which may own some; empty for none
 * @param grantees to whom some may be granted
 * @param gates by which; empty for none
 */
public record Path(List<Integer> units, List<UUID> owners, List<String> grantees, List<String> gates) {

    public Path {
        units = List.copyOf(units);
        owners = List.copyOf(owners);
        grantees = List.copyOf(grantees);
        gates = List.copyOf(gates);
    }

    /** The ways as conditions on a row, no row by two of them. */
    List<Condition> ways(Table<Record> row) {
        var ways = new ArrayList<Condition>();
        Condition others = DSL.noCondition();
        var unit = PageQuery.in(row, TableMap.UNIT);
        if (!units.isEmpty()) {
            var numbers = units.toArray(Integer[]::new);
            ways.add(units.size() == 1 ? unit.eq(units.getFirst()) : unit.eq(DSL.any(numbers)));
            others = units.size() == 1 ? unit.ne(units.getFirst()) : DSL.not(unit.eq(DSL.any(numbers)));
        }
        if (!owners.isEmpty()) {
            var owner = PageQuery.in(row, TableMap.OWNER);
            var mine =
                    owners.size() == 1 ? owner.eq(owners.getFirst()) : owner.eq(DSL.any(owners.toArray(UUID[]::new)));
            ways.add(mine.and(others));
            others = others.and(owner.isNull().or(DSL.not(mine)));
        }
        if (!gates.isEmpty()) {
            // Who it is stands in the text: a plan made for anybody would be one for who holds the most, and walk the
            // table.
            var me = grantees.stream().map(DSL::inline).toList();
            ways.add(PageQuery.in(row, TableMap.ID)
                    .in(DSL.select(RecordAccess.RECORD)
                            .from(RecordAccess.GRANT)
                            .where(RecordAccess.GRANTEE.in(me))
                            .and(RecordAccess.reading(gates)))
                    .and(others));
        }
        return ways;
    }
}
