package org.casewright.definition;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a module's {@code access.json} says.
 *
 * @param roles role id -> {@code module/entity} -> entries, each of which stands alone
 * @param hidden entities ({@code module/entity}) that do not exist for who cannot read them
 * @param profiles name -> {@code module/entity} -> visible properties
 */
public record AccessDefinition(
        Map<String, Map<String, List<Entry>>> roles,
        List<Deny> deny,
        Set<String> hidden,
        Map<String, Map<String, List<String>>> profiles) {

    public AccessDefinition {
        roles = Map.copyOf(roles);
        deny = List.copyOf(deny);
        hidden = Set.copyOf(hidden);
        profiles = Map.copyOf(profiles);
    }

    /** Nothing is granted. */
    public static final AccessDefinition NONE = new AccessDefinition(Map.of(), List.of(), Set.of(), Map.of());

    /** The nine privileges. {@code delete} retires. */
    public enum Privilege {
        CREATE,
        READ,
        WRITE,
        APPEND,
        DELETE,
        ASSIGN,
        SHARE,
        EXPORT,
        RUN
    }

    /** How far a privilege reaches. */
    public enum Depth {
        NONE,
        OWN,
        UNIT,
        SUBTREE,
        ALL
    }

    /** What an entry grants for a field class. */
    public enum FieldGrant {
        READ,
        WRITE,
        WRITE_ONLY
    }

    /**
     * One entry: its depths hold for its row classes and field classes together.
     *
     * @param rowClasses empty for every class
     * @param profile the name of a list of visible properties; null for none
     * @param visible the properties that the profile lists; null without a profile
     */
    public record Entry(
            Map<Privilege, Depth> depths,
            Set<String> rowClasses,
            Map<String, FieldGrant> fieldClasses,
            @Nullable String profile,
            @Nullable Set<String> visible) {
        public Entry {
            depths = Map.copyOf(depths);
            rowClasses = Set.copyOf(rowClasses);
            fieldClasses = Map.copyOf(fieldClasses);
            visible = visible == null ? null : Set.copyOf(visible);
        }

        /** An entry without a profile. */
        public Entry(Map<Privilege, Depth> depths, Set<String> rowClasses, Map<String, FieldGrant> fieldClasses) {
            this(depths, rowClasses, fieldClasses, null, null);
        }

        /** The depth of a privilege; {@link Depth#NONE} when it is not named. */
        public Depth depth(Privilege privilege) {
            return depths.getOrDefault(privilege, Depth.NONE);
        }
    }

    /** What a role may never do, whatever else is granted; wins always. */
    public record Deny(String role, String entity, Privilege privilege) {}
}
