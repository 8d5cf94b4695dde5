package org.casewright.postgres;

import org.jspecify.annotations.Nullable;

/** Nothing answers at the database's address, or it refuses this login. */
public final class DatabaseUnreachableException extends PostgresException {
    private static final long serialVersionUID = 1L;

    DatabaseUnreachableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
