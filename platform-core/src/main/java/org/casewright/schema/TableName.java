package org.casewright.schema;

/** A table's name with its schema's. */
record TableName(String schema, String table) {

    /** In quotes, as SQL takes it. */
    String sql() {
        return Sql.quoted(schema) + "." + Sql.quoted(table);
    }

    @Override
    public String toString() {
        return schema + "." + table;
    }
}
