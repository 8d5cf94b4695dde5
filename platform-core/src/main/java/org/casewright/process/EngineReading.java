package org.casewright.process;

import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.springframework.stereotype.Component;

/** Work on the database as the engine: what it may see and write ends where the work ends. */
@Component
final class EngineReading {

    private static final String SETTING = "casewright.engine";

    private final DSLContext dsl;

    EngineReading(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** Does the work with the engine's rights, in the caller's transaction, and gives it back the rights it had. */
    <T extends @org.jspecify.annotations.Nullable Object> T asEngine(Function<DSLContext, T> work) {
        var before = dsl.select(
                        DSL.function("current_setting", SQLDataType.CLOB, DSL.inline(SETTING), DSL.inline(true)),
                        set("on"))
                .fetchSingle()
                .value1();
        var result = work.apply(dsl);
        // When the work fails, the transaction is over, and the setting with it.
        if (!"on".equals(before)) {
            dsl.select(set(before == null ? "" : before)).execute();
        }
        return result;
    }

    private static Field<String> set(String value) {
        return DSL.function("set_config", SQLDataType.CLOB, DSL.inline(SETTING), DSL.inline(value), DSL.inline(true));
    }
}
