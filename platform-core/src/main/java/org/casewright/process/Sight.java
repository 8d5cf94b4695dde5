package org.casewright.process;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.casewright.access.Access;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalog;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.definition.EntityDefinition;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Which open tasks an actor may see: those offered to a role of hers whose right to run covers the task's record. The
 * condition is the query's path; the settings let the database check it again.
 */
record Sight(Condition condition, Map<String, String> settings) {

    private static final int CLASSES = 64;

    /** Tasks offered to a role, of these entities, under the same keys. */
    private record Offer(String role, List<Integer> keys) {}

    static Sight of(Catalog catalog, Actor actor) {
        if (actor.kind() == Actor.Kind.ENGINE) {
            return new Sight(DSL.trueCondition(), Map.of("casewright.engine", "on"));
        }
        var access = Access.of(catalog, actor);
        var offers = new LinkedHashMap<Offer, List<String>>();
        var settings = new LinkedHashMap<String, String>();
        settings.putAll(Access.ofUser(actor));
        for (var entity : catalog.entities()) {
            var allowed = access.keys(Privilege.RUN, entity);
            if (allowed.length > 0) {
                settings.put("casewright.run." + entity.schema() + "." + entity.table(), array(allowed));
                offersOf(catalog, actor, entity)
                        .forEach(offer -> offers.computeIfAbsent(offer, key -> new ArrayList<>())
                                .add(entity.ref()));
            }
        }
        var offered = offers.entrySet().stream()
                .map(offer -> condition(offer.getKey(), offer.getValue(), actor))
                .reduce(Condition::or)
                .orElse(DSL.falseCondition());
        var given = TaskTable.ASSIGNEE
                .eq(actor.id())
                .and(DSL.cardinality(TaskTable.ROLES).eq(0));
        return new Sight(offered.or(given.and(inScope(catalog, actor))), settings);
    }

    private static Condition inScope(Catalog catalog, Actor actor) {
        return actor.scope().modules().isEmpty()
                ? DSL.trueCondition()
                : TaskTable.ENTITY.in(catalog.entities().stream()
                        .filter(entity -> actor.scope().covers(entity.module()))
                        .map(EntityDefinition::ref)
                        .toList());
    }

    private static List<Offer> offersOf(Catalog catalog, Actor actor, EntityDefinition entity) {
        return actor.roles().stream()
                .map(role -> new Offer(
                        role,
                        Arrays.stream(Access.of(catalog, actor.inRole(role)).keys(Privilege.RUN, entity))
                                .boxed()
                                .toList()))
                .filter(offer -> !offer.keys().isEmpty())
                .toList();
    }

    private static Condition condition(Offer offer, List<String> entities, Actor actor) {
        var inUnits = offer.keys().stream().filter(key -> key >= CLASSES).toArray(Integer[]::new);
        var everywhere = offer.keys().stream()
                .filter(key -> key >= 0 && key < CLASSES)
                .map(Integer::shortValue)
                .toArray(Short[]::new);
        var own = offer.keys().stream()
                .filter(key -> key < 0)
                .map(key -> (short) (-1 - key))
                .toArray(Short[]::new);
        Condition rows = DSL.falseCondition();
        if (inUnits.length > 0) {
            var units =
                    Arrays.stream(inUnits).map(key -> key / CLASSES).distinct().toArray(Integer[]::new);
            rows = rows.or(TaskTable.UNIT.eq(DSL.any(units)).and(TaskTable.ACCESS_KEY.eq(DSL.any(inUnits))));
        }
        if (everywhere.length > 0) {
            rows = rows.or(TaskTable.ROW_CLASS.eq(DSL.any(everywhere)));
        }
        if (own.length > 0) {
            rows = rows.or(TaskTable.OWNER
                    .eq(DSL.any(actor.owners().toArray(UUID[]::new)))
                    .and(TaskTable.ROW_CLASS.eq(DSL.any(own))));
        }
        return DSL.val(offer.role(), SQLDataType.CLOB)
                .eq(DSL.any(TaskTable.ROLES))
                .and(TaskTable.ENTITY.eq(DSL.any(entities.toArray(String[]::new))))
                .and(rows);
    }

    private static String array(int[] keys) {
        var text = Arrays.toString(keys).replace(" ", "");
        return "{" + text.substring(1, text.length() - 1) + "}";
    }
}
