package org.casewright.schema;

import java.util.ArrayList;
import java.util.List;
import org.casewright.catalog.Catalog;
import org.casewright.definition.AccessDefinition.Depth;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.EntityDefinition.Ownership;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.schema.Table.Index;

/**
 * The indexes that an entity's lists and look-ups need. Under row-level security only plain columns compared by what is
 * leakproof keep theirs, and a list states its unit, so that most come twice: with and without the unit.
 */
final class Indexes {

    private static final String ALPHABETIC = " collate \"und-x-icu\"";

    private Indexes() {}

    static List<Index> of(TableName table, EntityDefinition entity, Catalog catalog) {
        var indexes = new ArrayList<Index>();
        var owned = !(entity.ownership() instanceof Ownership.None);
        if (owned) {
            indexes.add(plain(table, "unit_updated", "(\"unit_no\", \"updated_at\" desc, \"id\" desc)"));
        }
        indexes.add(plain(table, "updated", "(\"updated_at\" desc, \"id\" desc)"));
        if (owned && someRoleReadsItsOwn(entity, catalog)) {
            indexes.add(plain(table, "owner", "(\"owner_user\", \"updated_at\" desc, \"id\" desc)"));
        }
        Columns.stored(entity.properties().values()).forEach(property -> indexes.addAll(of(table, property, owned)));
        SchemaNames.uniqueIndexes(entity).stream()
                .filter(unique -> unique.during().isEmpty())
                .forEach(unique -> indexes.add(unique(entity, unique)));
        return indexes;
    }

    /** Indexes on a group's columns: only what other tables ask for. */
    static List<Index> ofEntries(TableName table, PropertyType.Group group) {
        var indexes = new ArrayList<Index>();
        indexes.add(plain(table, "parent_id", "(\"parent_id\", \"position\")"));
        Columns.stored(group.properties())
                .filter(property -> property.type() instanceof PropertyType.Reference)
                .forEach(property -> indexes.add(plain(table, property.column(), "(" + column(property) + ")")));
        return indexes;
    }

    static Index plain(TableName table, String subject, String definition) {
        return new Index(
                Sql.named("ix_" + table.table() + "_" + subject, definition), false, definition, List.of(), "");
    }

    private static List<Index> of(TableName table, PropertyDefinition property, boolean owned) {
        var column = column(property);
        var name = property.column();
        return switch (property.type()) {
            case PropertyType.Reference reference -> List.of(plain(table, name, "(" + column + ", \"id\")"));
            case PropertyType.Codes codes
            when property.index() -> List.of(plain(table, name, "using gin (" + column + ")"));
            case PropertyType.Texts texts
            when property.index() -> List.of(plain(table, name, "using gin (" + column + ")"));
            case PropertyType.Text text
            when property.sortable() -> {
                // People sort by their alphabet, equality and prefixes go by bytes.
                var sorted = new ArrayList<>(inOrder(table, name, column + ALPHABETIC, owned));
                sorted.add(plain(table, name, "(" + column + ", \"id\")"));
                yield sorted;
            }
            default -> property.sortable() || property.index() ? inOrder(table, name, column, owned) : List.of();
        };
    }

    private static List<Index> inOrder(TableName table, String name, String expression, boolean owned) {
        var everywhere = plain(table, name, "(" + expression + ", \"id\")");
        return owned
                ? List.of(everywhere, plain(table, "unit_" + name, "(\"unit_no\", " + expression + ", \"id\")"))
                : List.of(everywhere);
    }

    private static Index unique(EntityDefinition entity, UniqueIndex unique) {
        var columns = Columns.of(entity, unique.properties());
        var where = IndexCondition.sql(entity, unique);
        return new Index(unique.name(), true, "(" + Sql.quoted(columns) + ") where " + where, columns, where);
    }

    private static String column(PropertyDefinition property) {
        return Sql.quoted(property.column());
    }

    private static boolean someRoleReadsItsOwn(EntityDefinition entity, Catalog catalog) {
        return catalog.roles().keySet().stream()
                .flatMap(role -> catalog.grants(role, entity).stream())
                .anyMatch(entry -> entry.depth(Privilege.READ) == Depth.OWN);
    }
}
