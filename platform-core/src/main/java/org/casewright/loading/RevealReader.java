package org.casewright.loading;

import java.util.Collection;
import java.util.Set;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.EntityDefinition.Ownership;
import org.casewright.definition.EntityDefinition.RevealDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;

/** Reads which values are told only to who asks for them. */
final class RevealReader {

    private static final String AT = "/x-entity/reveal";

    private final JsonFile file;
    private final Problems problems;

    private RevealReader(JsonFile file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    static @Nullable RevealDefinition read(
            JsonFile file, Ownership ownership, Collection<PropertyDefinition> properties, Problems problems) {
        return file.root().at(AT).isMissingNode() ? null : new RevealReader(file, problems).read(ownership, properties);
    }

    private RevealDefinition read(Ownership ownership, Collection<PropertyDefinition> properties) {
        if (ownership instanceof Ownership.None) {
            problem(
                    AT,
                    "Reference data are read by everybody.",
                    "Leave it out, or let \"ownership\" be \"unit\" or a parent's.");
        }
        var classes = FieldClasses.read(file, AT + "/fieldClasses", properties, problems);
        var purpose = FieldClasses.read(file, AT + "/purpose", properties, problems);
        purpose.stream()
                .filter(name -> !classes.contains(name))
                .forEach(name -> problem(
                        AT + "/purpose",
                        "“" + name + "” is not among the \"fieldClasses\" beside it.",
                        "Add it there: only what is revealed asks what for."));
        properties.forEach(property -> check(property, classes));
        return new RevealDefinition(classes, purpose);
    }

    private void check(PropertyDefinition property, Set<String> classes) {
        var covered = property.sensitivity() != null && classes.contains(property.sensitivity());
        if (covered && !isRevealed(property.type())) {
            problem(
                    "/properties/" + property.name(),
                    "What is revealed is one value, codes or texts; “" + property.name() + "” is not.",
                    "Give it a field class that is not in " + AT + ".");
        }
        property.type().parts().stream()
                .filter(part -> part.sensitivity() != null && classes.contains(part.sensitivity()))
                .forEach(part -> problem(
                        "/properties/" + property.name(),
                        "Values inside an object or a list are not revealed one by one; “" + part.name()
                                + "” has a field class that is.",
                        "Give it a field class that is not in " + AT + "."));
        if (property.name().equals(EntityDefinition.WITHHELD)) {
            problem(
                    "/properties/" + property.name(),
                    "Under “" + EntityDefinition.WITHHELD + "” a record says which values it does not tell.",
                    "Give the property another name.");
        }
    }

    private static boolean isRevealed(PropertyType type) {
        return type.isSingle() || type instanceof PropertyType.Codes || type instanceof PropertyType.Texts;
    }

    private void problem(String pointer, String message, String advice) {
        problems.add(Problem.in(file.at(pointer), message, advice));
    }
}
