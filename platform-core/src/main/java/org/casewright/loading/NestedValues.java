package org.casewright.loading;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.casewright.catalog.Catalog;
import org.casewright.definition.PropertyType;
import org.casewright.loading.Paths.Place;
import org.casewright.loading.Paths.Step;
import org.casewright.problem.Location;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Values of records as they nest under references and inverses: their names, and the records that they call by name. */
final class NestedValues {

    private final Catalog catalog;
    private final Set<String> words;
    private final Problems problems;

    /**
     * Of records of a catalog.
     *
     * @param words what may stand among the values beside the records' own names
     */
    NestedValues(Catalog catalog, Set<String> words, Problems problems) {
        this.catalog = catalog;
        this.words = words;
        this.problems = problems;
    }

    /** The names that values give to records, wherever these stand. */
    static Set<String> names(JsonNode values) {
        var names = new LinkedHashSet<String>();
        collect(values, names);
        return names;
    }

    private static void collect(JsonNode node, Set<String> names) {
        if (node.isObject() && node.path("as").isString()) {
            names.add(node.path("as").stringValue());
        }
        node.forEach(child -> collect(child, names));
    }

    /** The same with each record's entity, where the values' names are known. */
    Map<String, String> entities(JsonNode values, Place place) {
        var entities = new LinkedHashMap<String, String>();
        collect(values, place, entities);
        return entities;
    }

    private void collect(JsonNode values, Place place, Map<String, String> entities) {
        values.forEachEntry((name, value) -> {
            var behind = behind(place, name);
            if (behind != null) {
                for (var record : value.isArray() ? value.values() : List.of(value)) {
                    if (behind instanceof Place.OfRecord(var entity)
                            && record.path("as").isString()) {
                        entities.put(record.path("as").stringValue(), entity);
                    }
                    collect(record, behind, entities);
                }
            }
        });
    }

    private @Nullable Place behind(Place place, String name) {
        return step(place, name).map(NestedValues::behind).orElse(null);
    }

    /** Records can be written where a list names them; expressions do not go on from there. */
    private static @Nullable Place behind(Step step) {
        return step instanceof Step.Value(var property)
                        && property.type() instanceof PropertyType.References(var table, var to)
                ? new Place.OfRecord(to.entity())
                : Paths.behind(step);
    }

    private Optional<Step> step(Place place, String name) {
        return Paths.property(catalog, place, name).or(() -> Paths.inverse(catalog, place, name));
    }

    /**
     * Checks values.
     *
     * @param named hears of each record that is called by name, as {@code "@name"}, and where
     */
    void check(JsonFile file, String pointer, JsonNode values, Place place, BiConsumer<String, Location> named) {
        if (Paths.unknown(catalog, place)) {
            return;
        }
        values.forEachEntry((name, value) -> {
            var at = Pointer.child(pointer, name);
            var step = step(place, name);
            if (step.isPresent()) {
                value(file, at, value, behind(step.get()), named);
            } else if (!words.contains(name)) {
                problems.add(Problem.in(
                        file.atName(at),
                        Paths.name(place) + " has no property “" + name + "”.",
                        Similar.advice(name, Paths.propertyNames(catalog, place))));
            }
        });
    }

    private void value(
            JsonFile file, String pointer, JsonNode value, @Nullable Place behind, BiConsumer<String, Location> named) {
        if (behind != null && value.isObject()) {
            check(file, pointer, value, behind, named);
        } else if (behind != null && value.isArray()) {
            for (var i = 0; i < value.size(); i++) {
                value(file, pointer + "/" + i, value.get(i), behind, named);
            }
        } else if (behind instanceof Place.OfRecord && value.asString("").startsWith("@")) {
            named.accept(value.stringValue().substring(1), file.at(pointer));
        }
    }
}
