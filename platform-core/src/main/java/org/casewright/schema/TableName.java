package org.casewright.schema;

/** A table's name with its schema's. */
record TableName(String schema, String table) {

    /** In quotes, as SQL takes it. */
    String sql() {
        return Sql.quoted(schema) + "." + Sql.quoted(table);
    }

    /** The table with the search keys of the records in this one. */
    TableName searchKeys() {
        return new TableName(schema, SchemaNames.searchTable(table));
    }

    @Override
    public String toString() {
        return schema + "." + table;
    }
}
