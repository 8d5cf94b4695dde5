package org.casewright.identity;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * For which modules a privilege over the platform is held.
 *
 * @param everywhere for all, those that are yet to come too
 * @param modules else for these, whether or not they are served
 */
public record Reach(boolean everywhere, Set<String> modules) {

    /** All modules. */
    public static final Reach EVERYWHERE = new Reach(true, Set.of());

    /** None. */
    public static final Reach NOWHERE = new Reach(false, Set.of());

    public Reach {
        modules = everywhere ? Set.of() : Set.copyOf(modules);
    }

    static Reach of(Collection<String> stored) {
        return new Reach(stored.contains(""), Set.copyOf(stored));
    }

    /** Whether it is held for no module at all. */
    public boolean isNowhere() {
        return !everywhere && modules.isEmpty();
    }

    /** Whether it is held for the module. */
    public boolean covers(String module) {
        return everywhere || modules.contains(module);
    }

    /** Whether it is held wherever the other is. */
    public boolean covers(Reach other) {
        return everywhere || (!other.everywhere && modules.containsAll(other.modules));
    }

    /** Where it or the other is held. */
    Reach or(Reach other) {
        var both = new TreeSet<>(modules);
        both.addAll(other.modules);
        return new Reach(everywhere || other.everywhere, both);
    }

    /** In words, behind what is held: {@code " for post, vault"}; nothing for all. */
    public String words() {
        return everywhere ? "" : modules.stream().sorted().collect(Collectors.joining(", ", " for ", ""));
    }
}
