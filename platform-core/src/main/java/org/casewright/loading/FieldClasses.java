package org.casewright.loading;

import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.casewright.definition.PropertyDefinition;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;

/** Names of field classes where an entity's file lists some: each must be one that a property here has. */
final class FieldClasses {
    private FieldClasses() {}

    /** Those in the list at a pointer. */
    static Set<String> read(
            JsonFile file, String pointer, Collection<PropertyDefinition> properties, Problems problems) {
        var known = properties.stream()
                .flatMap(property -> Stream.concat(Stream.of(property), property.type().parts().stream()))
                .map(PropertyDefinition::sensitivity)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
        var classes = new TreeSet<String>();
        var at = 0;
        for (var node : file.root().at(pointer)) {
            var name = node.stringValue();
            classes.add(name);
            if (!known.contains(name)) {
                problems.add(Problem.in(
                        file.at(pointer + "/" + at),
                        "No property here has the field class “" + name + "”.",
                        Similar.advice(name, known)));
            }
            at++;
        }
        return classes;
    }
}
