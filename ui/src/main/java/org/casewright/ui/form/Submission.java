package org.casewright.ui.form;

import java.util.LinkedHashMap;
import java.util.Map;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was entered, as {@code Change.values} takes it: only what differs, nested as the form is.
 *
 * @param places JSON Pointer of each record in it, by which problems find back to their fields
 */
public record Submission(ObjectNode values, Map<String, Draft> places) {

    private static final String ID = "id";
    private static final String RETIRE = "retire";

    static Submission of(Draft root) {
        var places = new LinkedHashMap<String, Draft>();
        return new Submission(collect(root, "", places), places);
    }

    /** The record's own properties that differ, without what hangs on it. */
    static ObjectNode ownChanges(Draft draft) {
        var changes = draft.model().json().objectNode();
        for (var property : draft.entity().properties().values()) {
            if (draft.isEditable(property) || (draft.isNew() && draft.isParent(property.name()))) {
                change(property, draft.stored(), draft.values(), changes);
            }
        }
        return changes;
    }

    private static ObjectNode collect(Draft draft, String pointer, Map<String, Draft> places) {
        places.put(pointer, draft);
        var changes = ownChanges(draft);
        draft.entity().properties().values().stream()
                .filter(property -> draft.isParent(property.name()))
                .forEach(property -> changes.remove(property.name()));
        draft.references().forEach((name, referred) -> {
            var nested = collect(referred, pointer + "/" + name, places);
            if (!nested.isEmpty() || (referred.isNew() && draft.model().isReferredTo(referred))) {
                if (referred.isNew()) {
                    nested.put("as", referred.name());
                } else {
                    locked(referred, nested);
                }
                changes.set(name, nested);
            }
        });
        draft.lists().forEach((name, list) -> {
            var entries = entries(list, pointer + "/" + name, places);
            if (!entries.isEmpty()) {
                changes.set(name, entries);
            }
        });
        return changes;
    }

    private static ArrayNode entries(DraftList list, String pointer, Map<String, Draft> places) {
        var entries = list.owner().model().json().arrayNode();
        for (var entry : list.entries()) {
            var at = pointer + "/" + entries.size();
            var record = entry.record();
            if (entry.isDetached()) {
                if (record != null) {
                    entries.addObject().put(ID, record.id().toString()).put(RETIRE, true);
                }
                continue;
            }
            var nested = collect(entry, at, places);
            if (entry.isJoining()) {
                // Says that it comes from elsewhere, for a draft that is taken up again; where it goes, the list says.
                nested.putNull(list.inverse().reference().name());
            }
            if (record == null) {
                nested.put("as", entry.name());
                entries.add(nested);
            } else if (nested.isEmpty()) {
                places.keySet().removeIf(place -> place.equals(at) || place.startsWith(at + "/"));
            } else {
                nested.put(ID, record.id().toString());
                locked(entry, nested);
                entries.add(nested);
            }
        }
        return entries;
    }

    private static void locked(Draft draft, ObjectNode nested) {
        var record = draft.record();
        if (record != null) {
            nested.put("version", record.system().version());
        }
    }

    private static void change(PropertyDefinition property, ObjectNode before, ObjectNode after, ObjectNode changes) {
        var old = before.get(property.name());
        var value = after.get(property.name());
        if ((Draft.isNothing(old) && Draft.isNothing(value)) || (value != null && value.equals(old))) {
            return;
        }
        switch (property.type()) {
            case PropertyType.Group group -> {
                var entries = entries(old, value, changes);
                if (!entries.isEmpty()) {
                    changes.set(property.name(), entries);
                }
            }
            case PropertyType.Structure(var parts, var required) -> {
                var nested = changes.objectNode();
                parts.forEach(part -> change(part, objectOf(old, changes), objectOf(value, changes), nested));
                if (!nested.isEmpty()) {
                    changes.set(property.name(), nested);
                }
            }
            default -> changes.set(property.name(), Draft.isNothing(value) ? changes.nullNode() : value.deepCopy());
        }
    }

    private static ObjectNode objectOf(@Nullable JsonNode node, ObjectNode maker) {
        return node instanceof ObjectNode object ? object : maker.objectNode();
    }

    /** All entries in their order, so that indexes mean what is seen; unchanged ones by id alone; then those taken away. */
    private static ArrayNode entries(@Nullable JsonNode before, @Nullable JsonNode after, ObjectNode maker) {
        var old = new LinkedHashMap<String, JsonNode>();
        if (before != null) {
            before.forEach(entry -> old.put(entry.path(ID).asString(), entry));
        }
        var entries = maker.arrayNode();
        if (after != null) {
            for (var entry : after) {
                var id = entry.path(ID).asString();
                var known = old.remove(id);
                entries.add(known == null ? entry.deepCopy() : patch(id, known, entry, maker));
            }
        }
        old.keySet().forEach(id -> entries.addObject().put(ID, id).put(RETIRE, true));
        return entries;
    }

    private static ObjectNode patch(String id, JsonNode before, JsonNode after, ObjectNode maker) {
        var patch = maker.objectNode().put(ID, id);
        after.propertyStream()
                .filter(part -> !part.getValue().equals(before.get(part.getKey())))
                .forEach(part -> patch.set(part.getKey(), part.getValue().deepCopy()));
        before.propertyStream()
                .filter(part -> Draft.isNothing(after.get(part.getKey())))
                .filter(part -> !Draft.isNothing(part.getValue()))
                .forEach(part -> patch.putNull(part.getKey()));
        return patch;
    }

    /** Whether nothing differs from what is stored. */
    public boolean isEmpty() {
        return values.isEmpty();
    }
}
