package org.casewright.loading;

import java.util.List;
import org.casewright.catalog.Catalog;
import org.casewright.definition.PropertyType;
import org.casewright.loading.Paths.Place;
import org.casewright.loading.Paths.Step;
import org.casewright.problem.Location;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;

/** Checks the columns of lists: a property, or one over a single reference. */
record Columns(Catalog catalog, Problems problems) {

    void check(Place start, String column, Location at) {
        var names = List.of(column.split("\\.", -1));
        if (names.size() > 2) {
            problems.add(Problem.in(
                    at,
                    "“" + column + "” goes over more than one reference.",
                    "A column is a property, or one over one reference."));
            return;
        }
        Place place = start;
        Step step = null;
        for (var name : names) {
            if (place == null || isGroup(step)) {
                problems.add(Problem.in(
                        at, "“" + column + "” does not go over a reference.", "Name a property of the record."));
                return;
            }
            if (Paths.unknown(catalog, place)) {
                return;
            }
            var next = Paths.property(catalog, place, name);
            if (next.isEmpty()) {
                problems.add(Problem.in(
                        at,
                        Paths.name(place) + " has no property “" + name + "”.",
                        Similar.advice(name, Paths.propertyNames(catalog, place))));
                return;
            }
            step = next.get();
            place = Paths.behind(step);
        }
        if (step instanceof Step.Value(var property)
                && (property.type() instanceof PropertyType.Group || property.type() instanceof PropertyType.Json)) {
            problems.add(Problem.in(at, "“" + column + "” has no single value.", "Name another property."));
        }
    }

    private static boolean isGroup(@Nullable Step step) {
        return step instanceof Step.Value(var property) && property.type() instanceof PropertyType.Group;
    }
}
