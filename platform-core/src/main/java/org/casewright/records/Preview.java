package org.casewright.records;

import java.util.Set;
import org.casewright.problem.Problem;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a draft would be, before it is stored.
 *
 * @param values the draft with defaults and computed values, as JSON
 * @param irrelevant properties that are hidden now; what lies inside one by its pointer without the first slash, as it was
 *     submitted, here and below
 * @param required properties that must have a value now
 * @param readOnly properties that the asker cannot change now
 */
public record Preview(
        ObjectNode values,
        Set<String> irrelevant,
        Set<String> required,
        Set<String> readOnly,
        java.util.List<Problem> problems) {}
