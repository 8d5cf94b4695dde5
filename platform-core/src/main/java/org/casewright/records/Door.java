package org.casewright.records;

import java.util.Locale;

/** By what a record's values come before somebody's eyes; as it stands in the history. */
public enum Door {
    /** The record itself, at its page or by the API. */
    RECORD,
    /** A list, a search. */
    LIST,
    /** What it was before. */
    HISTORY,
    /** Beside another record that points to it. */
    REFERENCE,
    /** Its title alone, where others name it. */
    TITLE,
    /** A file that it has or had. */
    FILE,
    /** A form over it. */
    FORM,
    /** The answer to a change of it. */
    CHANGE,
    /** A file with many, which was taken away. */
    EXPORT,
    /** Not its values: who has seen it. */
    AUDIT;

    /** As it is stored. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
