package org.casewright.records;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.casewright.catalog.Catalog;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.entity.EntityRecord;
import org.casewright.entity.Pointers;
import org.casewright.entity.Uuids;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.casewright.problem.Refusal;
import org.casewright.storage.Storage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Nested changes to flat drafts: what stands under a reference's or an inverse's name becomes a draft of its own, and
 * names ({@code "@name"}) become ids. Reads the records that are to be changed, as the asker sees them.
 */
final class Unfolding {

    private static final int DEPTH = 8;

    private final Catalog catalog;
    private final Storage storage;
    private final Problems problems;
    private final boolean lock;
    private final Map<String, EntityRecord> granted;
    private final Map<UUID, Draft> drafts = new LinkedHashMap<>();
    private final Map<String, Draft> named = new HashMap<>();
    private final List<Draft> roots = new ArrayList<>();

    /**
     * Begins with nothing.
     *
     * @param granted records that an open task lets the asker change, by id, whatever else the asker may see
     */
    Unfolding(Catalog catalog, Storage storage, Problems problems, boolean lock, Map<String, EntityRecord> granted) {
        this.granted = Map.copyOf(granted);
        this.catalog = catalog;
        this.storage = storage;
        this.problems = problems;
        this.lock = lock;
    }

    Map<UUID, Draft> drafts() {
        return drafts;
    }

    Map<String, Draft> named() {
        return named;
    }

    /** The drafts of the changes themselves, in their order. */
    List<Draft> roots() {
        return roots;
    }

    void unfold(List<? extends Change> changes) {
        for (int i = 0; i < changes.size(); i++) {
            var pointer = changes.size() == 1 ? "" : "/changes/" + i + "/values";
            roots.add(unfold(changes.get(i), pointer));
        }
        drafts.values().forEach(this::resolveNames);
    }

    private Draft unfold(Change change, String pointer) {
        var entity = catalog.findEntity(change.entity()).orElseThrow(Refusal::notFound);
        return switch (change) {
            case Change.Create create -> create(entity, create.as(), create.values(), pointer, 0);
            case Change.Update update ->
                change(Draft.Kind.UPDATE, entity, update.record(), update.version(), update.values(), pointer, 0);
            case Change.Retire retire ->
                change(Draft.Kind.RETIRE, entity, retire.record(), retire.version(), empty(), pointer, 0);
            case Change.Restore restore ->
                change(Draft.Kind.RESTORE, entity, restore.record(), null, empty(), pointer, 0);
        };
    }

