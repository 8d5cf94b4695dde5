package org.casewright.process;

/** A step of a record's process, for the workflow bar. */
public record Stage(String id, String name, State state) {
    /** Where the record stands. */
    public enum State {
        DONE,
        CURRENT,
        NEXT
    }
}
