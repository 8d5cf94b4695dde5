package org.casewright.records;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.casewright.access.Access;
import org.casewright.access.Actor;
import org.casewright.access.Fields;
import org.casewright.catalog.Catalog;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.entity.EntityRecord;
import org.casewright.history.History;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.storage.Storage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells values that are told only to who asks for them. Each time is kept in the record's history, in the transaction that reads,
 * one line for each field class.
 */
@Component
final class Revealing {

    private static final int LONGEST = 2_000;

    private final Reading reading;
    private final Storage storage;
    private final History history;

    Revealing(Reading reading, Storage storage, History history) {
        this.reading = reading;
        this.storage = storage;
        this.history = history;
    }

    /** The record with the values of these properties; in the caller's transaction. */
    EntityRecord reveal(
            Catalog catalog, Actor actor, String ref, String idOrNumber, Set<String> names, @Nullable String purpose) {
        // What is seen of it besides is what the asker has seen already.
        var seen = reading.found(catalog, actor, ref, idOrNumber).orElseThrow(Refusal::notFound);
        var entity = seen.entity();
        reading.identify(catalog, actor, entity);
        var fields = reading.grants(catalog, Access.of(catalog, actor)).readable(seen);
        var properties =
                names.stream().map(name -> required(entity, fields, name)).toList();
        var why = purpose(entity, properties, purpose);
        storage.expectRelease(catalog.release());
        var stored = storage.find(entity, seen.id().toString(), false).orElseThrow(Refusal::notFound);
        var shown = reading.seen(catalog, actor, fields.revealing(names), stored, true);
        storage.identifyAsEngine();
        history.append(lines(catalog, actor, shown, properties, why));
        return shown;
    }

    private static PropertyDefinition required(EntityDefinition entity, Fields fields, String name) {
        return entity.property(name)
                .filter(fields::withholds)
                .orElseThrow(() -> Refusal.of(ErrorCode.MALFORMED, "There is nothing to reveal under {0}.", name));
    }

    private static @Nullable String purpose(
            EntityDefinition entity, List<PropertyDefinition> properties, @Nullable String given) {
        var purpose = given == null ? "" : given.strip();
        if (purpose.length() > LONGEST || purpose.indexOf('\0') >= 0) {
            throw refused(Problem.at("/purpose", ErrorCode.LENGTH, "A purpose has at most {0} characters.", LONGEST));
        }
        if (purpose.isEmpty() && properties.stream().anyMatch(entity::asksPurpose)) {
            throw refused(Problem.at("/purpose", ErrorCode.REQUIRED, "Say what you need it for: others will read it."));
        }
        return purpose.isEmpty() ? null : purpose;
    }

    private static Refusal refused(Problem problem) {
        return new Refusal(ErrorCode.INVALID, "Say what you need to see it for.", List.of(problem));
    }

    private List<History.Line> lines(
            Catalog catalog,
            Actor actor,
            EntityRecord record,
            List<PropertyDefinition> properties,
            @Nullable String purpose) {
        var byClass = new TreeMap<String, ObjectNode>();
        properties.forEach(property -> byClass.computeIfAbsent(
                        String.valueOf(property.sensitivity()), any -> JsonNodeFactory.instance.objectNode())
                .putNull(property.name()));
        var now = reading.session(catalog, actor).now;
        var lines = new ArrayList<History.Line>();
        byClass.forEach((fieldClass, names) -> lines.add(new History.Line(
                record.id(),
                record.entity().ref(),
                now,
                History.REVEAL,
                actor.id(),
                actor.name(),
                purpose,
                null,
                record.system().version(),
                catalog.release(),
                fieldClass,
                null,
                null,
                names)));
        return lines;
    }
}