    private static ObjectNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }

    private Draft create(EntityDefinition entity, @Nullable String as, ObjectNode values, String pointer, int depth) {
        var draft = new Draft(Draft.Kind.CREATE, entity, Uuids.next(), empty(), pointer);
        drafts.put(draft.id, draft);
        if (as != null && named.put(as, draft) != null) {
            problems.add(Problem.at(pointer, ErrorCode.REFERENCE, "The name @" + as + " is given twice."));
        }
        take(draft, values, depth);
        return draft;
    }

    private Draft change(
            Draft.Kind kind,
            EntityDefinition entity,
            String record,
            @Nullable Long version,
            ObjectNode values,
            String pointer,
            int depth) {
        var known = granted.get(record);
        var stored = known != null && known.entity().equals(entity)
                ? known
                : storage.find(entity, record, lock).orElseThrow(Refusal::notFound);
        return changeOf(kind, stored, version, values, pointer, depth);
    }

    private Draft changeOf(
            Draft.Kind kind,
            EntityRecord stored,
            @Nullable Long version,
            ObjectNode values,
            String pointer,
            int depth) {
        var draft = drafts.get(stored.id());
        if (draft == null) {
            draft = new Draft(kind, stored.entity(), stored.id(), empty(), pointer).from(stored);
            drafts.put(draft.id, draft);
        }
        if (version != null) {
            draft.version = version;
        }
        take(draft, values, depth);
        return draft;
    }

    /** Takes what was submitted for a record: plain values into its patch, nested ones into drafts of their own. */
    private void take(Draft draft, ObjectNode values, int depth) {
        if (depth > DEPTH) {
            problems.add(Problem.at(draft.pointer, ErrorCode.SCHEMA, "This is nested too deep."));
            return;
        }
        for (var field : values.properties()) {
            var name = field.getKey();
            var node = field.getValue();
            var property = draft.entity.properties().get(name);
            var pointer = draft.pointer + "/" + Pointers.escape(name);
            if (property != null && node instanceof ObjectNode object && isRecordReference(property)) {
                takeReferred(draft, property, object, pointer, depth);
            } else if (property == null && catalog.inverse(draft.entity, name).isPresent()) {
                takeInverse(draft, name, node, pointer, depth);
            } else {
                draft.patch.set(name, node);
            }
        }
    }

    private static boolean isRecordReference(PropertyDefinition property) {
        return property.type() instanceof PropertyType.Reference(var to)
                && !to.entity().startsWith("platform/");
    }

    private void takeReferred(Draft draft, PropertyDefinition property, ObjectNode object, String pointer, int depth) {
        var target =
                catalog.entity(((PropertyType.Reference) property.type()).to().entity());
        var present = draft.values.get(property.name());
        var values = plain(object);
        var id = object.path("id").asString(present instanceof UUID uuid ? uuid.toString() : "");
        if (id.isEmpty()) {
            var created = create(target, as(object), values, pointer, depth + 1);
            draft.patch.put(property.name(), created.id.toString());
        } else {
            var changed = change(Draft.Kind.UPDATE, target, id, version(object), values, pointer, depth + 1);
            draft.patch.put(property.name(), changed.id.toString());
        }
    }

    private void takeInverse(Draft draft, String name, JsonNode node, String pointer, int depth) {
        var inverse = catalog.inverse(draft.entity, name).orElseThrow();
        if (!node.isArray()) {
            problems.add(Problem.at(pointer, ErrorCode.TYPE, name + " must be a list of records."));
            return;
        }
        int index = 0;
        for (var item : node) {
            var at = pointer + "/" + index++;
            if (!(item instanceof ObjectNode entry)) {
                problems.add(Problem.at(at, ErrorCode.TYPE, "This must be an object."));
                continue;
            }
            var values = plain(entry);
            var id = entry.path("id").asString("");
            Draft child;
            if (id.isEmpty()) {
                child = create(inverse.from(), as(entry), values, at, depth + 1);
            } else {
                var kind = entry.path("retire").asBoolean(false) ? Draft.Kind.RETIRE : Draft.Kind.UPDATE;
                child = change(kind, inverse.from(), id, version(entry), values, at, depth + 1);
            }
            child.patch.put(inverse.reference().name(), draft.id.toString());
        }
    }

    private static ObjectNode plain(ObjectNode object) {
        var values = object.deepCopy();
        values.remove(List.of("id", "as", "retire", "version"));
        return values;
    }

    private static @Nullable String as(ObjectNode object) {
        var name = object.path("as").asString("");
        return name.isEmpty() ? null : name;
    }

    private static @Nullable Long version(ObjectNode object) {
        return object.path("version").isIntegralNumber()
                ? object.path("version").longValue()
                : null;
    }

    /** Texts that mean records become ids: {@code @name}, a number, a natural key. */
    private void resolveNames(Draft draft) {
        for (var property : draft.entity.properties().values()) {
            var node = draft.patch.get(property.name());
            if (node != null
                    && node.isString()
                    && property.type() instanceof PropertyType.Reference(var to)
                    && !to.entity().startsWith("platform/")) {
                resolve(draft, property, catalog.entity(to.entity()), node.stringValue());
            }
        }
    }

    private void resolve(Draft draft, PropertyDefinition property, EntityDefinition target, String text) {
        if (text.startsWith("@")) {
            var found = named.get(text.substring(1));
            if (found == null || !found.entity.ref().equals(target.ref())) {
                problems.add(Problem.at(
                        draft.pointer + "/" + property.name(),
                        ErrorCode.REFERENCE,
                        "No change of this request is called " + text + "."));
                draft.patch.remove(property.name());
            } else {
                draft.patch.put(property.name(), found.id.toString());
            }
        } else if (text.length() != 36) {
            storage.findByKey(target, text).ifPresent(id -> draft.patch.put(property.name(), id.toString()));
        }
    }
}
