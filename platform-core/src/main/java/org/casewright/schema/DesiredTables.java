package org.casewright.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.casewright.catalog.Catalog;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.EntityDefinition.Ownership;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyDefinition.Search;
import org.casewright.definition.PropertyType;
import org.casewright.schema.Table.Column;

/** The tables that a catalog wants: one an entity, one a repeating group or list of references, one for the search keys of an entity. */
final class DesiredTables {

    private static final String C = "collate \"C\"";

    private final Catalog catalog;

    private DesiredTables(Catalog catalog) {
        this.catalog = catalog;
    }

    static List<Table> of(Catalog catalog) {
        var tables = new DesiredTables(catalog);
        return catalog.entities().stream().flatMap(tables::of).toList();
    }

    private Stream<Table> of(EntityDefinition entity) {
        var name = new TableName(entity.schema(), entity.table());
        var groups = entity.properties().values().stream()
                .filter(property -> property.type() instanceof PropertyType.Group)
                .map(property -> entries(entity, name, property, (PropertyType.Group) property.type()));
        var links = entity.properties().values().stream()
                .filter(property -> property.type() instanceof PropertyType.References)
                .map(property -> links(entity, name, property, (PropertyType.References) property.type()));
        return Stream.of(Stream.of(records(entity, name)), groups, links, searchKeys(entity, name).stream())
                .flatMap(tables -> tables);
    }

    private Table records(EntityDefinition entity, TableName name) {
        var columns = new ArrayList<>(systemColumns(entity));
        var properties = entity.properties().values();
        properties.stream()
                .filter(property -> property.isColumn() || property.type() instanceof PropertyType.Structure)
                .forEach(property -> Columns.stored(List.of(property))
                        .map(part -> Columns.column(
                                part, property.isColumn() && Columns.isAlwaysThere(part, entity.required())))
                        .forEach(columns::add));
        var checks = new ArrayList<>(systemChecks(entity, name));
        checks.addAll(checks(name, properties));
        var reference = entity.ownership() instanceof Ownership.None;
        return new Table(
                name,
                entity.title(),
                entity.location(),
                columns,
                List.of("id"),
                checks,
                foreignKeys(name, properties),
                Exclusions.of(entity),
                Indexes.of(name, entity, catalog),
                reference
                        ? Policies.reference()
                        : Policies.owned(name, catalog.hasGrants(entity), catalog.hasBars(entity)),
                "select, insert, update");
    }

    private static List<Column> systemColumns(EntityDefinition entity) {
        var columns = new ArrayList<>(List.of(
                system("id", "uuid", "not null"),
                system("number", "text", C + " unique"),
                system("unit_no", "integer", "not null"),
                system("row_class", "smallint", "not null default 0"),
                system("access_key", "integer", "not null"),
                system("owner_user", "uuid", ""),
                system("owner_team", "uuid", ""),
                system("partner", "uuid", ""),
                system("version", "bigint", "not null"),
                system("created_at", "timestamp with time zone", "not null"),
                system("created_by", "uuid", "not null"),
                system("updated_at", "timestamp with time zone", "not null"),
                system("updated_by", "uuid", "not null"),
                system("retired_at", "timestamp with time zone", ""),
                system("retired_by", "uuid", "")));
        if (entity.lifecycle() != null) {
            columns.add(system("status_reason", "text", C));
            columns.add(system("status_date", "timestamp with time zone", ""));
        }
        return columns;
    }

    /** What the policies compare must be what the record says. */
    private static List<Table.Constraint> systemChecks(EntityDefinition entity, TableName name) {
        var unit = entity.ownership() instanceof Ownership.None ? "\"unit_no\" = 0" : "\"unit_no\" >= 1";
        return List.of(
                Columns.check(
                        name,
                        "access_key",
                        List.of("access_key", "unit_no", "row_class"),
                        "\"access_key\" = \"unit_no\" * 64 + \"row_class\" and \"row_class\" between 0 and 63"),
                Columns.check(name, "unit_no", List.of("unit_no"), unit));
    }

