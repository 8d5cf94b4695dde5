package org.casewright.definition;

import org.casewright.expression.Expression;
import org.jspecify.annotations.Nullable;

/**
 * Where a reference points.
 *
 * @param entity {@code module/entity}, or {@code platform/user}, {@code platform/unit}
 * @param inverse name of the list on the other side; null when there is none
 * @param filter which candidates are offered: bare names are the candidate's, {@code record.} the draft's
 */
public record ReferenceDefinition(
        String entity,
        @Nullable String inverse,
        OnRetire onRetire,
        @Nullable Expression filter,
        Pick pick) {

    /** What happens to the referring record when the record it points to retires. */
    public enum OnRetire {
        RESTRICT,
        RETIRE,
        CLEAR
    }

    /** How a person chooses. */
    public enum Pick {
        SEARCH,
        SELECT,
        CASCADE
    }
}
