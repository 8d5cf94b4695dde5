package org.casewright.ui.form;

import java.util.Map;
import org.casewright.definition.PropertyType;
import org.casewright.entity.Attachment;
import org.casewright.entity.JsonValues;
import org.casewright.expression.Values;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A record of a form as expressions read it: what was entered, and what is open in the same form behind its references. */
record DraftValues(Draft draft) implements Values {

    @Override
    public @Nullable Object get(String name) {
        if (name.equals("id")) {
            return identity(draft);
        }
        var on = draft.on();
        if (on != null && draft.isParent(name)) {
            return new DraftValues(on.owner());
        }
        var property = draft.entity().properties().get(name);
        var value = draft.value(name);
        if (property == null || value == null || Draft.isNothing(value)) {
            return null;
        }
        if (property.type() instanceof PropertyType.Attachment) {
            return Values.of(Attachment.of(value).parts());
        }
        return property.type() instanceof PropertyType.Reference
                ? referred(value)
                : JsonValues.fromJson(property, value, null, "", problem -> {});
    }

    private Object referred(JsonNode value) {
        var id = org.casewright.ui.part.Values.idOf(value);
        var open = id == null
                ? draft.model().named(value.asString())
                : draft.model().find(id);
        return open.<Object>map(DraftValues::new)
                .orElseGet(() -> Values.of(Map.of("id", id == null ? value.asString() : id)));
    }

    /** What tells it from others: its id, or the name under which it was begun. */
    private static Object identity(Draft draft) {
        var id = draft.id();
        return id == null ? "@" + draft.name() : id;
    }
}
