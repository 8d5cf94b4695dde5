package org.casewright.records;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.casewright.access.Access;
import org.casewright.access.Actor;
import org.casewright.access.Fields;
import org.casewright.catalog.Catalog;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.entity.EntityRecord;
import org.casewright.entity.JsonValues;
import org.casewright.history.History;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.storage.Storage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The way back, found in the history: what was done because of a record is turned into the changes that undo it. What
 * somebody else has changed since is in the way, and is named.
 */
@Component
final class Undoing {

    private static final int MOST_LINES = 10_000;
    private static final String ID = "id";
    private static final String UNKNOWN = "Something that is not open to you was changed since.";

    private final History history;
    private final Storage storage;
    private final Reading reading;

    Undoing(History history, Storage storage, Reading reading) {
        this.history = history;
        this.storage = storage;
        this.reading = reading;
    }

    /** What became of one record: its first state and its last, by property. */
    private static final class Doing {
        final String entity;
        final Map<String, JsonNode> before = new LinkedHashMap<>();
        final Map<String, JsonNode> after = new LinkedHashMap<>();
        boolean created;
        boolean retired;
        boolean restored;
        long version;

        Doing(String entity) {
            this.entity = entity;
        }

        void add(History.Line line, Catalog catalog) {
            version = Math.max(version, line.version());
            switch (line.action()) {
                case "create" -> created = true;
                case "retire" -> {
                    retired = !restored;
                    restored = false;
                }
                case "restore" -> {
                    restored = !retired;
                    retired = false;
                }
                default -> {}
            }
            var definition = catalog.findEntity(entity);
            line.changes().properties().forEach(change -> {
                var name = definition
                        .map(found -> catalog.propertyNow(found, change.getKey(), line.release()))
                        .orElse(change.getKey());
                before.putIfAbsent(name, change.getValue().path(0));
                after.put(name, change.getValue().path(1));
            });
        }
    }

    /**
     * The changes that undo what was done because of a record, and retire it; in the caller's transaction, as the engine.
     *
     * @throws Refusal {@code CONFLICT} with what others have changed since, as far as the asker may know of it
     */
    List<Change> changes(Catalog catalog, EntityRecord cause, Actor asker) {
        storage.identifyAsEngine();
        var lines = history.causedBy(cause.id(), MOST_LINES);
        if (lines.size() == MOST_LINES) {
            throw new Refusal(ErrorCode.CONFLICT, "Too much was done to undo it at once.");
        }
        // In one order for all who change several records.
        var doings = new TreeMap<UUID, Doing>();
        for (var line : lines) {
            if (!line.action().equals(OfOperation.DONE) && !line.record().equals(cause.id())) {
                doings.computeIfAbsent(line.record(), id -> new Doing(line.entity()))
                        .add(line, catalog);
            }
        }
        var changes = new ArrayList<Change>();
        var problems = new ArrayList<Problem>();
        Function<EntityRecord, Optional<Fields>> open = stored -> open(catalog, asker, stored);
        doings.forEach((id, doing) -> undo(catalog, open, id, doing, changes, problems));
        if (!problems.isEmpty()) {
            throw new Refusal(
                    ErrorCode.CONFLICT,
                    "It cannot be undone: others have changed something since.",
                    problems.stream().distinct().toList());
        }
        changes.add(new Change.Retire(cause.entity().ref(), cause.id().toString(), null));
        return changes;
    }

    /** What the asker may know of a record; empty where that is nothing at all. */
    private Optional<Fields> open(Catalog catalog, Actor asker, EntityRecord stored) {
        var fields = reading.found(
                        catalog, asker, stored.entity().ref(), stored.id().toString())
                .map(seen -> reading.grants(catalog, Access.of(catalog, asker)).readable(stored));
        storage.identifyAsEngine();
        return fields;
    }

    private void undo(
            Catalog catalog,
            Function<EntityRecord, Optional<Fields>> open,
            UUID id,
            Doing doing,
            List<Change> changes,
            List<Problem> problems) {
        var stored = catalog.findEntity(doing.entity)
                .flatMap(entity -> storage.find(entity, id.toString(), true))
                .orElse(null);
        if (stored == null) {
            problems.add(inTheWay("A record that was written is not there any more."));
            return;
        }
        var entity = stored.entity();
        var retiredNow = stored.system().retired();
        if (retiredNow != doing.retired) {
            problems.add(inTheWay(
                    known(open, stored, name(stored) + " was " + (retiredNow ? "retired" : "restored") + " since.")));
        } else if (doing.created && doing.retired) {
            // It came and went.
            return;
        } else if (doing.created) {
            changedSince(entity, open, stored, doing, problems);
            changes.add(new Change.Retire(entity.ref(), id.toString(), null));
        } else {
            if (doing.retired) {
                changes.add(new Change.Restore(entity.ref(), id.toString()));
            } else if (doing.restored) {
                changes.add(new Change.Retire(entity.ref(), id.toString(), null));
            }
            var values = values(open, stored, doing, problems);
            if (!values.isEmpty()) {
                changes.add(Change.update(entity.ref(), id, null, values));
            }
        }
    }

