package org.casewright.records;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.EntityScope;
import org.casewright.decision.Deciding;
import org.casewright.definition.EntityDefinition;
import org.casewright.expression.Effort;
import org.casewright.expression.Environment;
import org.casewright.expression.ExpressionException;
import org.casewright.expression.Values;
import org.jspecify.annotations.Nullable;

/**
 * What expressions of a module may ask beside values, for a record of this unit.
 *
 * @param within the repeating group or object in which the expression stands; null for the record itself
 */
record RecordEnvironment(
        String module,
        @Nullable EntityDefinition entity,
        @Nullable String within,
        int unit,
        Clock clock,
        ZoneId zone,
        SettingValues settings,
        Catalog catalog,
        Actor asker)
        implements Environment {

    @Override
    public @Nullable Object setting(String name) {
        return settings.value(catalog, module, name, unit);
    }

    @Override
    public @Nullable OffsetDateTime deadline(String setting, @Nullable Object choice, OffsetDateTime from) {
        var time = settings.time(catalog, module, setting, unit, choice == null ? null : choice.toString());
        return time == null ? null : Deadline.parse(time).after(from, zone);
    }

    @Override
    public @Nullable Integer rank(List<String> property, String code) {
        if (entity == null) {
            return null;
        }
        if (within != null) {
            return EntityScope.within(catalog, entity.ref(), within).rank(property, code);
        }
        var own = !property.isEmpty() && property.getFirst().equals("record")
                ? property.subList(1, property.size())
                : property;
        return EntityScope.of(catalog, entity).rank(own, code);
    }

    @Override
    public Object decide(String name, Values root, Effort effort) {
        var decision = catalog.decision(module, name)
                .orElseThrow(() -> ExpressionException.of(
                        "decide(\"" + name + "\")", "There is no decision " + name + " in " + module + " now."));
        var record = root.get("record") instanceof Values own ? own : root;
        var about = record instanceof RecordValues values ? values.entity() : entity;
        var asked = new RecordEnvironment(decision.module(), about, null, unit, clock, zone, settings, catalog, asker);
        return Deciding.decide(decision, record, asked, effort);
    }

    @Override
    public Values actor() {
        var roles = List.copyOf(asker.roles());
        // Only people have an account that a record could name.
        return Values.of(
                asker.kind() == Actor.Kind.USER
                        ? Map.of("id", asker.id(), "name", asker.name(), "unit", asker.unit(), "roles", roles)
                        : Map.of("name", asker.name(), "unit", asker.unit(), "roles", roles));
    }
}
