package org.casewright.records;

import java.util.Collection;
import org.casewright.access.Access;
import org.casewright.catalog.EntityScope;
import org.casewright.expression.FeelType;
import org.casewright.expression.Scope;
import org.jspecify.annotations.Nullable;

/** What the asker's own filters see: a property that the asker may not read is one that does not exist. */
record VisibleScope(Scope scope, Access access) implements Scope {

    @Override
    public @Nullable FeelType typeOf(String name) {
        return hidden(name) ? null : visible(scope.typeOf(name));
    }

    private @Nullable FeelType visible(@Nullable FeelType type) {
        return switch (type) {
            case FeelType.Reference(var inner) -> new FeelType.Reference(new VisibleScope(inner, access));
            case FeelType.ListOf(var item) -> {
                var seen = visible(item);
                yield seen == null ? null : FeelType.listOf(seen);
            }
            case null, default -> type;
        };
    }

    @Override
    public Collection<String> names() {
        return scope.names().stream().filter(name -> !hidden(name)).toList();
    }

    @Override
    public boolean isStored(String name) {
        return scope.isStored(name);
    }

    private boolean hidden(String name) {
        return scope instanceof EntityScope of
                && of.entity()
                        .property(name)
                        .filter(property -> !access.readable(property))
                        .isPresent();
    }
}
