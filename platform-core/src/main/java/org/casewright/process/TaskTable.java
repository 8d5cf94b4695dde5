package org.casewright.process;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Names of {@code platform.task}. */
final class TaskTable {

    static final Table<Record> TASK = DSL.table(DSL.name("platform", "task"));

    static final Field<String> ID = text("id");
    static final Field<String> INSTANCE = text("instance");
    static final Field<String> PROCESS = text("process");
    static final Field<String> STEP = text("step");
    static final Field<String> NAME = text("name");
    static final Field<UUID> CASE = field("case_id", SQLDataType.UUID);
    static final Field<UUID> RECORD = field("record_id", SQLDataType.UUID);
    static final Field<String> ENTITY = text("entity");
    static final Field<String> TABLE_REF = text("table_ref");
    static final Field<Integer> UNIT = field("unit_no", SQLDataType.INTEGER);
    static final Field<Short> ROW_CLASS = field("row_class", SQLDataType.SMALLINT);
    static final Field<Integer> ACCESS_KEY = field("access_key", SQLDataType.INTEGER);
    static final Field<UUID> OWNER = field("owner_user", SQLDataType.UUID);
    static final Field<String[]> ROLES = field("roles", SQLDataType.CLOB.array());
    static final Field<UUID> ASSIGNEE = field("assignee", SQLDataType.UUID);
    static final Field<OffsetDateTime> DUE = field("due", SQLDataType.TIMESTAMPWITHTIMEZONE);
    static final Field<Integer> PRIORITY = field("priority", SQLDataType.INTEGER);
    static final Field<OffsetDateTime> CREATED = field("created_at", SQLDataType.TIMESTAMPWITHTIMEZONE);
    static final Field<String> FORM = text("form");
    static final Field<JSONB> OUTCOMES = field("outcomes", SQLDataType.JSONB);
    static final Field<String> COMMENT = text("comment");
    static final Field<OffsetDateTime> LATE_AT = field("late_at", SQLDataType.TIMESTAMPWITHTIMEZONE);
    static final Field<Integer> URGENCY = field("urgency", SQLDataType.INTEGER);

    private TaskTable() {}

    private static Field<String> text(String name) {
        return field(name, SQLDataType.CLOB);
    }

    private static <T> Field<T> field(String name, DataType<T> type) {
        return DSL.field(DSL.name("task", name), type);
    }
}
