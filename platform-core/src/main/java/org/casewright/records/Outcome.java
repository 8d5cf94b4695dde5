package org.casewright.records;

import java.util.List;
import java.util.Map;
import org.casewright.entity.EntityRecord;
import org.casewright.problem.Problem;

/** What came of a set of changes. What the asker can mend is a value; what not, a {@link org.casewright.problem.Refusal}. */
public sealed interface Outcome {

    /**
     * All is stored.
     *
     * @param records as the actor may see them: one for each change, in order, and then those of nested changes
     * @param named ids of the records by the names that the changes gave ({@code as})
     * @param warnings rules that were acknowledged or only warn
     */
    record Saved(List<EntityRecord> records, Map<String, EntityRecord> named, List<Problem> warnings)
            implements Outcome {
        public Saved {
            records = List.copyOf(records);
            named = Map.copyOf(named);
            warnings = List.copyOf(warnings);
        }

        /** The record of the first change. */
        public EntityRecord record() {
            return records.getFirst();
        }
    }

    /** Nothing is stored; here is all that is wrong. */
    record Rejected(List<Problem> problems) implements Outcome {
        public Rejected {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Nothing is stored; somebody was faster.
     *
     * @param current the record as it is now, as the actor may see it
     * @param changed names of the properties that others changed since the version that was given
     */
    record Stale(EntityRecord current, List<String> changed, String by) implements Outcome {
        public Stale {
            changed = List.copyOf(changed);
        }
    }
}
