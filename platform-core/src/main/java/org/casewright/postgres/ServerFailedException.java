package org.casewright.postgres;

import org.jspecify.annotations.Nullable;

/** The embedded server could not be unpacked, started or stopped. */
public final class ServerFailedException extends PostgresException {
    private static final long serialVersionUID = 1L;

    ServerFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
