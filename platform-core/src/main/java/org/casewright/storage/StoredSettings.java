package org.casewright.storage;

import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What organisations set. */
@Component
public final class StoredSettings {

    private final DSLContext dsl;

    StoredSettings(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** The value that was set for a unit (0: everywhere); null when none was. */
    public @Nullable JsonNode find(String module, String name, int unit) {
        var value = dsl.select(DSL.field(DSL.name("value"), SQLDataType.JSONB))
                .from(DSL.table(DSL.name("platform", "setting")))
                .where(DSL.field(DSL.name("module"), SQLDataType.CLOB).eq(module))
                .and(DSL.field(DSL.name("name"), SQLDataType.CLOB).eq(name))
                .and(DSL.field(DSL.name("unit_no"), SQLDataType.INTEGER).eq(unit))
                .fetchOne();
        return value == null ? null : Json.parse(value.value1().data());
    }
}
