package org.casewright.records;

import java.util.List;
import java.util.Optional;
import org.casewright.access.Access;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.EntityScope;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.ViewDefinition;
import org.casewright.expression.Checker;
import org.casewright.expression.Expression;
import org.casewright.expression.FeelType;
import org.casewright.expression.Scope;
import org.jspecify.annotations.Nullable;

/** The lists that somebody is offered, without what may not be known. */
public final class OfferedViews {

    private final EntityDefinition entity;
    private final Access access;
    private final Scope scope;
    private final Scope names;

    OfferedViews(Catalog catalog, EntityDefinition entity, Actor actor) {
        this.entity = entity;
        this.access = Access.of(catalog, actor);
        this.scope = new VisibleScope(catalog, EntityScope.of(catalog, entity), access);
        this.names = new VisibleScope(catalog, EntityScope.of(catalog, entity), access, true);
    }

    /**
     * The views of an entity that are offered to the actor's roles. One whose filter, groups or counts ask for what the actor
     * may not know is not offered; columns that may not be known are left out, and so is an order by them.
     */
    public static List<ViewDefinition> of(Catalog catalog, EntityDefinition entity, Actor actor) {
        var offered = new OfferedViews(catalog, entity, actor);
        return catalog.views(entity).stream()
                .filter(view -> view.roles().isEmpty() || view.roles().stream().anyMatch(actor::has))
                .flatMap(view -> offered.known(view).stream())
                .toList();
    }

    private Optional<ViewDefinition> known(ViewDefinition view) {
        var asks = isKnown(view.filter())
                && view.counts().values().stream().allMatch(this::isKnown)
                && (view.groupBy() == null || isOpen(view.groupBy()));
        var columns =
                view.columns().stream().filter(column -> isKnown(column.path())).toList();
        return !asks || (columns.isEmpty() && !view.columns().isEmpty())
                ? Optional.empty()
                : Optional.of(new ViewDefinition(
                        view.entity(),
                        view.name(),
                        view.title(),
                        columns,
                        view.filter(),
                        view.sort().stream()
                                .filter(sort -> isOpen(sort.property()))
                                .toList(),
                        view.groupBy(),
                        view.counts(),
                        view.roles(),
                        view.isDefault()));
    }

    private boolean isKnown(@Nullable Expression condition) {
        if (condition == null) {
            return true;
        }
        var problems = new java.util.ArrayList<String>();
        Checker.check(condition, scope, FeelType.bool(), problems::add);
        return problems.isEmpty();
    }

    /** Whether there is such a path for the actor, over at most one reference. */
    boolean isKnown(List<String> path) {
        FeelType type = new FeelType.Reference(names);
        for (var name : path) {
            type = switch (type) {
                case FeelType.Reference(var inner) -> inner.typeOf(name);
                case FeelType.Context(var inner) -> inner.typeOf(name);
                case null, default -> null;
            };
        }
        return type != null;
    }

    /** Whether the property may be known of all records. */
    private boolean isOpen(String name) {
        return entity.property(name)
                .map(property -> Seeing.isOpen(access, entity, property))
                .orElse(true);
    }
}
