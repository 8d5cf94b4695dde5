package org.casewright.schema;

import org.jspecify.annotations.Nullable;

/**
 * Where the values of a property, or the rows of an entity or a repeating group, are or were stored.
 *
 * @param id of the row that says so; 0 when it is not written yet
 * @param entity {@code module/entity}
 * @param path empty for the entity's table; {@code property}, {@code structure.property}, {@code group}, {@code
 *     group.property}; a list of references like a group
 * @param column empty when a table is meant
 * @param type as PostgreSQL prints it, {@link #TABLE} or {@link #LINKS}
 * @param since the first release in which it was so
 * @param until the release that ended it; null while it holds
 */
record StoredAs(
        long id,
        String entity,
        String path,
        TableName table,
        String column,
        String type,
        long since,
        @Nullable Long until) {

    /** The rows of an entity or of a repeating group. */
    static final String TABLE = "table";

    /** The rows of a list of references. */
    static final String LINKS = "links";

    boolean isTable() {
        return isTable(type);
    }

    static boolean isTable(String type) {
        return type.equals(TABLE) || type.equals(LINKS);
    }

    boolean holds() {
        return until == null;
    }

    /** Whether both mean the same place under the same name. */
    boolean same(StoredAs other) {
        return entity.equals(other.entity)
                && path.equals(other.path)
                && table.equals(other.table)
                && column.equals(other.column)
                && type.equals(other.type);
    }

    /** As people say it. */
    String name() {
        return path.isEmpty() ? entity : entity + "." + path;
    }
}
