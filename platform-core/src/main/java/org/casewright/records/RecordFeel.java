package org.casewright.records;

import java.util.UUID;
import org.casewright.expression.Environment;
import org.casewright.expression.Values;
import org.springframework.stereotype.Component;

/** Records for expressions outside of {@link Records}: read as the engine, in the caller's transaction. */
@Component
public class RecordFeel {

    /** The present values of a record, read when they are asked for; references and inverses are followed. */
    public Values values(String entity, UUID id) {
        throw new UnsupportedOperationException();
    }

    /** What expressions of a module may ask beside values, for a record of this unit. */
    public Environment environment(String module, int unit) {
        throw new UnsupportedOperationException();
    }
}
