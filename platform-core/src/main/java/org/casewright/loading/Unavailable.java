package org.casewright.loading;

import java.util.Map;
import java.util.Set;
import org.casewright.loading.MetaSchemas.Kind;

/** What the format knows and this version does not run yet. It is refused whole, never half accepted. */
final class Unavailable {

    private static final Set<String> ENTITY = Set.of("operations", "duplicates", "breakGlass");
    private static final Set<String> PROPERTY = Set.of("x-attachment");
    private static final Map<Kind, Set<String>> BY_KIND = Map.of(Kind.SCENARIO, Set.of("operate"));

    private Unavailable() {}

    static boolean keyword(Kind kind, String pointer, String name) {
        if (kind == Kind.ENTITY || kind == Kind.MIXIN) {
            return PROPERTY.contains(name) || (pointer.startsWith("/x-entity") && ENTITY.contains(name));
        }
        return BY_KIND.getOrDefault(kind, Set.of()).contains(name);
    }
}