    private Table entries(
            EntityDefinition entity, TableName parent, PropertyDefinition property, PropertyType.Group group) {
        var name = new TableName(parent.schema(), group.table());
        var columns = new ArrayList<>(List.of(
                system("id", "uuid", "not null"),
                system("parent_id", "uuid", "not null"),
                system("position", "integer", "not null")));
        Columns.stored(group.properties())
                .map(part -> Columns.column(part, Columns.isAlwaysThere(part, group.required())))
                .forEach(columns::add);
        var keys = new ArrayList<Table.Constraint>();
        keys.add(Columns.foreignKey(name, "parent_id", parent, " on delete cascade"));
        keys.addAll(foreignKeys(name, group.properties()));
        return new Table(
                name,
                entity.title() + ": " + property.title(),
                entity.location(),
                columns,
                List.of("id"),
                checks(name, group.properties()),
                keys,
                List.of(),
                Indexes.ofEntries(name, group),
                Policies.belonging(name, parent, "parent_id"),
                "select, insert, update, delete");
    }

    /** Who points to whom, in which order. */
    private Table links(
            EntityDefinition entity, TableName parent, PropertyDefinition property, PropertyType.References list) {
        var name = new TableName(parent.schema(), list.table());
        var keys = new ArrayList<Table.Constraint>();
        keys.add(Columns.foreignKey(name, "parent_id", parent, " on delete cascade"));
        keys.add(Columns.foreignKey(name, "target_id", Columns.target(list.to().entity(), catalog), ""));
        return new Table(
                name,
                entity.title() + ": " + property.title(),
                entity.location(),
                List.of(
                        system("parent_id", "uuid", "not null"),
                        system("target_id", "uuid", "not null"),
                        system("position", "integer", "not null")),
                List.of("parent_id", "target_id"),
                List.of(),
                keys,
                List.of(),
                List.of(Indexes.plain(name, "target_id", "(\"target_id\", \"parent_id\")")),
                Policies.belonging(name, parent, "parent_id"),
                "select, insert, update, delete");
    }

    private static Optional<Table> searchKeys(EntityDefinition entity, TableName parent) {
        if (entity.duplicates() == null && entity.properties().values().stream().noneMatch(DesiredTables::isSearched)) {
            return Optional.empty();
        }
        var name = new TableName(parent.schema(), SchemaNames.searchTable(entity));
        return Optional.of(new Table(
                name,
                entity.title() + ": search keys (kind 1 name, 2 text, 3 exact, 4 prefix, 5 block of duplicates)",
                entity.location(),
                List.of(
                        system("key", "text", C + " not null"),
                        system("kind", "smallint", "not null"),
                        system("property", "text", C + " not null"),
                        system("record_id", "uuid", "not null"),
                        system("unit_no", "integer", "not null")),
                List.of("key", "kind", "property", "record_id"),
                List.of(),
                List.of(Columns.foreignKey(name, "record_id", parent, " on delete cascade")),
                List.of(),
                List.of(Indexes.plain(name, "record_id", "(\"record_id\")")),
                Policies.belonging(name, parent, "record_id"),
                "select, insert, update, delete"));
    }

    private static boolean isSearched(PropertyDefinition property) {
        return switch (property.type()) {
            case PropertyType.Group group -> group.properties().stream().anyMatch(DesiredTables::isSearched);
            case PropertyType.Structure structure ->
                structure.properties().stream().anyMatch(DesiredTables::isSearched);
            default -> property.search() != Search.NONE;
        };
    }

    private static List<Table.Constraint> checks(TableName table, Collection<PropertyDefinition> properties) {
        return Columns.stored(properties)
                .flatMap(property -> Columns.check(table, property).stream())
                .toList();
    }

    private List<Table.Constraint> foreignKeys(TableName table, Collection<PropertyDefinition> properties) {
        return Columns.stored(properties)
                .flatMap(property -> Columns.foreignKey(table, property, catalog).stream())
                .toList();
    }

    private static Column system(String name, String type, String rule) {
        var required = rule.contains("not null");
        return new Column(name, type, rule.replace("not null", "").strip(), required, null);
    }
}
