package org.casewright.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Inverse;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.entity.EntityRecord;
import org.casewright.problem.Problem;
import org.casewright.records.HistoryEntry;
import org.casewright.records.Outcome;
import org.casewright.records.Query;
import org.casewright.records.Records;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Records, and what came of changes, as answers. */
@Component
class RecordAnswers {

    private static final int MOST_EXPANDED = 200;

    private final Records records;

    RecordAnswers(Records records) {
        this.records = records;
    }

    /** One record with its version as ETag. */
    Answer one(EntityRecord record) {
        return Answer.written(200, json -> records.write(record, json))
                .with("ETag", ETags.of(record.system().version()));
    }

    Answer one(EntityRecord record, ObjectNode json) {
        return Answer.ok(json).with("ETag", ETags.of(record.system().version()));
    }

    static String location(EntityRecord record) {
        var entity = record.entity();
        return ApiPaths.ROOT + "/" + entity.module() + "/" + entity.name() + "/" + record.id();
    }

    /** A new record. */
    Answer created(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Saved saved ->
                Answer.written(201, json -> writeWithWarnings(saved, json))
                        .with("Location", location(saved.record()))
                        .with("ETag", ETags.of(saved.record().system().version()));
            case Outcome.Rejected rejected -> ProblemAnswers.rejected(rejected.problems());
            case Outcome.Stale stale -> ProblemAnswers.stale(stale);
        };
    }

    /** The new state of a record. */
    Answer changed(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Saved saved ->
                Answer.written(200, json -> writeWithWarnings(saved, json))
                        .with("ETag", ETags.of(saved.record().system().version()));
            case Outcome.Rejected rejected -> ProblemAnswers.rejected(rejected.problems());
            case Outcome.Stale stale -> ProblemAnswers.stale(stale);
        };
    }

    /** All records of a batch, in the order of its changes, and their ids by name. */
    Answer all(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Saved saved -> Answer.ok(list(saved));
            case Outcome.Rejected rejected -> ProblemAnswers.rejected(rejected.problems());
            case Outcome.Stale stale -> ProblemAnswers.stale(stale);
        };
    }

    private ObjectNode list(Outcome.Saved saved) {
        var body = Json.object();
        var items = body.putArray("records");
        for (var record : saved.records()) {
            items.add(records.json(record).put("entity", record.entity().ref()));
        }
        var names = body.putObject("named");
        saved.named().forEach((name, record) -> names.put(name, record.id().toString()));
        addWarnings(body, saved.warnings());
        return body;
    }

    private void writeWithWarnings(Outcome.Saved saved, JsonGenerator json) {
        records.write(saved.record(), json);
        if (!saved.warnings().isEmpty()) {
            json.writeArrayPropertyStart("warnings");
            saved.warnings().forEach(warning -> json.writeTree(ProblemAnswers.error(warning)));
            json.writeEndArray();
        }
    }

    private static void addWarnings(ObjectNode body, List<Problem> warnings) {
        if (!warnings.isEmpty()) {
            var list = body.putArray("warnings");
            warnings.forEach(warning -> list.add(ProblemAnswers.error(warning)));
        }
    }

    /** Those of the names that are references. */
    static Set<String> references(EntityDefinition entity, Set<String> names) {
        if (names.isEmpty()) {
            return names;
        }
        return names.stream()
                .filter(name -> entity.property(name)
                        .filter(property -> property.type() instanceof PropertyType.Referring)
                        .isPresent())
                .collect(Collectors.toSet());
    }

    /** The records to which a record refers, where the actor may see them. */
    Map<UUID, EntityRecord> related(EntityRecord record, Set<String> names, Actor actor) {
        var related = new HashMap<UUID, EntityRecord>();
        for (var name : references(record.entity(), names)) {
            record.entity().property(name).ifPresent(property -> {
                if (property.type() instanceof PropertyType.Referring referring) {
                    records.getAll(referring.to().entity(), ids(record.value(name)), actor)
                            .forEach(other -> related.put(other.id(), other));
                }
            });
        }
        return related;
    }

    private static List<UUID> ids(@Nullable Object value) {
        return switch (value) {
            case UUID id -> List.of(id);
            case List<?> list ->
                list.stream().map(UUID.class::cast).limit(MOST_EXPANDED).toList();
            case null, default -> List.of();
        };
    }

    /**
     * Puts the records that are referred to in the place of their ids, and lists of related records under their names:
     * the same nesting as that of values which are sent. A record that the actor may not see stays an id.
     */
    void expand(
            List<EntityRecord> found,
            Map<UUID, EntityRecord> related,
            List<ObjectNode> json,
            Set<String> names,
            Catalog catalog,
            Actor actor) {
        if (names.isEmpty() || found.isEmpty()) {
            return;
        }
        var entity = found.getFirst().entity();
        for (var name : names) {
            if (entity.properties().containsKey(name)) {
                expandReference(name, found, related, json);
            } else {
                catalog.inverse(entity, name).ifPresent(inverse -> expandInverse(inverse, found, json, actor));
            }
        }
    }

    private void expandReference(
            String name, List<EntityRecord> found, Map<UUID, EntityRecord> related, List<ObjectNode> json) {
        for (var i = 0; i < found.size(); i++) {
            switch (found.get(i).value(name)) {
                case UUID id -> {
                    var other = related.get(id);
                    if (other != null) {
                        json.get(i).set(name, records.json(other));
                    }
                }
                case List<?> ids -> expandList(ids, related, json.get(i).putArray(name));
                case null, default -> {
                    // Points nowhere.
                }
            }
        }
    }

    private void expandList(List<?> ids, Map<UUID, EntityRecord> related, ArrayNode into) {
        for (var id : ids) {
            var other = related.get(id);
            if (other == null) {
                into.add(id.toString());
            } else {
                into.add(records.json(other));
            }
        }
    }

    private void expandInverse(Inverse inverse, List<EntityRecord> found, List<ObjectNode> json, Actor actor) {
        for (var i = 0; i < found.size(); i++) {
            var query = Query.of(inverse.from().ref())
                    .relatedTo(inverse.path(), found.get(i).id())
                    .limitedTo(MOST_EXPANDED);
            var list = json.get(i).putArray(inverse.name());
            records.find(query, actor).items().forEach(item -> list.add(records.json(item)));
        }
    }

    /** Refuses names that cannot be expanded. */
    static void requireExpandable(Set<String> names, EntityDefinition entity, Knowledge knowledge) {
        if (names.isEmpty()) {
            return;
        }
        var known = new java.util.TreeSet<String>();
        for (var property : knowledge.properties(entity)) {
            if (property.type() instanceof PropertyType.Referring referring
                    && knowledge
                            .catalog()
                            .findEntity(referring.to().entity())
                            .filter(knowledge::knows)
                            .isPresent()) {
                known.add(property.name());
            }
        }
        knowledge.inverses(entity).forEach(inverse -> known.add(inverse.name()));
        requireKnown("expand", names, known);
    }

    static void requireKnown(String parameter, Set<String> names, Set<String> known) {
        for (var name : names) {
            if (!known.contains(name)) {
                throw Parameters.malformed(
                        "The parameter " + parameter + " has an unknown name." + Suggestion.of(name, known));
            }
        }
    }

    /** Changes of a record, newest first. */
    static Answer history(List<HistoryEntry> entries) {
        var body = Json.object();
        var items = body.putArray("items");
        for (var entry : entries) {
            var item = items.addObject();
            item.put("at", entry.at().toString());
            item.put("action", entry.action());
            item.put("by", entry.by());
            item.put("byTitle", entry.byTitle());
            item.put("reason", entry.reason());
            item.put("step", entry.step());
            item.put("version", entry.version());
            item.put("release", entry.release());
            if (entry.input() != null) {
                item.put("input", entry.input().toString());
            }
            if (entry.until() != null) {
                item.put("until", entry.until().toString());
            }
            if (!entry.withheld().isEmpty()) {
                var withheld = item.putArray(EntityDefinition.WITHHELD);
                entry.withheld().forEach(withheld::add);
            }
            var changes = item.putObject("changes");
            entry.changes().forEach((name, difference) -> {
                var pair = changes.putArray(name);
                pair.add(difference.old() == null ? JsonNodeFactory.instance.nullNode() : difference.old());
                pair.add(difference.value() == null ? JsonNodeFactory.instance.nullNode() : difference.value());
            });
        }
        return Answer.ok(body);
    }
}
