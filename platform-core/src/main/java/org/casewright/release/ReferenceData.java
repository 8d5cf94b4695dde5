package org.casewright.release;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalog;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.ModuleDefinition;
import org.casewright.entity.EntityRecord;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.records.Change;
import org.casewright.records.Options;
import org.casewright.records.Outcome;
import org.casewright.records.Query;
import org.casewright.records.Records;
import org.springframework.stereotype.Component;

/**
 * Brings the rows of {@code data/*.csv} into their entities, by their natural keys and through the front door: what is new is
 * made, what differs changed, what the engine once brought and is there no more, retired. Done again, it does nothing.
 */
@Component
class ReferenceData {

    private static final int BATCH = 200;

    private final Records records;

    ReferenceData(Records records) {
        this.records = records;
    }

    void bringIn(Catalog catalog) {
        for (var module : catalog.modules()) {
            module.data().forEach((name, rows) -> bringIn(catalog, module, name, rows));
        }
    }

    private void bringIn(Catalog catalog, ModuleDefinition module, String name, List<Map<String, String>> rows) {
        var entity = module.entities().get(name);
        if (entity == null || entity.key().isEmpty()) {
            throw new IllegalStateException("data of " + module.name() + "/" + name + ", which has no key");
        }
        var table = new CsvRows(entity, rows);
        var found = stored(catalog, entity);
        var back = restored(entity, table, found);
        apply(entity, back);
        var stored = back.isEmpty() ? found : stored(catalog, entity);
        write(entity, table, stored);
        apply(entity, retired(entity, table, stored));
    }

    private Stored stored(Catalog catalog, EntityDefinition entity) {
        return new Stored(
                entity,
                all(Query.of(entity.ref())),
                all(Query.of(entity.ref()).ofRetired()),
                records::json,
                other -> catalog.findEntity(other)
                        .filter(target -> !target.key().isEmpty())
                        .map(target -> stored(catalog, target).ids())
                        .orElse(Map.of()));
    }

    private List<EntityRecord> all(Query query) {
        var found = new ArrayList<EntityRecord>();
        var next = query.limitedTo(BATCH);
        while (true) {
            var page = records.find(next, Actor.ENGINE);
            found.addAll(page.items());
            if (page.next() == null) {
                return found;
            }
            next = next.after(page.next());
        }
    }

    private static List<Change> restored(EntityDefinition entity, CsvRows table, Stored stored) {
        return table.keys().stream()
                .filter(stored::isRetired)
                .<Change>map(
                        key -> new Change.Restore(entity.ref(), stored.id(key).toString()))
                .toList();
    }

    /** Rows that others point to come first, so that each finds what it points to in its batch or before it. */
    private void write(EntityDefinition entity, CsvRows table, Stored stored) {
        var batch = new ArrayList<Change>();
        var made = new HashSet<String>();
        for (var key : table.keys()) {
            var values = table.values(key, made);
            if (!stored.has(key)) {
                batch.add(new Change.Create(entity.ref(), key, values));
                made.add(key);
            } else if (stored.differs(key, values)) {
                batch.add(Change.update(entity.ref(), stored.id(key), null, values));
            }
            if (batch.size() == BATCH) {
                apply(entity, batch);
                batch.clear();
                made.clear();
            }
        }
        apply(entity, batch);
    }

    private static List<Change> retired(EntityDefinition entity, CsvRows table, Stored stored) {
        return stored.brought().stream()
                .filter(key -> !table.keys().contains(key))
                .<Change>map(
                        key -> new Change.Retire(entity.ref(), stored.id(key).toString(), null))
                .toList();
    }

    private void apply(EntityDefinition entity, List<Change> changes) {
        var options = Options.NONE.because("Reference data");
        for (var from = 0; from < changes.size(); from += BATCH) {
            var batch = List.copyOf(changes.subList(from, Math.min(changes.size(), from + BATCH)));
            switch (records.apply(batch, Actor.ENGINE, options)) {
                case Outcome.Saved saved -> {}
                case Outcome.Rejected rejected -> throw refusal(entity, batch, rejected.problems());
                case Outcome.Stale stale ->
                    throw new Refusal(
                            ErrorCode.UNAVAILABLE, "Somebody else changed " + entity.plural() + " meanwhile.");
            }
        }
    }

    private static Refusal refusal(EntityDefinition entity, List<Change> batch, List<Problem> problems) {
        var file = entity.module() + "/data/" + entity.name() + ".csv";
        var located = problems.stream()
                .map(problem -> {
                    var place = ChangePointer.of(problem);
                    var row = row(batch, place.change());
                    var column = place.rest().isEmpty()
                            ? ""
                            : ", column " + place.rest().substring(1);
                    return ChangePointer.in(file, "", row + column + ": " + problem.message(), problem);
                })
                .toList();
        return new Refusal(ErrorCode.DEFINITION, "The rows of " + file + " cannot be stored.", located);
    }

    private static String row(List<Change> batch, int index) {
        return index < batch.size() && batch.get(index) instanceof Change.Create create
                ? "Row " + create.as()
                : "A row";
    }
}
