package org.casewright.ui.list;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.casewright.access.Fields;
import org.casewright.catalog.Catalog;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.definition.ViewDefinition;
import org.casewright.ui.part.SystemNames;
import org.casewright.ui.part.Values;
import org.jspecify.annotations.Nullable;

/**
 * A column of a list.
 *
 * @param path one name, or a reference and a name of the record it points to
 * @param type of the last name
 */
record ListColumn(List<String> path, String title, PropertyType type, boolean sortable, boolean status) {

    private static final int DERIVED = 6;

    ListColumn {
        path = List.copyOf(path);
    }

    String key() {
        return String.join(".", path);
    }

    boolean isNumber() {
        return key().equals("number");
    }

    boolean isNumeric() {
        return Values.isNumeric(type);
    }

    /** The reference that is followed; null for none. */
    @Nullable
    String through() {
        return path.size() > 1 ? path.getFirst() : null;
    }

    /** The columns that a view declares, or a few of the first properties where there is no view. */
    static List<ListColumn> of(
            Catalog catalog,
            EntityDefinition entity,
            @Nullable ViewDefinition view,
            Function<EntityDefinition, Fields> open) {
        if (view != null && !view.columns().isEmpty()) {
            return view.columns().stream()
                    .flatMap(column -> find(catalog, entity, column.path(), column.title(), open).stream())
                    .toList();
        }
        return of(catalog, entity, derived(entity, open.apply(entity)), open);
    }

    /** Columns by name; names that do not exist are left out. */
    static List<ListColumn> of(
            Catalog catalog, EntityDefinition entity, List<String> names, Function<EntityDefinition, Fields> open) {
        return names.stream()
                .flatMap(name -> find(catalog, entity, List.of(name.split("\\.")), null, open).stream())
                .toList();
    }

    private static List<String> derived(EntityDefinition entity, Fields open) {
        var plain = entity.properties().values().stream()
                .filter(property -> property.isColumn() && open.has(property))
                .filter(property -> !(property.type() instanceof PropertyType.Json))
                .map(PropertyDefinition::name)
                .limit(DERIVED);
        return Stream.of(
                        entity.number() == null ? Stream.<String>empty() : Stream.of("number"),
                        plain,
                        Stream.of("updatedAt"))
                .flatMap(names -> names)
                .toList();
    }

    private static Optional<ListColumn> find(
            Catalog catalog,
            EntityDefinition entity,
            List<String> path,
            @Nullable String title,
            Function<EntityDefinition, Fields> open) {
        var name = path.getFirst();
        var property = entity.properties().get(name);
        if (property != null && !open.apply(entity).has(property)) {
            return Optional.empty();
        }
        if (property == null) {
            return SystemNames.find(name)
                    .map(system ->
                            new ListColumn(path, title == null ? system.title() : title, system.type(), true, false));
        }
        if (path.size() > 1) {
            return property.type() instanceof PropertyType.Reference(var to)
                    ? catalog.findEntity(to.entity())
                            .flatMap(next -> find(catalog, next, path.subList(1, path.size()), title, open))
                            .map(last -> new ListColumn(path, last.title(), last.type(), false, last.status()))
                    : Optional.empty();
        }
        var status = property.type() instanceof PropertyType.Code(var list) && Values.isStatus(catalog.codeList(list));
        return Optional.of(new ListColumn(
                path, title == null ? property.title() : title, property.type(), property.sortable(), status));
    }

    /** A value of a row as it is shown: its text, and for a status how it looks. */
    record Cell(String text, String look) {
        static final Cell EMPTY = new Cell("", "");
    }

    /** A line of the list. */
    record Row(UUID id, List<Cell> cells, String changed) {
        Row {
            cells = List.copyOf(cells);
        }

        Cell cell(int index) {
            return index < 0 ? Cell.EMPTY : cells.get(index);
        }
    }
}
