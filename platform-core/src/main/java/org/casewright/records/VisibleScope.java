package org.casewright.records;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.casewright.access.Access;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.EntityScope;
import org.casewright.catalog.Inverse;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.expression.FeelType;
import org.casewright.expression.Scope;
import org.jspecify.annotations.Nullable;

/**
 * What the asker's own filters see: a property that the asker may not read of any record is one that does not exist; so is a
 * part of one that may not be read of all of them.
 *
 * @param named whether only names count: also that of what is told to who asks for it, which no condition may ask
 */
record VisibleScope(Catalog catalog, Scope scope, Access access, boolean named) implements Scope {

    /** What conditions may ask. */
    VisibleScope(Catalog catalog, Scope scope, Access access) {
        this(catalog, scope, access, false);
    }

    @Override
    public @Nullable FeelType typeOf(String name) {
        if (hidden(name)) {
            return null;
        }
        return scope instanceof EntityScope of && of.entity().property(name).isPresent()
                ? visible(
                        scope.typeOf(name),
                        hiddenParts(of.entity(), of.entity().property(name).orElseThrow()))
                : visible(scope.typeOf(name), Set.of());
    }

    private @Nullable FeelType visible(@Nullable FeelType type, Set<String> hidden) {
        return switch (type) {
            case FeelType.Reference(var inner) ->
                new FeelType.Reference(new VisibleScope(catalog, inner, access, named));
            case FeelType.Context(var inner) -> new FeelType.Context(new Parts(inner, hidden));
            case FeelType.ListOf(var item) -> {
                var seen = visible(item, hidden);
                yield seen == null ? null : FeelType.listOf(seen);
            }
            case null, default -> type;
        };
    }

    /** The names within an object or an entry. */
    private final class Parts implements Scope {
        private final Scope inner;
        private final Set<String> hidden;

        Parts(Scope inner, Set<String> hidden) {
            this.inner = inner;
            this.hidden = hidden;
        }

        @Override
        public @Nullable FeelType typeOf(String name) {
            return hidden.contains(name) ? null : visible(inner.typeOf(name), Set.of());
        }

        @Override
        public Collection<String> names() {
            return inner.names().stream().filter(name -> !hidden.contains(name)).toList();
        }

        @Override
        public boolean isStored(String name) {
            return inner.isStored(name);
        }
    }

    private Set<String> hiddenParts(EntityDefinition entity, PropertyDefinition property) {
        return property.type().parts().stream()
                .filter(part -> part.sensitivity() != null)
                .filter(part -> !Seeing.isOpen(access, entity, property, part))
                .map(PropertyDefinition::name)
                .collect(Collectors.toSet());
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
        if (!(scope instanceof EntityScope of)) {
            return false;
        }
        var entity = of.entity();
        var readable = access.readable(entity);
        var fields = named ? readable.unveiled() : readable;
        return entity.property(name)
                .map(property -> !fields.has(property))
                .or(() -> catalog.inverse(entity, name).map(inverse -> !isKnown(inverse)))
                .orElseGet(() -> !fields.hasSystem(entity, name));
    }

    private boolean isKnown(Inverse inverse) {
        var within = inverse.within();
        return access.readable(inverse.from()).has(within == null ? inverse.reference() : within);
    }
}
