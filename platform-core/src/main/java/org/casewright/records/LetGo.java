package org.casewright.records;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a transaction failed only because the database let it go in favour of others; done again, it can succeed. */
public final class LetGo {

    /** Of PostgreSQL: serialization failure and deadlock. */
    private static final Set<String> STATES = Set.of("40001", "40P01");

    private LetGo() {}

    /** Looks through whatever jOOQ, Spring or the workflow engine have wrapped around the database's answer. */
    public static boolean is(@Nullable Throwable failed) {
        for (var cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused && STATES.contains(String.valueOf(refused.getSQLState()))) {
                return true;
            }
        }
        return false;
    }
}
