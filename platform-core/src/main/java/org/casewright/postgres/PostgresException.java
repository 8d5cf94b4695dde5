package org.casewright.postgres;

import org.jspecify.annotations.Nullable;

/**
 * The database cannot be used, for a reason that the person at the keyboard can act on. The message is one line, says what is
 * wrong and what would help, and never holds a password.
 */
public sealed class PostgresException extends RuntimeException
        permits DataDirectoryHeldException,
                DatabaseUnreachableException,
                DatabaseUnsuitableException,
                ServerFailedException {
    private static final long serialVersionUID = 1L;

    PostgresException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
