package org.casewright.records;

import java.util.Set;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.EntityDefinition.OperationDefinition;
import org.casewright.history.History;
import org.jspecify.annotations.Nullable;

/** The lines of the history that tell of operations: their step is the operation's name. */
final class OfOperation {

    static final String DONE = "operation";
    static final String UNDONE = "undo";

    private static final Set<String> ACTIONS = Set.of(DONE, UNDONE);

    private OfOperation() {}

    /** The operation of which a line tells; null for other lines, and when there is no such operation any more. */
    static @Nullable OperationDefinition find(EntityDefinition entity, History.Line line) {
        return ACTIONS.contains(line.action()) && line.step() != null
                ? entity.operations().get(line.step())
                : null;
    }
}
