package org.casewright.postgres;

import java.nio.file.Path;

/** Another running application works on the same data directory. */
public final class DataDirectoryHeldException extends PostgresException {
    private static final long serialVersionUID = 1L;

    DataDirectoryHeldException(Path directory, String holder) {
        super("data directory " + directory + " held by process " + holder, null);
    }
}
