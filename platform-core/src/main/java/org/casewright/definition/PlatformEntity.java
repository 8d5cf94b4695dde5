package org.casewright.definition;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the platform itself keeps and modules refer to. */
public enum PlatformEntity {
    /** Accounts of people, of the engine and of processes. */
    USER("platform/user", "account"),
    /** Teams, whose table is that of the accounts: either owns records. */
    TEAM("platform/team", "account"),
    /** Business units. */
    UNIT("platform/unit", "unit"),
    /** Organisations with an agreement. */
    PARTNER("platform/partner", "partner");

    private static final Set<String> REFS =
            Arrays.stream(values()).map(PlatformEntity::ref).collect(Collectors.toUnmodifiableSet());

    private final String ref;
    private final String table;

    PlatformEntity(String ref, String table) {
        this.ref = ref;
        this.table = table;
    }

    /** How a reference names it. */
    public String ref() {
        return ref;
    }

    /** Its table in the schema {@code platform}; it has an {@code id}. */
    public String table() {
        return table;
    }

    /** How references name them. */
    public static Set<String> refs() {
        return REFS;
    }

    /** The one that a reference names so; empty when it names a module's entity. */
    public static Optional<PlatformEntity> of(String ref) {
        return REFS.contains(ref)
                ? Arrays.stream(values()).filter(each -> each.ref.equals(ref)).findFirst()
                : Optional.empty();
    }
}
