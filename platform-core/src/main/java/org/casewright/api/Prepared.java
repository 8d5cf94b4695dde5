package org.casewright.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.casewright.access.Actor;
import org.casewright.access.Scope;
import org.casewright.catalog.Catalog;

/**
 * Answers that depend on the release and the actor's roles, units, language and scope only, kept for those who ask next. Forgets the
 * eldest, and everything when the release changes. Thread-safe.
 */
final class Prepared {

    private static final int MOST = 64;

    private record Key(Set<String> roles, boolean ofUnits, String language, Scope scope) {}

    private long release = -1;

    @SuppressWarnings("serial")
    private final Map<Key, Answer> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Answer> eldest) {
            return size() > MOST;
        }
    };

    /** The kept answer, or a new one. */
    Answer get(Catalog catalog, Actor actor, Supplier<Answer> make) {
        // Without any unit, what is granted to a unit is granted to nobody; which units they are does not matter.
        var key = new Key(actor.roles(), actor.units().isEmpty(), catalog.language(), actor.scope());
        synchronized (this) {
            if (release != catalog.release()) {
                kept.clear();
                release = catalog.release();
            }
            var found = kept.get(key);
            if (found != null) {
                return found;
            }
        }
        var made = make.get();
        synchronized (this) {
            if (release == catalog.release()) {
                kept.put(key, made);
            }
        }
        return made;
    }
}
