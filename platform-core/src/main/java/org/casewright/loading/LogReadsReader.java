package org.casewright.loading;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.casewright.definition.EntityDefinition.LogReadsDefinition;
import org.casewright.definition.EntityDefinition.Ownership;
import org.casewright.definition.PropertyDefinition;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;

/** Reads which readings of a record are kept in the history. */
final class LogReadsReader {

    static final String AT = "/x-entity/logReads";

    private LogReadsReader() {}

    static @Nullable LogReadsDefinition read(
            JsonFile file, Ownership ownership, Collection<PropertyDefinition> properties, Problems problems) {
        var node = file.root().at(AT);
        if (node.isMissingNode() || (node.isBoolean() && !node.booleanValue())) {
            return null;
        }
        if (ownership instanceof Ownership.None) {
            problems.add(Problem.in(
                    file.at(AT),
                    "Reference data are read by everybody.",
                    "Leave it out, or let \"ownership\" be \"unit\" or a parent's."));
        }
        if (node.isBoolean()) {
            return new LogReadsDefinition(true, List.of(), Set.of());
        }
        var rowClasses = new ArrayList<String>();
        node.path("rowClasses").forEach(name -> rowClasses.add(name.stringValue()));
        return new LogReadsDefinition(
                false, rowClasses, FieldClasses.read(file, AT + "/fieldClasses", properties, problems));
    }
}
