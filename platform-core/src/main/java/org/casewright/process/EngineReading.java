package org.casewright.process;

import java.util.function.Function;
import org.casewright.postgres.Statements;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Work on the database as the engine: what it may see and write ends where the work ends. */
@Component
final class EngineReading {

    private final DSLContext dsl;
    private final Statements statements;

    EngineReading(DSLContext dsl, Statements statements) {
        this.dsl = dsl;
        this.statements = statements;
    }

    /** Does the work with the engine's rights, in the caller's transaction, and gives it back the rights it had. */
    <T extends @org.jspecify.annotations.Nullable Object> T asEngine(Function<DSLContext, T> work) {
        return statements.asEngine(() -> work.apply(dsl));
    }
}
