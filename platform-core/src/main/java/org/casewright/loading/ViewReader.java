package org.casewright.loading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.EntityScope;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.ViewDefinition;
import org.casewright.definition.ViewDefinition.Column;
import org.casewright.definition.ViewDefinition.Sort;
import org.casewright.expression.Expression;
import org.casewright.expression.FeelType;
import org.casewright.loading.Feel.Wanted;
import org.casewright.loading.Paths.Place;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads {@code views/*.views.json}: the lists of one entity. */
final class ViewReader {

    /** System names that have an index everywhere. */
    private static final Set<String> SORTABLE = Set.of("number", "createdAt", "updatedAt");

    /** System names by whose values records are counted. */
    private static final Set<String> GROUPABLE = Set.of("unit", "owner", "createdBy", "updatedBy");

    private final ModuleSource module;
    private final EntityDefinition entity;
    private final JsonFile file;
    private final Catalog catalog;
    private final References references;
    private final Feel feel;
    private final Problems problems;

    ViewReader(
            ModuleSource module,
            EntityDefinition entity,
            JsonFile file,
            Catalog catalog,
            References references,
            Feel feel,
            Problems problems) {
        this.module = module;
        this.entity = entity;
        this.file = file;
        this.catalog = catalog;
        this.references = references;
        this.feel = feel;
        this.problems = problems;
    }

    List<ViewDefinition> read() {
        var views = new ArrayList<ViewDefinition>();
        file.root().forEachEntry((name, node) -> {
            if (!name.equals("$schema")) {
                views.add(view(Pointer.child("", name), name, node));
            }
        });
        if (views.stream().filter(ViewDefinition::isDefault).count() > 1) {
            problems.add(Problem.in(file.at(""), "Several lists are the default.", "Let one of them be."));
        }
        return views;
    }

    private ViewDefinition view(String pointer, String name, JsonNode node) {
        if (Names.kebab(name).isPresent()) {
            Names.camel(name)
                    .ifPresent(wrong ->
                            problems.add(Problem.in(file.atName(pointer), wrong, "Or write it in kebab-case.")));
        }
        var roles = new ArrayList<String>();
        for (var i = 0; i < node.path("roles").size(); i++) {
            var role = node.path("roles").get(i).stringValue();
            references.role(role, false, file.at(pointer + "/roles/" + i));
            roles.add(role);
        }
        var filter = feel.filter(
                file,
                pointer + "/filter",
                new Wanted(module.name(), all -> EntityScope.of(all, entity), all -> FeelType.bool()),
                Map.of());
        return new ViewDefinition(
                entity.ref(),
                name,
                node.path("title").stringValue(),
                columns(pointer + "/columns", node.path("columns")),
                filter,
                sort(pointer + "/sort", node.path("sort").asString("")),
                groupBy(pointer, node),
                counts(pointer, node),
                roles,
                node.path("default").asBoolean(false));
    }

    private List<Column> columns(String pointer, JsonNode list) {
        var columns = new ArrayList<Column>();
        var check = new Columns(catalog, problems);
        for (var i = 0; i < list.size(); i++) {
            var node = list.get(i);
            var path = node.isString() ? node.stringValue() : node.path("path").stringValue();
            check.check(
                    new Place.OfRecord(entity.ref()),
                    path,
                    file.at(pointer + "/" + i + (node.isString() ? "" : "/path")));
            columns.add(new Column(
                    List.of(path.split("\\.", -1)), node.path("title").asString(null)));
        }
        return columns;
    }

    private @Nullable String groupBy(String pointer, JsonNode node) {
        var name = node.path("groupBy").asString(null);
        if (name == null) {
            if (!node.has("columns")) {
                problems.add(Problem.in(
                        file.at(pointer), "The view has neither “columns” nor “groupBy”.", "Say what it shows."));
            }
            return null;
        }
        if (node.has("sort")) {
            problems.add(Problem.in(
                    file.at(pointer + "/sort"), "Groups stand in the order of their size.", "Leave “sort” out."));
        }
        var at = pointer + "/groupBy";
        var property = entity.property(name);
        if (property.isEmpty() && !GROUPABLE.contains(name)) {
            problems.add(Problem.in(
                    file.at(at),
                    Paths.name(new Place.OfRecord(entity.ref())) + " has no property “" + name + "”.",
                    Similar.advice(name, entity.properties().keySet())));
        } else if (property.isPresent() && !isGroupable(property.get())) {
            problems.add(Problem.in(
                    file.at(at),
                    "“" + name + "” has no value that a group of records could share.",
                    "Name a stored property with one value."));
        }
        return name;
    }

    private static boolean isGroupable(PropertyDefinition property) {
        return property.isColumn() && property.type().isSingle();
    }

    private Map<String, Expression> counts(String pointer, JsonNode node) {
        var counts = new LinkedHashMap<String, Expression>();
        if (node.has("counts") && !node.has("groupBy")) {
            problems.add(Problem.in(
                    file.atName(pointer + "/counts"),
                    "Only groups are counted.",
                    "Write “groupBy”, or leave “counts” out."));
        }
        node.path("counts").forEachEntry((name, condition) -> {
            var at = Pointer.child(pointer + "/counts", name);
            Names.camel(name).ifPresent(wrong -> problems.add(Problem.in(file.atName(at), wrong, null)));
            var expression = feel.filter(
                    file,
                    at,
                    new Wanted(module.name(), all -> EntityScope.of(all, entity), all -> FeelType.bool()),
                    Map.of());
            if (expression != null) {
                counts.put(name, expression);
            }
        });
        return counts;
    }

    private List<Sort> sort(String pointer, String text) {
        var sort = new ArrayList<Sort>();
        if (text.isEmpty()) {
            return sort;
        }
        for (var part : text.split(",", -1)) {
            var stripped = part.strip();
            var name = stripped.startsWith("-") ? stripped.substring(1) : stripped;
            sort.add(new Sort(name, stripped.startsWith("-")));
            checkSort(pointer, name);
        }
        return sort;
    }

    private void checkSort(String pointer, String name) {
        var property = entity.properties().get(name);
        if (property == null && !SORTABLE.contains(name)) {
            problems.add(Problem.in(
                    file.at(pointer),
                    Paths.name(new Place.OfRecord(entity.ref())) + " cannot be sorted by “" + name + "”.",
                    Similar.advice(name, sortable())));
        } else if (property != null && !property.sortable()) {
            problems.add(Problem.in(
                    file.at(pointer), "“" + name + "” is not sortable.", "Give the property \"x-sortable\": true."));
        }
    }

    private List<String> sortable() {
        var names = new ArrayList<>(SORTABLE);
        entity.properties().values().stream()
                .filter(PropertyDefinition::sortable)
                .forEach(property -> names.add(property.name()));
        return names;
    }
}
