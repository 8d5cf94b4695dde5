package org.casewright.ui.list;

import static org.casewright.ui.part.Words.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.casewright.access.Fields;
import org.casewright.catalog.Catalog;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.definition.ViewDefinition;
import org.casewright.entity.EntityRecord;
import org.casewright.records.SavedView;
import org.casewright.ui.part.SystemNames;
import org.casewright.ui.part.Values;
import org.jspecify.annotations.Nullable;

/**
 * A column of a list.
 *
 * @param path one name, or a reference and a name of the record it points to
 * @param type of the last name
 * @param sortable whether the list can be put in order by it
 * @param width in pixels, as somebody chose it; 0 for that of its kind
 * @param veiled what is told only to who asks for it; null for none
 */
record ListColumn(
        List<String> path,
        String title,
        PropertyType type,
        boolean sortable,
        boolean status,
        int width,
        @Nullable PropertyDefinition veiled) {

    private static final int DERIVED = 6;
    private static final List<String> SYSTEM = List.of(
            "number",
            "unit",
            "owner",
            "createdAt",
            "createdBy",
            "updatedAt",
            "updatedBy",
            "statusReason",
            "statusDate");

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

    /** What may be known of each entity, and by what the list itself can be put in order. */
    record Offered(
            Catalog catalog, EntityDefinition entity, Function<EntityDefinition, Fields> open, Set<String> sortable) {
        Optional<ListColumn> find(List<String> path, @Nullable String title, int width) {
            return ListColumn.find(catalog, entity, path, title, open)
                    .map(found -> new ListColumn(
                            path,
                            found.title(),
                            found.type(),
                            path.size() == 1 && sortable.contains(path.getFirst()),
                            found.status(),
                            width,
                            found.veiled()));
        }
    }

    /** The columns that a view declares, or a few of the first properties where there is no view. */
    static List<ListColumn> of(Offered offered, @Nullable ViewDefinition view) {
        if (view != null && !view.columns().isEmpty()) {
            return view.columns().stream()
                    .flatMap(column -> offered.find(column.path(), column.title(), 0).stream())
                    .toList();
        }
        return derived(offered.entity(), offered.open().apply(offered.entity())).stream()
                .flatMap(name -> offered.find(List.of(name), null, 0).stream())
                .toList();
    }

    /** Columns that somebody chose; what does not exist is left out. */
    static List<ListColumn> of(Offered offered, List<SavedView.Column> chosen) {
        return chosen.stream()
                .flatMap(column -> offered.find(column.path(), null, column.width()).stream())
                .toList();
    }

    /** All columns that a list can have: properties, what every record has, and behind them those over a reference. */
    static List<ListColumn> all(Offered offered) {
        var entity = offered.entity();
        var paths = new ArrayList<List<String>>();
        SYSTEM.stream()
                .filter(name -> entity.systemNames().contains(name))
                .filter(name -> offered.open().apply(entity).hasSystem(entity, name))
                .filter(name -> !name.equals("number") || entity.number() != null)
                .forEach(name -> paths.add(List.of(name)));
        entity.properties().values().stream()
                .filter(ListColumn::isShown)
                .forEach(property -> paths.add(List.of(property.name())));
        entity.properties().values().forEach(property -> {
            if (property.type() instanceof PropertyType.Reference(var to)) {
                offered.catalog()
                        .findEntity(to.entity())
                        .ifPresent(next -> next.properties().values().stream()
                                .filter(ListColumn::isShown)
                                .forEach(each -> paths.add(List.of(property.name(), each.name()))));
            }
        });
        return paths.stream()
                .flatMap(path -> offered.find(path, null, 0).stream())
                .toList();
    }

    private static boolean isShown(PropertyDefinition property) {
        return !(property.type() instanceof PropertyType.Json)
                && !(property.type() instanceof PropertyType.Structure)
                && !(property.type() instanceof PropertyType.Group);
    }

    /** Its heading among those of others, which says over which reference it comes. */
    String fullTitle(EntityDefinition entity) {
        var through = through();
        return through == null
                ? title
                : entity.property(through)
                        .map(property -> text("{0} › {1}", property.title(), title))
                        .orElse(title);
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
        if (property != null && !open.apply(entity).unveiled().has(property)) {
            return Optional.empty();
        }
        if (property == null) {
            return SystemNames.find(name)
                    .map(system -> new ListColumn(
                            path, title == null ? system.title() : title, system.type(), false, false, 0, null));
        }
        if (path.size() > 1) {
            return property.type() instanceof PropertyType.Reference(var to)
                    ? catalog.findEntity(to.entity())
                            .flatMap(next -> find(catalog, next, path.subList(1, path.size()), title, open))
                            .map(last -> new ListColumn(
                                    path, last.title(), last.type(), false, last.status(), 0, last.veiled()))
                    : Optional.empty();
        }
        var status = property.type() instanceof PropertyType.Code(var list) && Values.isStatus(catalog.codeList(list));
        var veiled = open.apply(entity).withholds(property) ? property : null;
        return Optional.of(new ListColumn(
                path, title == null ? property.title() : title, property.type(), false, status, 0, veiled));
    }

    /**
     * A value of a row as it is shown.
     *
     * @param look for a status how it looks
     * @param withheld the record that does not tell it without being asked; null for none
     */
    record Cell(String text, String look, @Nullable EntityRecord withheld) {
        static final Cell EMPTY = new Cell("", "", null);
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
