package org.casewright.ui.form;

import static org.casewright.ui.part.Words.text;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.casewright.access.Actor;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.entity.Attachment;
import org.casewright.entity.EntityRecord;
import org.casewright.entity.JsonValues;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was entered in a form that was never saved comes back into the same form. What the asker may not know any more stays away
 * without a word; what may be seen but not entered any more, and a file that is gone, are named.
 */
final class Regained {

    private static final String ID = "id";
    private static final String AS = "as";

    private final FormModel model;
    private final List<String> lost = new ArrayList<>();
    private final Map<String, String> names = new LinkedHashMap<>();

    private Regained(FormModel model) {
        this.model = model;
    }

    /**
     * Takes it over.
     *
     * @param values as {@link Submission} says them
     * @return what found no place, each as title and value
     */
    static List<String> into(FormModel model, ObjectNode values) {
        var regained = new Regained(model);
        regained.draft(model.root(), values);
        model.drafts().forEach(draft -> TakeOver.rename(draft.values(), regained.names));
        model.drafts().forEach(Draft::preview);
        return List.copyOf(regained.lost);
    }

    private void draft(Draft now, ObjectNode values) {
        var fixed = fixed(now);
        values.properties().forEach(change -> {
            var property = now.entity().properties().get(change.getKey());
            if (property == null) {
                if (change.getValue() instanceof ArrayNode entries) {
                    now.list(change.getKey()).ifPresent(list -> entries(list, entries));
                }
            } else if (now.knows(property) && !now.isParent(property.name())) {
                property(now, property, change.getValue(), fixed);
            }
        });
        know(now);
        now.preview();
    }

    /** What the asker cannot change in a stored record now, whatever depends on what was entered. */
    private Set<String> fixed(Draft draft) {
        var id = draft.id();
        return id == null
                ? Set.of()
                : model.context()
                        .records()
                        .preview(
                                draft.entity().ref(),
                                id.toString(),
                                model.json().objectNode(),
                                model.context().actor().get())
                        .readOnly();
    }

    private void property(Draft now, PropertyDefinition property, JsonNode change, Set<String> fixed) {
        var lifecycle = now.entity().lifecycle();
        var isStatus = lifecycle != null && lifecycle.property().equals(property.name());
        if (!now.isEditable(property)
                || (fixed.contains(property.name()) && !isStatus)
                || !isThere(now, change, property)) {
            lose(property, change);
        } else if (property.type() instanceof PropertyType.Reference type && change instanceof ObjectNode nested) {
            now.reference(property, type, nested.has(AS))
                    .filter(next -> next.isNew() == nested.has(AS))
                    .ifPresent(next -> goOn(next, nested));
        } else {
            Patch.apply(property, withoutUnknown(now, property, change), now.values());
        }
    }

    /** Uploads that no record has taken are kept for a day. */
    private boolean isThere(Draft now, JsonNode change, PropertyDefinition property) {
        if (!(property.type() instanceof PropertyType.Attachment) || !(change instanceof ObjectNode)) {
            return true;
        }
        var file = Attachment.of(change).id();
        var actor = model.context().actor().get();
        var id = now.id();
        return model.context().attachments().waiting(file, actor).isPresent()
                || (id != null
                        && model.context()
                                .attachments()
                                .ofRecord(now.entity().ref(), id.toString(), file, actor)
                                .isPresent());
    }

    /** Without those parts of an object, or of a group's entries, that the asker may not know. */
    private static JsonNode withoutUnknown(Draft now, PropertyDefinition property, JsonNode change) {
        var hidden = property.type().parts().stream()
                .filter(part -> !now.knows(property, part))
                .map(PropertyDefinition::name)
                .toList();
        if (hidden.isEmpty()) {
            return change;
        }
        var open = change.deepCopy();
        if (open instanceof ObjectNode object) {
            object.remove(hidden);
        }
        if (open instanceof ArrayNode entries) {
            entries.forEach(entry -> {
                if (entry instanceof ObjectNode object) {
                    object.remove(hidden);
                }
            });
        }
        return open;
    }

    private void entries(DraftList list, ArrayNode entries) {
        if (!list.isOpen()) {
            return;
        }
        for (var entry : entries) {
            if (!(entry instanceof ObjectNode values)) {
                continue;
            }
            if (values.has(AS)) {
                if (list.mayBegin()) {
                    goOn(list.begin(), values);
                }
            } else {
                find(list, values).or(() -> join(list, values)).ifPresent(found -> {
                    if (values.path("retire").asBoolean(false)) {
                        list.remove(found);
                    } else {
                        goOn(found, values);
                    }
                });
            }
        }
    }

    /** One that was to come onto the list from elsewhere, where the asker may still see it. */
    private Optional<Draft> join(DraftList list, ObjectNode values) {
        return values.has(list.inverse().reference().name()) && list.inverse().isOpen()
                ? model.context()
                        .records()
                        .get(
                                list.inverse().from().ref(),
                                values.path(ID).asString(""),
                                model.context().actor().get())
                        .map(record -> list.join(record, null))
                : Optional.empty();
    }

    private static Optional<Draft> find(DraftList list, ObjectNode values) {
        return list.entries().stream()
                .filter(entry ->
                        String.valueOf(entry.id()).equals(values.path(ID).asString("")))
                .findFirst();
    }

    private void goOn(Draft next, ObjectNode values) {
        if (next.isNew()) {
            names.put("@" + values.path(AS).asString(""), "@" + next.name());
        } else {
            next.seenAt(values.path("version").asLong(Long.MAX_VALUE));
        }
        draft(next, values);
    }

    /** What the references that came back point to has titles, where the asker may know them. */
    private void know(Draft draft) {
        var context = model.context();
        var values = new LinkedHashMap<String, @Nullable Object>();
        draft.entity().properties().values().forEach(property -> {
            var value = draft.values().get(property.name());
            if (property.type() instanceof PropertyType.Referring && !Draft.isNothing(value) && !model.isBegun(value)) {
                values.put(property.name(), JsonValues.fromJson(property, value, null, "", problem -> {}));
            }
        });
        if (!values.isEmpty()) {
            var actor = context.actor().get();
            model.know(context.records().titles(List.of(unstored(draft.entity(), values, actor)), actor));
        }
    }

    private static EntityRecord unstored(EntityDefinition entity, Map<String, @Nullable Object> values, Actor actor) {
        var none = OffsetDateTime.MIN;
        return new EntityRecord(
                        entity,
                        new EntityRecord.SystemValues(
                                new UUID(0, 0),
                                null,
                                0,
                                0,
                                null,
                                0,
                                none,
                                actor.id(),
                                none,
                                actor.id(),
                                null,
                                null,
                                null,
                                null),
                        Map.of())
                .withValues(values);
    }

    private void lose(PropertyDefinition property, JsonNode value) {
        if (!Draft.isNothing(value)
                && !(value instanceof ObjectNode && property.type() instanceof PropertyType.Reference)) {
            lost.add(text(
                    "{0}: {1}",
                    property.title(), model.context().values().text(property.type(), value, model.titles())));
        }
    }
}
