package org.casewright.loading;

import java.util.Set;
import org.casewright.loading.MetaSchemas.Kind;

/** What the format knows and this version does not run yet. It is refused whole, never half accepted. */
final class Unavailable {

    private static final Set<String> ENTITY = Set.of("breakGlass");

    private Unavailable() {}

    static boolean keyword(Kind kind, String pointer, String name) {
        if (kind == Kind.ENTITY || kind == Kind.MIXIN) {
            return pointer.startsWith("/x-entity") && ENTITY.contains(name);
        }
        return false;
    }
}
