package org.casewright.records;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Inverse;
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
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Nested changes to flat drafts: what stands under a reference's or an inverse's name becomes a draft of its own, and
 * names ({@code "@name"}) become ids. Reads the records that are to be changed, as the asker sees them.
 */
final class Unfolding {

    private static final int DEPTH = 8;
    private static final int UUID_LENGTH = 36;

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
        resolveNames();
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
            case Change.Assign assign ->
                change(Draft.Kind.ASSIGN, entity, assign.record(), assign.version(), given(assign), pointer, 0);
        };
    }

    private static ObjectNode given(Change.Assign assign) {
        var values = empty();
        if (assign.unit() != null) {
            values.put("unit", assign.unit());
        }
        return values.put("owner", assign.owner());
    }

    private static ObjectNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }

    private Draft create(EntityDefinition entity, @Nullable String as, ObjectNode values, String pointer, int depth) {
        var draft = new Draft(Draft.Kind.CREATE, entity, Uuids.next(), empty(), pointer);
        drafts.put(draft.id, draft);
        if (as != null && named.put(as, draft) != null) {
            problems.add(Problem.at(pointer, ErrorCode.REFERENCE, "The name @{0} is given twice.", as));
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
                draft.patch.put(name, referred(draft, property, object, pointer, depth));
            } else if (property != null
                    && property.type() instanceof PropertyType.References
                    && node instanceof ArrayNode items
                    && isRecordReference(property)) {
                takeList(draft, property, items, pointer, depth);
            } else if (property == null && catalog.inverse(draft.entity, name).isPresent()) {
                takeInverse(draft, name, node, pointer, depth);
            } else {
                // Names in it become ids; what was asked for must stay as it was, should it be tried again.
                draft.patch.set(name, node.isContainer() ? node.deepCopy() : node);
            }
        }
    }

    private static boolean isRecordReference(PropertyDefinition property) {
        return property.type() instanceof PropertyType.Referring referring
                && !referring.to().entity().startsWith("platform/");
    }

    private EntityDefinition target(PropertyDefinition property) {
        return catalog.entity(((PropertyType.Referring) property.type()).to().entity());
    }

    /** The id of the record that stands, whole or in part, in the place of its id. */
    private String referred(Draft draft, PropertyDefinition property, ObjectNode object, String pointer, int depth) {
        var present = draft.values.get(property.name());
        var values = plain(object);
        var id = object.path("id").asString(present instanceof UUID uuid ? uuid.toString() : "");
        var other = id.isEmpty()
                ? create(target(property), as(object), values, pointer, depth + 1)
                : change(Draft.Kind.UPDATE, target(property), id, version(object), values, pointer, depth + 1);
        return other.id.toString();
    }

    private void takeList(Draft draft, PropertyDefinition property, ArrayNode items, String pointer, int depth) {
        var list = draft.patch.putArray(property.name());
        for (var i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof ObjectNode object) {
                list.add(referred(draft, property, object, pointer + "/" + i, depth));
            } else {
                list.add(items.get(i));
            }
        }
    }

    private void takeInverse(Draft draft, String name, JsonNode node, String pointer, int depth) {
        var inverse = catalog.inverse(draft.entity, name).orElseThrow();
        if (!node.isArray()) {
            problems.add(Problem.at(pointer, ErrorCode.TYPE, "{0} must be a list of records.", name));
            return;
        }
        int index = 0;
        for (var item : node) {
            var at = pointer + "/" + index++;
            if (item instanceof ObjectNode entry) {
                takeListed(draft, inverse, entry, at, depth);
            } else {
                problems.add(Problem.at(at, ErrorCode.TYPE, "This must be an object."));
            }
        }
    }

    private void takeListed(Draft draft, Inverse inverse, ObjectNode entry, String at, int depth) {
        var values = plain(entry);
        var id = entry.path("id").asString("");
        var leaves = entry.path("retire").asBoolean(false);
        if (!inverse.isOpen() && (id.isEmpty() || leaves)) {
            problems.add(Problem.at(
                    at,
                    ErrorCode.REFERENCE,
                    "{0} comes onto this list, and leaves it, by its own {1}.",
                    inverse.from().title(),
                    inverse.changing()));
        } else if (id.isEmpty()) {
            join(create(inverse.from(), as(entry), values, at, depth + 1), inverse, draft.id);
        } else {
            // A record that stands on the lists of several is only taken off this one.
            var kind = leaves && inverse.isSingle() ? Draft.Kind.RETIRE : Draft.Kind.UPDATE;
            var child = change(kind, inverse.from(), id, version(entry), values, at, depth + 1);
            if (leaves && !inverse.isSingle()) {
                leave(child, inverse, draft.id);
            } else if (inverse.isOpen()) {
                join(child, inverse, draft.id);
            }
        }
    }

    /** Lets a record point to the one on whose list it was given. */
    private static void join(Draft child, Inverse inverse, UUID of) {
        var reference = inverse.reference().name();
        if (inverse.isSingle()) {
            child.patch.put(reference, of.toString());
            return;
        }
        var list = listed(child, inverse);
        for (var known : list) {
            if (known.asString("").equals(of.toString())) {
                return;
            }
        }
        list.add(of.toString());
    }

    private static void leave(Draft child, Inverse inverse, UUID of) {
        listed(child, inverse).values().removeIf(known -> known.asString("").equals(of.toString()));
    }

    private static ArrayNode listed(Draft child, Inverse inverse) {
        var name = inverse.reference().name();
        if (child.patch.get(name) instanceof ArrayNode given) {
            return given;
        }
        var list = child.patch.putArray(name);
        if (child.values.get(name) instanceof List<?> stored) {
            stored.forEach(id -> list.add(id.toString()));
        }
        return list;
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

    /** Texts that mean records become ids: {@code @name}, a number, a natural key; asked once for each entity. */
    private void resolveNames() {
        var keys = new LinkedHashMap<EntityDefinition, Set<String>>();
        eachName((target, text, pointer) -> {
            if (!text.startsWith("@") && text.length() != UUID_LENGTH) {
                keys.computeIfAbsent(target, key -> new LinkedHashSet<>()).add(text);
            }
            return text;
        });
        var known = new HashMap<EntityDefinition, Map<String, UUID>>();
        keys.forEach((target, texts) -> known.put(target, storage.findByKeys(target, texts)));
        eachName((target, text, pointer) -> {
            if (text.startsWith("@")) {
                return named(target, text, pointer);
            }
            var found = known.getOrDefault(target, Map.of()).get(text);
            return found == null ? text : found.toString();
        });
    }

    /** Null when no change of the request is called so. */
    private @Nullable String named(EntityDefinition target, String text, String pointer) {
        var found = named.get(text.substring(1));
        if (found == null || !found.entity.ref().equals(target.ref())) {
            problems.add(Problem.at(pointer, ErrorCode.REFERENCE, "No change of this request is called {0}.", text));
            return null;
        }
        return found.id.toString();
    }

    /** What stands in the place of a text that means a record; null for nothing. */
    private interface Naming {
        @Nullable
        String put(EntityDefinition target, String text, String pointer);
    }

    private void eachName(Naming naming) {
        drafts.values().forEach(draft -> eachName(draft, naming));
    }

    private void eachName(Draft draft, Naming naming) {
        var at = draft.pointer;
        eachName(draft.entity.properties().values(), draft.patch, at, naming);
        for (var property : draft.entity.properties().values()) {
            var node = draft.patch.get(property.name());
            var below = at + "/" + property.name();
            if (property.type() instanceof PropertyType.Structure structure && node instanceof ObjectNode part) {
                eachName(structure.properties(), part, below, naming);
            } else if (property.type() instanceof PropertyType.Group group && node instanceof ArrayNode entries) {
                for (var i = 0; i < entries.size(); i++) {
                    if (entries.get(i) instanceof ObjectNode entry) {
                        eachName(group.properties(), entry, below + "/" + i, naming);
                    }
                }
            }
        }
    }

    private void eachName(Collection<PropertyDefinition> properties, ObjectNode values, String pointer, Naming naming) {
        for (var property : properties) {
            var node = values.get(property.name());
            var at = pointer + "/" + property.name();
            if (node == null || !isRecordReference(property)) {
                continue;
            }
            if (node.isString() && property.type() instanceof PropertyType.Reference) {
                var id = naming.put(target(property), node.stringValue(), at);
                if (id == null) {
                    values.remove(property.name());
                } else {
                    values.put(property.name(), id);
                }
            } else if (node instanceof ArrayNode items && property.type() instanceof PropertyType.References) {
                values.set(property.name(), listed(target(property), items, at, naming));
            }
        }
    }

    private static ArrayNode listed(EntityDefinition target, ArrayNode items, String pointer, Naming naming) {
        var list = JsonNodeFactory.instance.arrayNode();
        for (var i = 0; i < items.size(); i++) {
            if (items.get(i).isString()) {
                var id = naming.put(target, items.get(i).stringValue(), pointer + "/" + i);
                if (id != null) {
                    list.add(id);
                }
            } else {
                list.add(items.get(i));
            }
        }
        return list;
    }
}
