package org.casewright.records;

import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.HashMap;
import java.util.Map;
import org.casewright.catalog.Catalog;
import org.casewright.definition.ModuleDefinition.SettingDefinition;
import org.casewright.storage.StoredSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The settings' values: what the unit set, else what the organisation set, else the definition's default. */
@Component
final class SettingValues {

    private final StoredSettings stored;

    SettingValues(StoredSettings stored) {
        this.stored = stored;
    }

    @Nullable
    Object value(Catalog catalog, String module, String name, int unit) {
        var node = node(catalog, module, name, unit);
        if (node == null || node.isNull()) {
            return null;
        }
        var type = catalog.setting(module, name).map(SettingDefinition::type).orElse("");
        if (node.isString() && type.equals("duration")) {
            return duration(node.stringValue());
        }
        if (node.isString() && type.equals("date")) {
            return LocalDate.parse(node.stringValue());
        }
        if (node.isNumber()) {
            return node.decimalValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isString() ? node.stringValue() : fields(node);
    }

    private static Object duration(String text) {
        return text.indexOf('T') < 0 && (text.indexOf('Y') > 0 || text.indexOf('M') > 0)
                ? Period.parse(text)
                : Duration.parse(text);
    }

    private static Object fields(JsonNode node) {
        Map<String, Object> values = new HashMap<>();
        node.properties()
                .forEach(field -> values.put(field.getKey(), field.getValue().asString("")));
        return org.casewright.expression.Values.of(values);
    }

    /** The length of time that a deadline setting gives for a choice. */
    @Nullable
    String time(Catalog catalog, String module, String name, int unit, @Nullable String choice) {
        var node = node(catalog, module, name, unit);
        if (node == null) {
            return null;
        }
        if (node.isString()) {
            return node.stringValue();
        }
        var chosen = choice == null ? null : node.get(choice);
        if (chosen == null) {
            chosen = node.has("NORMAL") ? node.get("NORMAL") : node.path(0);
        }
        return chosen != null && chosen.isString() ? chosen.stringValue() : null;
    }

    private @Nullable JsonNode node(Catalog catalog, String module, String name, int unit) {
        var definition = catalog.setting(module, name).orElse(null);
        if (definition == null) {
            return null;
        }
        var own = definition.perUnit() ? stored.find(module, name, unit) : null;
        var everywhere = own == null ? stored.find(module, name, 0) : own;
        return everywhere == null ? definition.defaultValue() : everywhere;
    }
}