    /** What was made is taken away only as it was made. */
    private void changedSince(
            EntityDefinition entity,
            Function<EntityRecord, Optional<Fields>> open,
            EntityRecord stored,
            Doing doing,
            List<Problem> problems) {
        if (stored.system().version() > doing.version) {
            for (var name : history.changedSince(stored.id(), doing.version)) {
                var property = entity.properties().get(name);
                problems.add(inTheWay(changed(open, stored, property, name)));
            }
        }
    }

    private static ObjectNode values(
            Function<EntityRecord, Optional<Fields>> open, EntityRecord stored, Doing doing, List<Problem> problems) {
        var values = JsonNodeFactory.instance.objectNode();
        doing.before.forEach((name, old) -> {
            var property = stored.entity().properties().get(name);
            if (property == null) {
                problems.add(inTheWay(changed(open, stored, null, name)));
                return;
            }
            var now = JsonValues.toJson(property.type(), stored.value(name));
            if (!same(now, doing.after.getOrDefault(name, JsonNodeFactory.instance.nullNode()))) {
                problems.add(inTheWay(changed(open, stored, property, name)));
            } else if (!same(now, old)) {
                values.set(name, back(property, now, old));
            }
        });
        return values;
    }

    /** The merge patch that makes the value what it was. */
    private static JsonNode back(PropertyDefinition property, JsonNode now, JsonNode old) {
        return switch (property.type()) {
            case PropertyType.Group group when old.isArray() -> entries(now, old);
            case PropertyType.Structure structure
            when old.isObject() -> {
                var patch = (ObjectNode) old.deepCopy();
                now.propertyNames().forEach(name -> {
                    if (!old.has(name)) {
                        patch.putNull(name);
                    }
                });
                yield patch;
            }
            default -> old;
        };
    }

    /** Entries that are still there by their ids, those that went as new ones, and those that came taken away. */
    private static JsonNode entries(JsonNode now, JsonNode old) {
        var present = new LinkedHashMap<String, JsonNode>();
        now.forEach(entry -> present.put(entry.path(ID).asString(""), entry));
        var patch = JsonNodeFactory.instance.arrayNode();
        for (var entry : old) {
            var copy = (ObjectNode) entry.deepCopy();
            var known = present.remove(entry.path(ID).asString(""));
            if (known == null) {
                copy.remove(ID);
            } else {
                known.propertyNames().stream().filter(name -> !entry.has(name)).forEach(copy::putNull);
            }
            patch.add(copy);
        }
        present.keySet().forEach(id -> patch.addObject().put(ID, id).put("retire", true));
        return patch;
    }

    /** Equal as values: numbers by what they count, nothing as nothing. */
    private static boolean same(JsonNode left, JsonNode right) {
        if (isNothing(left) || isNothing(right)) {
            return isNothing(left) && isNothing(right);
        }
        return left.equals(Undoing::compare, right);
    }

    private static int compare(JsonNode left, JsonNode right) {
        return left.isNumber() && right.isNumber()
                ? left.decimalValue().compareTo(right.decimalValue())
                : left.equals(right) ? 0 : 1;
    }

    private static boolean isNothing(JsonNode node) {
        return node.isNull() || node.isMissingNode() || (node.isArray() && node.isEmpty());
    }

    private static String changed(
            Function<EntityRecord, Optional<Fields>> open,
            EntityRecord stored,
            @Nullable PropertyDefinition property,
            String name) {
        return open.apply(stored)
                        .filter(fields -> property == null || fields.has(property))
                        .isPresent()
                ? (property == null ? name : property.title()) + " of " + name(stored) + " was changed since."
                : UNKNOWN;
    }

    private static String known(Function<EntityRecord, Optional<Fields>> open, EntityRecord stored, String sentence) {
        return open.apply(stored).isPresent() ? sentence : UNKNOWN;
    }

    private static String name(EntityRecord record) {
        var number = record.system().number();
        return number == null ? record.entity().title() : number;
    }

    private static Problem inTheWay(String sentence) {
        return Problem.at("", ErrorCode.CONFLICT, sentence);
    }
}
