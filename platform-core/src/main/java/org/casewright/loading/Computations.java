package org.casewright.loading;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.casewright.catalog.Catalog;
import org.casewright.definition.DecisionDefinition;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.expression.Expression;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;

/** What computed properties read: never themselves in a circle, and when stored nothing that changes by itself. */
final class Computations {

    /**
     * A computed property.
     *
     * @param within the repeating group or object in which it stands; null for the record itself
     */
    private record Value(
            EntityDefinition entity,
            PropertyDefinition property,
            @Nullable PropertyDefinition within) {

        String name() {
            return entity.name() + "." + (within == null ? "" : within.name() + ".") + property.name();
        }

        Expression expression() {
            return Objects.requireNonNull(property.computed()).expression();
        }

        boolean stored() {
            return Objects.requireNonNull(property.computed()).stored();
        }

        boolean daily() {
            return Objects.requireNonNull(property.computed()).daily();
        }
    }

    private final Catalog catalog;
    private final Map<String, ModuleSource> sources;
    private final Problems problems;
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final Map<String, Set<String>> reads = new LinkedHashMap<>();

    private Computations(Catalog catalog, Map<String, ModuleSource> sources, Problems problems) {
        this.catalog = catalog;
        this.sources = sources;
        this.problems = problems;
    }

    static void check(Catalog catalog, Map<String, ModuleSource> sources, Problems problems) {
        new Computations(catalog, sources, problems).check();
    }

    private void check() {
        for (var entity : catalog.entities()) {
            for (var property : entity.properties().values()) {
                if (property.computed() != null) {
                    values.put(key(entity, property), new Value(entity, property, null));
                }
                for (var part : property.type().parts()) {
                    if (part.computed() != null) {
                        values.put(key(entity, property) + "." + part.name(), new Value(entity, part, property));
                    }
                }
            }
        }
        values.forEach((key, value) -> reads.put(key, reads(value)));
        circles();
        values.forEach(this::checkStored);
    }

    private static String key(EntityDefinition entity, PropertyDefinition property) {
        return entity.ref() + "#" + property.name();
    }

    private Set<String> reads(Value value) {
        var found = new LinkedHashSet<String>();
        for (var path : catalog.paths(value.entity().module(), value.expression())) {
            var within = value.within();
            var own = within != null
                    && within.type().parts().stream()
                            .anyMatch(part -> part.name().equals(path.getFirst()));
            if (within != null && own) {
                var whole = new ArrayList<>(path);
                whole.addFirst(within.name());
                follow(value.entity(), whole, found);
            } else {
                follow(value.entity(), path, found);
            }
        }
        return found;
    }

    /** Notes every computed property on the way. */
    private void follow(EntityDefinition start, List<String> path, Collection<String> found) {
        var entity = start;
        var parts = List.<PropertyDefinition>of();
        var around = "";
        for (var name : path) {
            var property = parts.isEmpty()
                    ? entity.properties().get(name)
                    : parts.stream()
                            .filter(part -> part.name().equals(name))
                            .findFirst()
                            .orElse(null);
            if (property != null && property.computed() != null) {
                found.add(entity.ref() + "#" + around + property.name());
            }
            parts = property == null ? List.of() : property.type().parts();
            around = parts.isEmpty() ? "" : name + ".";
            if (!parts.isEmpty()) {
                continue;
            }
            var next = property == null
                    ? catalog.inverse(entity, name).map(inverse -> inverse.from())
                    : property.type() instanceof PropertyType.Referring referring
                            ? catalog.findEntity(referring.to().entity())
                            : Optional.<EntityDefinition>empty();
            if (next.isEmpty()) {
                return;
            }
            entity = next.get();
        }
    }

    private void circles() {
        var done = new LinkedHashSet<String>();
        for (var key : values.keySet()) {
            visit(key, new ArrayList<>(), done);
        }
    }

    private void visit(String key, List<String> way, Set<String> done) {
        var begin = way.indexOf(key);
        if (begin >= 0) {
            var circle = new ArrayList<>(way.subList(begin, way.size()));
            circle.add(key);
            var value = Objects.requireNonNull(values.get(key));
            var names = circle.stream()
                    .map(step -> Objects.requireNonNull(values.get(step)).name())
                    .toList();
            problem(
                    value,
                    "In `" + value.expression().text() + "`: the computed values read each other in a circle: "
                            + String.join(" -> ", names) + ".",
                    "Compute one of them from what people enter.");
            return;
        }
        if (!done.add(key)) {
            return;
        }
        way.add(key);
        reads.getOrDefault(key, Set.of()).forEach(next -> visit(next, way, done));
        way.removeLast();
    }

    /** A stored value may not read one that changes while nobody changes anything. */
    private void checkStored(String key, Value value) {
        if (!value.stored() || value.daily()) {
            return;
        }
        for (var decision : catalog.decisions(value.entity().module(), value.expression())) {
            if (decision.readsClock()) {
                problem(
                        value,
                        "In `" + value.expression().text() + "`: the decision “" + decision.name()
                                + "” changes with time, and this value is stored.",
                        "Write { \"feel\": ..., \"stored\": false }, or \"refresh\": \"daily\".");
            }
        }
        for (var read : reads.getOrDefault(key, Set.of())) {
            var other = Objects.requireNonNull(values.get(read));
            if (other.daily() || (!other.stored() && changes(other))) {
                problem(
                        value,
                        "In `" + value.expression().text() + "`: “" + other.name()
                                + "” changes with time, and this value is stored.",
                        "Write { \"feel\": ..., \"stored\": false }, or \"refresh\": \"daily\".");
            }
        }
    }

    private boolean changes(Value value) {
        return value.expression().readsClock()
                || catalog.decisions(value.entity().module(), value.expression()).stream()
                        .anyMatch(DecisionDefinition::readsClock);
    }

    private void problem(Value value, String message, String advice) {
        var within = value.within();
        var around = within == null
                ? ""
                : Pointer.child("/properties", within.name())
                        + (within.type() instanceof PropertyType.Group ? "/items" : "");
        var pointer = Pointer.child(around + "/properties", value.property().name()) + "/x-computed";
        problems.add(Problem.in(ModuleSource.place(sources, value.entity(), pointer), message, advice));
    }
}
