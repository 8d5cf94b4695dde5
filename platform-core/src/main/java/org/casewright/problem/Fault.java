package org.casewright.problem;

/** Whose fault a problem is, so that it reaches the one who can mend it. */
public enum Fault {
    /** The person or program that asked. */
    USER,
    /** The author of a module's files. */
    MODULE,
    /** The platform or its surroundings. */
    SYSTEM
}
