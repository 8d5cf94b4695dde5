package org.casewright.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.casewright.catalog.Catalog;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.EntityDefinition.BreakGlassDefinition;
import org.casewright.definition.EntityDefinition.GrantDefinition;
import org.casewright.expression.Expression;
import org.casewright.schema.Step.Kind;

/** Of which entities it is worked out again to whom stored records are granted, and who is barred from them. */
final class RowAccessSteps {

    private RowAccessSteps() {}

    static List<Step> of(Catalog present, Binding binding, StoredRows rows) throws SQLException {
        var steps = new ArrayList<Step>();
        for (var slot : binding.slots()) {
            var before = slot.before();
            if (slot.wanted().path().isEmpty() && before != null && rows.has(slot.table())) {
                var next = binding.catalog().entity(slot.wanted().entity().ref());
                var declared = declared(binding.catalog(), Optional.of(next));
                var last = present.findEntity(before.entity());
                if (!declared.equals(declared(present, last)) || closes(last, next)) {
                    steps.add(Step.online(
                            Phase.FINISH,
                            Kind.ROW_ACCESS,
                            "Works out anew to whom " + next.plural()
                                    + " are granted, and who is barred from them; until it is done, stored records stay as they"
                                    + " were.",
                            next.ref(),
                            "",
                            Cost.ofWriting(rows.size(slot.table()))));
                }
            }
        }
        return steps;
    }

    /** Whether somebody who could break the glass no longer can: what is open by it closes. */
    private static boolean closes(Optional<EntityDefinition> before, EntityDefinition next) {
        return !glassRoles(Optional.of(next)).containsAll(glassRoles(before));
    }

    private static List<String> glassRoles(Optional<EntityDefinition> entity) {
        return entity.map(EntityDefinition::breakGlass)
                .map(BreakGlassDefinition::roles)
                .orElse(List.of());
    }

    /** All that decides about it, in words that change with it. */
    private static List<String> declared(Catalog catalog, Optional<EntityDefinition> entity) {
        var declared = new ArrayList<String>();
        entity.ifPresent(found -> catalog.ownershipLine(found).forEach(level -> {
            if (level.barred() != null) {
                declared.add("barred " + level.ref() + " " + level.barred().text());
            }
            level.grants().forEach(grant -> declared.add(words(catalog, level, found, grant)));
        }));
        return declared;
    }

    private static String words(
            Catalog catalog, EntityDefinition level, EntityDefinition entity, GrantDefinition grant) {
        var until = Optional.ofNullable(grant.until()).map(Expression::text).orElse("");
        var profile = grant.profile();
        var says = profile == null
                || catalog.profile(level.module(), profile, entity).isPresent();
        return level.ref() + " " + grant.to().text() + " until " + until + " "
                + grant.privileges().stream().sorted().toList() + grant.roles() + profile + says;
    }
}
