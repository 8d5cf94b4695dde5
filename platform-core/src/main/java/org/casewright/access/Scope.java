package org.casewright.access;

import java.util.Set;
import org.casewright.definition.AccessDefinition.Privilege;

/**
 * How much of an account's rights a credential carries. It only ever takes away: what the account may not do, no scope gives.
 *
 * @param extent what may be done
 * @param modules in which modules; empty for all
 */
public record Scope(Extent extent, Set<String> modules) {

    /** What may be done by a credential. */
    public enum Extent {
        /** Reading. */
        READ,
        /** Reading, and changing records and tasks. */
        WRITE,
        /** Whatever the account may do, releases included. */
        ALL
    }

    /** All that the account may do: what a password and a session carry. */
    public static final Scope WHOLE = new Scope(Extent.ALL, Set.of());

    public Scope {
        modules = Set.copyOf(modules);
    }

    /** Whether it reaches into the module. */
    public boolean covers(String module) {
        return modules.isEmpty() || modules.contains(module);
    }

    /** Whether it carries the privilege at all. To run is kept for reading: tasks are seen by it. */
    boolean carries(Privilege privilege) {
        return extent != Extent.READ || privilege == Privilege.READ || privilege == Privilege.RUN;
    }

    /** Whether it carries what an account may do to the platform itself. */
    public boolean carriesPlatform() {
        return extent == Extent.ALL && modules.isEmpty();
    }
}
