package org.casewright.postgres;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A server on a test's own data directory that writes through to the disk, as in use; its programs are shared by all tests. */
public final class KeptServer {
    private KeptServer() {}

    public static EmbeddedPostgres start(Path directory) {
        return EmbeddedPostgres.start(directory, Optional.of(TestServer.cache()), Map.of());
    }
}
