package org.casewright.schema;

/** When a step of an application is taken. */
public enum Phase {
    /** Before the switch, while the old release is served: online, and not to be seen by it. */
    PREPARE,
    /** In the one short transaction after which the new release is served. */
    SWITCH,
    /** After it, online: what only hides or tidies. */
    FINISH
}
