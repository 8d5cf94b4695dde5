package org.casewright.postgres;

import org.jspecify.annotations.Nullable;

/** The database answers, but is too old, or its roles have too few or too many rights. */
public final class DatabaseUnsuitableException extends PostgresException {
    private static final long serialVersionUID = 1L;

    DatabaseUnsuitableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
