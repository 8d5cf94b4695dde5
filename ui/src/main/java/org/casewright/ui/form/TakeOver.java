package org.casewright.ui.form;

import static org.casewright.ui.part.Words.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was entered in a form goes over into the same form on another release; what has no place there is named. */
final class TakeOver {

    private final FormModel from;
    private final List<String> lost = new ArrayList<>();
    private final Map<String, String> names = new LinkedHashMap<>();

    private TakeOver(FormModel from) {
        this.from = from;
    }

    /** What found no place, each as title and value. */
    static List<String> into(FormModel to, FormModel from) {
        var takeOver = new TakeOver(from);
        takeOver.draft(from.root(), to.root());
        to.drafts().forEach(draft -> rename(draft.values(), takeOver.names));
        return List.copyOf(takeOver.lost);
    }

    private void draft(Draft old, Draft now) {
        now.seenAs(old);
        if (old.isDetached()) {
            now.detach();
        }
        for (var name : Submission.ownChanges(old).propertyNames()) {
            var was = old.entity().properties().get(name);
            if (was != null && !now.isParent(name)) {
                property(old, now, was);
            }
        }
        old.references().forEach((name, below) -> reference(now, name, below));
        old.lists().forEach((name, list) -> list(list, now.list(name).orElse(null)));
        now.preview();
    }

    private void property(Draft old, Draft now, PropertyDefinition was) {
        var value = old.values().get(was.name());
        var is = now.entity().properties().get(was.name());
        if (is == null || !fits(was.type(), is.type()) || !now.isEditable(is)) {
            lose(old, was, value);
        } else if (value == null || Draft.isNothing(value)) {
            now.values().remove(was.name());
        } else {
            now.values().set(was.name(), kept(old, was, is, value));
        }
    }

    private static boolean fits(PropertyType was, PropertyType is) {
        if (was instanceof PropertyType.Reference(var one) && is instanceof PropertyType.Reference(var other)) {
            return one.entity().equals(other.entity());
        }
        return was.getClass() == is.getClass();
    }

    private JsonNode kept(Draft old, PropertyDefinition was, PropertyDefinition is, JsonNode value) {
        if (was.type() instanceof PropertyType.Structure before
                && is.type() instanceof PropertyType.Structure after
                && value instanceof ObjectNode parts) {
            return parts(old, before.properties(), after.properties(), parts);
        }
        if (was.type() instanceof PropertyType.Group before
                && is.type() instanceof PropertyType.Group after
                && value instanceof ArrayNode entries) {
            var kept = entries.arrayNode();
            entries.forEach(entry -> kept.add(
                    entry instanceof ObjectNode parts
                            ? parts(old, before.properties(), after.properties(), parts)
                            : entry));
            return kept;
        }
        return value.deepCopy();
    }

    private ObjectNode parts(
            Draft old, List<PropertyDefinition> before, List<PropertyDefinition> after, ObjectNode parts) {
        var kept = parts.deepCopy();
        for (var part : before) {
            var stays = after.stream().anyMatch(is -> is.name().equals(part.name()) && fits(part.type(), is.type()));
            if (!stays) {
                lose(old, part, kept.remove(part.name()));
            }
        }
        return kept;
    }

    private void reference(Draft now, String name, Draft below) {
        if (below.isNew() && isUntouched(below)) {
            return;
        }
        var is = now.entity().properties().get(name);
        var next = is != null && is.type() instanceof PropertyType.Reference type
                ? now.reference(is, type, below.isNew()).orElse(null)
                : null;
        goOn(below, next != null && next.isNew() == below.isNew() ? next : null);
    }

    private static boolean isUntouched(Draft draft) {
        return Submission.ownChanges(draft).isEmpty()
                && draft.references().isEmpty()
                && draft.lists().isEmpty();
    }

    private void list(DraftList old, @Nullable DraftList now) {
        for (var entry : old.entries()) {
            if (now == null) {
                goOn(entry, null);
            } else if (entry.isNew()) {
                goOn(entry, now.begin());
            } else {
                goOn(
                        entry,
                        now.entries().stream()
                                .filter(next -> java.util.Objects.equals(next.id(), entry.id()))
                                .findFirst()
                                .orElse(null));
            }
        }
    }

    private void goOn(Draft old, @Nullable Draft now) {
        if (now == null) {
            Submission.ownChanges(old)
                    .propertyNames()
                    .forEach(name -> old.entity()
                            .property(name)
                            .filter(property -> !old.isParent(name))
                            .ifPresent(
                                    property -> lose(old, property, old.values().get(name))));
            return;
        }
        if (old.isNew()) {
            names.put("@" + old.name(), "@" + now.name());
        }
        draft(old, now);
    }

    private void lose(Draft draft, PropertyDefinition property, @Nullable JsonNode value) {
        if (value == null || Draft.isNothing(value)) {
            return;
        }
        var own = draft == from.root();
        var shown = from.context().values().text(property.type(), value, from.titles());
        lost.add(
                own
                        ? text("{0}: {1}", property.title(), shown)
                        : text("{0}, {1}: {2}", draft.entity().title(), property.title(), shown));
    }

    /** Records that were begun in the form have other names there. */
    static void rename(ObjectNode values, Map<String, String> names) {
        values.propertyStream().toList().forEach(property -> {
            var value = property.getValue();
            if (value.isString() && names.containsKey(value.asString())) {
                values.put(property.getKey(), names.get(value.asString()));
            } else if (value instanceof ObjectNode nested) {
                rename(nested, names);
            } else if (value instanceof ArrayNode entries) {
                entries.forEach(entry -> {
                    if (entry instanceof ObjectNode nested) {
                        rename(nested, names);
                    }
                });
            }
        });
    }
}
