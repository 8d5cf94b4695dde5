package org.casewright.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import org.casewright.expression.FeelType;
import org.casewright.expression.Scope;
import org.jspecify.annotations.Nullable;

/** A scope with names added, such as {@code record}, {@code before} or {@code item}; they win over the scope's own. */
public final class WithNames implements Scope {

    private final Scope scope;
    private final Map<String, FeelType> added;

    public WithNames(Scope scope, Map<String, FeelType> added) {
        this.scope = scope;
        this.added = Map.copyOf(added);
    }

    @Override
    public @Nullable FeelType typeOf(String name) {
        var type = added.get(name);
        return type == null ? scope.typeOf(name) : type;
    }

    @Override
    public Collection<String> names() {
        var names = new LinkedHashSet<>(added.keySet());
        names.addAll(scope.names());
        return new ArrayList<>(names);
    }

    @Override
    public boolean isStored(String name) {
        return added.containsKey(name) || scope.isStored(name);
    }
}
